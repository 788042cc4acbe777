using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Golden;

/// <summary>One stream of samples through a network, for code that does not know which network it is.</summary>
internal abstract class GoldenStream
{
    /// <summary>The state's bytes.</summary>
    public abstract Span<byte> State { get; }

    public abstract void Step(ReadOnlySpan<float> input, Span<float> output);

    public abstract void Run(ReadOnlySpan<float> inputs, Span<float> outputs);

    public abstract Span<float> Hidden(int layer);

    public abstract Span<float> Cell(int layer);

    /// <summary>So many streams through the same network, all at their beginning.</summary>
    public abstract GoldenStreams Many(int count);

    /// <summary>A stream that continues from here on its own: the state has been copied by assignment.</summary>
    public abstract GoldenStream Copy();
}

/// <summary>A stream with the state of one network.</summary>
internal sealed class GoldenStream<TState>(IGoldenNetwork<TState> network) : GoldenStream
    where TState : unmanaged
{
    private TState state;

    public override Span<byte> State => MemoryMarshal.CreateSpan(ref Unsafe.As<TState, byte>(ref state), Unsafe.SizeOf<TState>());

    public override void Step(ReadOnlySpan<float> input, Span<float> output) => network.Step(ref state, input, output);

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => network.Run(ref state, inputs, outputs);

    public override Span<float> Hidden(int layer) => network.Hidden(ref state, layer);

    public override Span<float> Cell(int layer) => network.Cell(ref state, layer);

    public override GoldenStreams Many(int count) => new GoldenStreams<TState>(network, count);

    public override GoldenStream Copy() => new GoldenStream<TState>(network) { state = state };
}
