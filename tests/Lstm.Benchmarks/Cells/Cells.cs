using System;
using System.Collections.Generic;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>A network of one cell, of which the step is measured, of one stream or of many.</summary>
/// <param name="Name">The cell.</param>
/// <param name="Units">Its units.</param>
/// <param name="Problem">Its weights and samples.</param>
/// <param name="Prepare">Loads the weights; the pass begins with a state of zero.</param>
internal sealed record Cell(string Name, int Units, Problem Problem, Func<Mode, Pass> Prepare)
{
    /// <param name="name">The cell.</param>
    /// <param name="units">Its units.</param>
    /// <param name="specName">What its spec file is called.</param>
    public static Cell Of<TModel, TState>(string name, int units, string specName)
        where TModel : IStepManyModel<TModel, TState>
        where TState : unmanaged
    {
        var problem = Problem.Of(specName);
        var subject = Subject.Of<TModel, TState>(problem.Size.Input, problem.Size.Hidden);
        return new Cell(name, units, problem, mode => subject.Prepare(problem, mode));
    }
}

/// <summary>Every cell in some sizes; those of one size stand together, the plain LSTM first.</summary>
internal static class Cells
{
    public static IReadOnlyList<Cell> All { get; } =
    [
        Cell.Of<CellPlain20, CellPlain20.State>("LSTM", 20, "CellPlain20"),
        Cell.Of<CellPeephole20, CellPeephole20.State>("LSTM, peepholes", 20, "CellPeephole20"),
        Cell.Of<CellClipped20, CellClipped20.State>("LSTM, clipped", 20, "CellClipped20"),
        Cell.Of<CellCoupled20, CellCoupled20.State>("LSTM, coupled", 20, "CellCoupled20"),
        Cell.Of<CellProjected20, CellProjected20.State>("LSTM, projected to half", 20, "CellProjected20"),
        Cell.Of<CellNormed20, CellNormed20.State>("LSTM, normalised", 20, "CellNormed20"),
        Cell.Of<CellGruAfter20, CellGruAfter20.State>("GRU, reset after", 20, "CellGruAfter20"),
        Cell.Of<CellGruBefore20, CellGruBefore20.State>("GRU, reset before", 20, "CellGruBefore20"),
        Cell.Of<CellElman20, CellElman20.State>("RNN", 20, "CellElman20"),
        Cell.Of<CellLtmStm20, CellLtmStm20.State>("LTM/STM", 20, "CellLtmStm20"),
        Cell.Of<CellPlain32, CellPlain32.State>("LSTM", 32, "CellPlain32"),
        Cell.Of<CellPeephole32, CellPeephole32.State>("LSTM, peepholes", 32, "CellPeephole32"),
        Cell.Of<CellClipped32, CellClipped32.State>("LSTM, clipped", 32, "CellClipped32"),
        Cell.Of<CellCoupled32, CellCoupled32.State>("LSTM, coupled", 32, "CellCoupled32"),
        Cell.Of<CellProjected32, CellProjected32.State>("LSTM, projected to half", 32, "CellProjected32"),
        Cell.Of<CellNormed32, CellNormed32.State>("LSTM, normalised", 32, "CellNormed32"),
        Cell.Of<CellGruAfter32, CellGruAfter32.State>("GRU, reset after", 32, "CellGruAfter32"),
        Cell.Of<CellGruBefore32, CellGruBefore32.State>("GRU, reset before", 32, "CellGruBefore32"),
        Cell.Of<CellElman32, CellElman32.State>("RNN", 32, "CellElman32"),
        Cell.Of<CellLtmStm32, CellLtmStm32.State>("LTM/STM", 32, "CellLtmStm32"),
        Cell.Of<CellPlain128, CellPlain128.State>("LSTM", 128, "CellPlain128"),
        Cell.Of<CellPeephole128, CellPeephole128.State>("LSTM, peepholes", 128, "CellPeephole128"),
        Cell.Of<CellClipped128, CellClipped128.State>("LSTM, clipped", 128, "CellClipped128"),
        Cell.Of<CellCoupled128, CellCoupled128.State>("LSTM, coupled", 128, "CellCoupled128"),
        Cell.Of<CellProjected128, CellProjected128.State>("LSTM, projected to half", 128, "CellProjected128"),
        Cell.Of<CellNormed128, CellNormed128.State>("LSTM, normalised", 128, "CellNormed128"),
        Cell.Of<CellGruAfter128, CellGruAfter128.State>("GRU, reset after", 128, "CellGruAfter128"),
        Cell.Of<CellGruBefore128, CellGruBefore128.State>("GRU, reset before", 128, "CellGruBefore128"),
        Cell.Of<CellElman128, CellElman128.State>("RNN", 128, "CellElman128"),
        Cell.Of<CellLtmStm128, CellLtmStm128.State>("LTM/STM", 128, "CellLtmStm128"),
    ];
}
