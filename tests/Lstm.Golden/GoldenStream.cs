using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Embedded;

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

    /// <summary>A stream that goes on from here on its own: the state has been copied by assignment.</summary>
    public abstract GoldenStream Copy();
}

/// <summary>A stream with the state of one network.</summary>
internal abstract class GoldenStream<TNetwork, TState> : GoldenStream
    where TNetwork : struct, IGoldenNetwork<TState>
    where TState : unmanaged
{
    private TState state;

    public override Span<byte> State => MemoryMarshal.CreateSpan(ref Unsafe.As<TState, byte>(ref state), Unsafe.SizeOf<TState>());

    protected ref TState Memory => ref state;

    public override Span<float> Hidden(int layer) => TNetwork.Hidden(ref state, layer);

    public override Span<float> Cell(int layer) => TNetwork.Cell(ref state, layer);

    public override GoldenStream Copy()
    {
        var copy = (GoldenStream<TNetwork, TState>)MemberwiseClone();
        copy.state = default;
        copy.state = state;
        return copy;
    }
}

/// <summary>On a chosen body, past the public surface and its checks.</summary>
internal sealed class BodyStream<TNetwork, TState>(InstructionSet body, PackedWeights weights) : GoldenStream<TNetwork, TState>
    where TNetwork : struct, IGoldenNetwork<TState>
    where TState : unmanaged
{
    public override void Step(ReadOnlySpan<float> input, Span<float> output) =>
        TNetwork.Step(body, ref weights.Reference, ref Memory, ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output));

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs) =>
        TNetwork.Run(body, ref weights.Reference, ref Memory, ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs), inputs.Length / TNetwork.InputSize);

    public override GoldenStreams Many(int count) => new BodyStreams<TNetwork, TState>(body, weights, count);
}

/// <summary>Through the public surface, on the body that a model has.</summary>
internal sealed class ModelStream<TModel, TNetwork, TState>(TModel model) : GoldenStream<TNetwork, TState>
    where TModel : IGoldenModel<TModel, TState>
    where TNetwork : struct, IGoldenNetwork<TState>
    where TState : unmanaged
{
    public override void Step(ReadOnlySpan<float> input, Span<float> output) => model.Step(ref Memory, input, output);

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref Memory, inputs, outputs);

    public override GoldenStreams Many(int count) => new ModelStreams<TModel, TState>(model, count);
}
