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
        Of<TailLstm16.On, TailLstm16.State>("lstm 1:16", "TailLstm16", (bytes, body) => new(TailLstm16.Load(bytes), body)),
        Of<TailLstm32.On, TailLstm32.State>("lstm 1:32", "TailLstm32", (bytes, body) => new(TailLstm32.Load(bytes), body)),
        Of<TailLstm32NoBias.On, TailLstm32NoBias.State>("lstm 1:32, no bias", "TailLstm32NoBias", (bytes, body) => new(TailLstm32NoBias.Load(bytes), body)),
        Of<TailLstm64NoBias.On, TailLstm64NoBias.State>("lstm 16:64, no bias", "TailLstm64NoBias", (bytes, body) => new(TailLstm64NoBias.Load(bytes), body)),
        Of<TailNormedNoBias.On, TailNormedNoBias.State>("lstm 4:20, normalised, no bias", "TailNormedNoBias", (bytes, body) => new(TailNormedNoBias.Load(bytes), body)),
        Of<TailProjectedNoBias.On, TailProjectedNoBias.State>("lstm 4:32, projected, no bias", "TailProjectedNoBias", (bytes, body) => new(TailProjectedNoBias.Load(bytes), body)),
        Of<TailGru40.On, TailGru40.State>("gru 1:40", "TailGru40", (bytes, body) => new(TailGru40.Load(bytes), body)),
        Of<TailGru40NoBias.On, TailGru40NoBias.State>("gru 1:40, no bias", "TailGru40NoBias", (bytes, body) => new(TailGru40NoBias.Load(bytes), body)),
        Of<TailGruBeforeNoBias.On, TailGruBeforeNoBias.State>("gru 4:20, reset before, no bias", "TailGruBeforeNoBias", (bytes, body) => new(TailGruBeforeNoBias.Load(bytes), body)),
        Of<TailRnnRelu.On, TailRnnRelu.State>("rnn 1:32, relu, no bias", "TailRnnRelu", (bytes, body) => new(TailRnnRelu.Load(bytes), body)),
        Of<TailLtmStmNoBias.On, TailLtmStmNoBias.State>("ltm/stm 4:20, no bias", "TailLtmStmNoBias", (bytes, body) => new(TailLtmStmNoBias.Load(bytes), body)),
        Of<TailConv.On, TailConv.State>("conv1d 1:16:16, dense, no bias", "TailConv", (bytes, body) => new(TailConv.Load(bytes), body)),
        Of<TailDense.On, TailDense.State>("dense 20:40:40, rnn 10, no bias", "TailDense", (bytes, body) => new(TailDense.Load(bytes), body)),
    ];

    private static Tail Of<TModel, TState>(string name, string specName, Func<byte[], InstructionSet, TModel> load)
        where TModel : struct, ISteps<TState>
        where TState : struct
    {
        var problem = Problem.Of(specName);
        return new Tail(name, problem.Size, (body, samples) =>
        {
            var model = load(problem.WeightFile(), body);
            TState state = default;
            return outputs => Subject.Steps(model, ref state, samples, outputs, problem.Size.Input, problem.Size.Hidden);
        });
    }
}

internal sealed partial class TailLstm16
{
    internal readonly struct On(TailLstm16 model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailLstm32
{
    internal readonly struct On(TailLstm32 model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailLstm32NoBias
{
    internal readonly struct On(TailLstm32NoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailLstm64NoBias
{
    internal readonly struct On(TailLstm64NoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailNormedNoBias
{
    internal readonly struct On(TailNormedNoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailProjectedNoBias
{
    internal readonly struct On(TailProjectedNoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailGru40
{
    internal readonly struct On(TailGru40 model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailGru40NoBias
{
    internal readonly struct On(TailGru40NoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailGruBeforeNoBias
{
    internal readonly struct On(TailGruBeforeNoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailRnnRelu
{
    internal readonly struct On(TailRnnRelu model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailLtmStmNoBias
{
    internal readonly struct On(TailLtmStmNoBias model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailConv
{
    internal readonly struct On(TailConv model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}

internal sealed partial class TailDense
{
    internal readonly struct On(TailDense model, InstructionSet body) : ISteps<State>
    {
        public void Step(ref State state, ReadOnlySpan<float> input, Span<float> output) =>
            StepOn(body, ref model.packedWeights.Reference, ref state, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));
    }
}
