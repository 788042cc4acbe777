using System;

namespace Lstm.Golden;

/// <summary>What a golden run does with a network.</summary>
/// <typeparam name="TState">The network's state.</typeparam>
internal interface IGoldenNetwork<TState>
    where TState : unmanaged
{
    int InputSize { get; }

    int OutputSize { get; }

    int RecurrentLayers { get; }

    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);

    Span<float> Hidden(ref TState state, int layer);

    Span<float> Cell(ref TState state, int layer);
}
