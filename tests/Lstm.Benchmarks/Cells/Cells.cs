using System;
using System.Collections.Generic;

namespace Lstm.Benchmarks;

/// <summary>A network of one cell, of which the step is measured.</summary>
/// <param name="Name">The cell.</param>
/// <param name="Units">Its units.</param>
/// <param name="Problem">Its weights and samples.</param>
/// <param name="Prepare">Loads the weights; the pass begins with a state of zero.</param>
internal sealed record Cell(string Name, int Units, Problem Problem, Func<Pass> Prepare)
{
    /// <param name="name">The cell.</param>
    /// <param name="units">Its units.</param>
    /// <param name="specName">What its spec file is called.</param>
    /// <param name="load">The model of a weight file's bytes.</param>
    public static Cell Of<TModel, TState>(string name, int units, string specName, Func<byte[], TModel> load)
        where TModel : struct, ISteps<TState>
        where TState : struct
    {
        var problem = Problem.Of(specName);
        return new Cell(name, units, problem, () =>
        {
            var model = load(problem.WeightFile());
            TState state = default;
            return outputs => Subject.Steps(model, ref state, problem.Inputs, outputs, problem.Size.Input, problem.Size.Hidden);
        });
    }
}

/// <summary>Every cell in some sizes; those of one size stand together, the plain LSTM first.</summary>
internal static class Cells
{
    public static IReadOnlyList<Cell> All { get; } =
    [
        Cell.Of<CellPlain20.Timed, CellPlain20.State>("LSTM", 20, "CellPlain20", bytes => new(CellPlain20.Load(bytes))),
        Cell.Of<CellPeephole20.Timed, CellPeephole20.State>("LSTM, peepholes", 20, "CellPeephole20", bytes => new(CellPeephole20.Load(bytes))),
        Cell.Of<CellClipped20.Timed, CellClipped20.State>("LSTM, clipped", 20, "CellClipped20", bytes => new(CellClipped20.Load(bytes))),
        Cell.Of<CellCoupled20.Timed, CellCoupled20.State>("LSTM, coupled", 20, "CellCoupled20", bytes => new(CellCoupled20.Load(bytes))),
        Cell.Of<CellProjected20.Timed, CellProjected20.State>("LSTM, projected to half", 20, "CellProjected20", bytes => new(CellProjected20.Load(bytes))),
        Cell.Of<CellNormed20.Timed, CellNormed20.State>("LSTM, normalised", 20, "CellNormed20", bytes => new(CellNormed20.Load(bytes))),
        Cell.Of<CellGruAfter20.Timed, CellGruAfter20.State>("GRU, reset after", 20, "CellGruAfter20", bytes => new(CellGruAfter20.Load(bytes))),
        Cell.Of<CellGruBefore20.Timed, CellGruBefore20.State>("GRU, reset before", 20, "CellGruBefore20", bytes => new(CellGruBefore20.Load(bytes))),
        Cell.Of<CellElman20.Timed, CellElman20.State>("RNN", 20, "CellElman20", bytes => new(CellElman20.Load(bytes))),
        Cell.Of<CellLtmStm20.Timed, CellLtmStm20.State>("LTM/STM", 20, "CellLtmStm20", bytes => new(CellLtmStm20.Load(bytes))),
        Cell.Of<CellPlain32.Timed, CellPlain32.State>("LSTM", 32, "CellPlain32", bytes => new(CellPlain32.Load(bytes))),
        Cell.Of<CellPeephole32.Timed, CellPeephole32.State>("LSTM, peepholes", 32, "CellPeephole32", bytes => new(CellPeephole32.Load(bytes))),
        Cell.Of<CellClipped32.Timed, CellClipped32.State>("LSTM, clipped", 32, "CellClipped32", bytes => new(CellClipped32.Load(bytes))),
        Cell.Of<CellCoupled32.Timed, CellCoupled32.State>("LSTM, coupled", 32, "CellCoupled32", bytes => new(CellCoupled32.Load(bytes))),
        Cell.Of<CellProjected32.Timed, CellProjected32.State>("LSTM, projected to half", 32, "CellProjected32", bytes => new(CellProjected32.Load(bytes))),
        Cell.Of<CellNormed32.Timed, CellNormed32.State>("LSTM, normalised", 32, "CellNormed32", bytes => new(CellNormed32.Load(bytes))),
        Cell.Of<CellGruAfter32.Timed, CellGruAfter32.State>("GRU, reset after", 32, "CellGruAfter32", bytes => new(CellGruAfter32.Load(bytes))),
        Cell.Of<CellGruBefore32.Timed, CellGruBefore32.State>("GRU, reset before", 32, "CellGruBefore32", bytes => new(CellGruBefore32.Load(bytes))),
        Cell.Of<CellElman32.Timed, CellElman32.State>("RNN", 32, "CellElman32", bytes => new(CellElman32.Load(bytes))),
        Cell.Of<CellLtmStm32.Timed, CellLtmStm32.State>("LTM/STM", 32, "CellLtmStm32", bytes => new(CellLtmStm32.Load(bytes))),
        Cell.Of<CellPlain128.Timed, CellPlain128.State>("LSTM", 128, "CellPlain128", bytes => new(CellPlain128.Load(bytes))),
        Cell.Of<CellPeephole128.Timed, CellPeephole128.State>("LSTM, peepholes", 128, "CellPeephole128", bytes => new(CellPeephole128.Load(bytes))),
        Cell.Of<CellClipped128.Timed, CellClipped128.State>("LSTM, clipped", 128, "CellClipped128", bytes => new(CellClipped128.Load(bytes))),
        Cell.Of<CellCoupled128.Timed, CellCoupled128.State>("LSTM, coupled", 128, "CellCoupled128", bytes => new(CellCoupled128.Load(bytes))),
        Cell.Of<CellProjected128.Timed, CellProjected128.State>("LSTM, projected to half", 128, "CellProjected128", bytes => new(CellProjected128.Load(bytes))),
        Cell.Of<CellNormed128.Timed, CellNormed128.State>("LSTM, normalised", 128, "CellNormed128", bytes => new(CellNormed128.Load(bytes))),
        Cell.Of<CellGruAfter128.Timed, CellGruAfter128.State>("GRU, reset after", 128, "CellGruAfter128", bytes => new(CellGruAfter128.Load(bytes))),
        Cell.Of<CellGruBefore128.Timed, CellGruBefore128.State>("GRU, reset before", 128, "CellGruBefore128", bytes => new(CellGruBefore128.Load(bytes))),
        Cell.Of<CellElman128.Timed, CellElman128.State>("RNN", 128, "CellElman128", bytes => new(CellElman128.Load(bytes))),
        Cell.Of<CellLtmStm128.Timed, CellLtmStm128.State>("LTM/STM", 128, "CellLtmStm128", bytes => new(CellLtmStm128.Load(bytes))),
    ];
}

internal sealed partial class CellPlain20
{
    internal readonly struct Timed(CellPlain20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellPeephole20
{
    internal readonly struct Timed(CellPeephole20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellClipped20
{
    internal readonly struct Timed(CellClipped20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellCoupled20
{
    internal readonly struct Timed(CellCoupled20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellProjected20
{
    internal readonly struct Timed(CellProjected20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellNormed20
{
    internal readonly struct Timed(CellNormed20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruAfter20
{
    internal readonly struct Timed(CellGruAfter20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruBefore20
{
    internal readonly struct Timed(CellGruBefore20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellElman20
{
    internal readonly struct Timed(CellElman20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellLtmStm20
{
    internal readonly struct Timed(CellLtmStm20 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellPlain32
{
    internal readonly struct Timed(CellPlain32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellPeephole32
{
    internal readonly struct Timed(CellPeephole32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellClipped32
{
    internal readonly struct Timed(CellClipped32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellCoupled32
{
    internal readonly struct Timed(CellCoupled32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellProjected32
{
    internal readonly struct Timed(CellProjected32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellNormed32
{
    internal readonly struct Timed(CellNormed32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruAfter32
{
    internal readonly struct Timed(CellGruAfter32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruBefore32
{
    internal readonly struct Timed(CellGruBefore32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellElman32
{
    internal readonly struct Timed(CellElman32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellLtmStm32
{
    internal readonly struct Timed(CellLtmStm32 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellPlain128
{
    internal readonly struct Timed(CellPlain128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellPeephole128
{
    internal readonly struct Timed(CellPeephole128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellClipped128
{
    internal readonly struct Timed(CellClipped128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellCoupled128
{
    internal readonly struct Timed(CellCoupled128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellProjected128
{
    internal readonly struct Timed(CellProjected128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellNormed128
{
    internal readonly struct Timed(CellNormed128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruAfter128
{
    internal readonly struct Timed(CellGruAfter128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellGruBefore128
{
    internal readonly struct Timed(CellGruBefore128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellElman128
{
    internal readonly struct Timed(CellElman128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}

internal sealed partial class CellLtmStm128
{
    internal readonly struct Timed(CellLtmStm128 model) : ISteps<State> { public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) => model.Step(ref state, input, output); }
}
