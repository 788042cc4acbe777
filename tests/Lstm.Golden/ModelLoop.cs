using System;

namespace Lstm.Golden;

/// <summary>The same through the public surface.</summary>
internal static class ModelLoop
{
    public static void Run<TModel, TState>(IGoldenModel<TModel, TState> model, ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs, int inputSize, int outputSize)
        where TState : unmanaged
    {
        for (int t = 0; t < inputs.Length / inputSize; t++)
        {
            model.Step(ref state, inputs.Slice(t * inputSize, inputSize), outputs.Slice(t * outputSize, outputSize));
        }
    }

    public static void StepMany<TModel, TState>(IGoldenModel<TModel, TState> model, Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs, int inputSize, int outputSize)
        where TState : unmanaged
    {
        for (int k = 0; k < states.Length; k++)
        {
            model.Step(ref states[k], inputs.Slice(k * inputSize, inputSize), outputs.Slice(k * outputSize, outputSize));
        }
    }
}
