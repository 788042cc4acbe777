using System;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>Steps of a generated network on a chosen body, without the checks of the public surface: usable where there is no runtime to throw.</summary>
/// <typeparam name="TState">The network's state.</typeparam>
internal interface IGoldenNetwork<TState>
    where TState : unmanaged
{
    static abstract int InputSize { get; }

    static abstract int OutputSize { get; }

    static abstract int LstmLayers { get; }

    static abstract void Step(InstructionSet body, ref float weights, ref TState state, ref float x, ref float y);

    static abstract void Run(InstructionSet body, ref float weights, ref TState state, ref float x, ref float y, int steps);

    static abstract void StepMany(InstructionSet body, ref float weights, ref TState states, ref float x, ref float y, int streams);

    static abstract Span<float> Hidden(ref TState state, int layer);

    static abstract Span<float> Cell(ref TState state, int layer);
}
