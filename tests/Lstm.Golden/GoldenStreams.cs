using System;
using System.Runtime.InteropServices;

namespace Lstm.Golden;

/// <summary>Streams of samples that go through one network together, for code that does not know which network it is.</summary>
internal abstract class GoldenStreams
{
    /// <summary>The states' bytes, one stream behind the other.</summary>
    public abstract Span<byte> States { get; }

    public abstract void StepMany(ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>Streams with the states of one network.</summary>
internal sealed class GoldenStreams<TState>(IGoldenNetwork<TState> network, int count) : GoldenStreams
    where TState : unmanaged
{
    private readonly TState[] states = new TState[count];

    public override Span<byte> States => MemoryMarshal.AsBytes<TState>(states);

    public override void StepMany(ReadOnlySpan<float> inputs, Span<float> outputs) => network.StepMany(states, inputs, outputs);
}
