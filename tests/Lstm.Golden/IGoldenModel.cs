using System;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>The public surface of a generated network.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="TState">Its state.</typeparam>
internal interface IGoldenModel<TSelf, TState>
    where TState : unmanaged
{
    static abstract TSelf Load(string path);

    static abstract TSelf Load(ReadOnlySpan<byte> safetensors);

    InstructionSet Body { get; }

    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);
}
