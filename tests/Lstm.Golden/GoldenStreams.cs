using System;
using System.Runtime.InteropServices;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>Streams of samples that go through one network together, for code that does not know which network it is.</summary>
internal abstract class GoldenStreams
{
    /// <summary>The states' bytes, one stream behind the other.</summary>
    public abstract Span<byte> States { get; }

    public abstract void StepMany(ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>Streams with the states of one network.</summary>
internal abstract class GoldenStreams<TState>(int count) : GoldenStreams
    where TState : unmanaged
{
    private readonly TState[] states = new TState[count];

    public override Span<byte> States => MemoryMarshal.AsBytes(Memory);

    protected Span<TState> Memory => states;
}

/// <summary>On a chosen body, past the public surface and its checks.</summary>
internal sealed class BodyStreams<TNetwork, TState>(InstructionSet body, PackedWeights weights, int count) : GoldenStreams<TState>(count)
    where TNetwork : struct, IGoldenNetwork<TState>
    where TState : unmanaged
{
    public override void StepMany(ReadOnlySpan<float> inputs, Span<float> outputs) =>
        TNetwork.StepMany(body, ref weights.Reference, ref Memory[0], ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs), Memory.Length);
}

/// <summary>Through the public surface, on the body that a model has.</summary>
internal sealed class ModelStreams<TModel, TState>(TModel model, int count) : GoldenStreams<TState>(count)
    where TModel : IGoldenModel<TModel, TState>
    where TState : unmanaged
{
    public override void StepMany(ReadOnlySpan<float> inputs, Span<float> outputs) => model.StepMany(Memory, inputs, outputs);
}
