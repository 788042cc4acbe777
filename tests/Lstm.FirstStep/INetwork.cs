using System;

namespace Lstm.FirstStep;

/// <summary>What of a generated network is measured.</summary>
internal interface INetwork<TSelf, TState>
    where TState : unmanaged
{
    static abstract TSelf Load(ReadOnlySpan<byte> safetensors);

    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);
}
