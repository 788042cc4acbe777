using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>A network whose step is timed with ever quieter samples, on a chosen body.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Size">Values in a sample and in a result.</param>
/// <param name="Prepare">Loads the weights; the pass, which begins with a state of zero, takes the given samples.</param>
internal sealed record Tail(string Name, Size Size, Func<InstructionSet, float[], Pass> Prepare)
{
    /// <summary>One of each kind of layer; without bias where one would keep silence from reaching the sums.</summary>
    public static IReadOnlyList<Tail> All { get; } =
    [
        Of<TailLstm16, TailLstm16.State>("lstm 1:16", "TailLstm16"),
        Of<TailLstm32, TailLstm32.State>("lstm 1:32", "TailLstm32"),
        Of<TailLstm32NoBias, TailLstm32NoBias.State>("lstm 1:32, no bias", "TailLstm32NoBias"),
        Of<TailLstm64NoBias, TailLstm64NoBias.State>("lstm 16:64, no bias", "TailLstm64NoBias"),
        Of<TailNormedNoBias, TailNormedNoBias.State>("lstm 4:20, normalised, no bias", "TailNormedNoBias"),
        Of<TailProjectedNoBias, TailProjectedNoBias.State>("lstm 4:32, projected, no bias", "TailProjectedNoBias"),
        Of<TailGru40, TailGru40.State>("gru 1:40", "TailGru40"),
        Of<TailGru40NoBias, TailGru40NoBias.State>("gru 1:40, no bias", "TailGru40NoBias"),
        Of<TailGruBeforeNoBias, TailGruBeforeNoBias.State>("gru 4:20, reset before, no bias", "TailGruBeforeNoBias"),
        Of<TailRnnRelu, TailRnnRelu.State>("rnn 1:32, relu, no bias", "TailRnnRelu"),
        Of<TailLtmStmNoBias, TailLtmStmNoBias.State>("ltm/stm 4:20, no bias", "TailLtmStmNoBias"),
        Of<TailConv, TailConv.State>("conv1d 1:16:16, dense, no bias", "TailConv"),
        Of<TailDense, TailDense.State>("dense 20:40:40, rnn 10, no bias", "TailDense"),
    ];

    private static Tail Of<TModel, TState>(string name, string specName)
        where TModel : IStepModel<TModel, TState>
        where TState : unmanaged
    {
        var problem = Problem.Of(specName);
        return new Tail(name, problem.Size, (body, samples) =>
        {
            var model = TModel.Load((ReadOnlySpan<byte>)problem.WeightFile()).WithBody(body);
            TState state = default;
            return outputs => Subject.Steps<TModel, TState>(model, ref state, samples, outputs, problem.Size.Input, problem.Size.Hidden);
        });
    }
}
