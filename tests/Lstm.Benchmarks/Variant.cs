using System;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>One generated network of which only the step is measured.</summary>
/// <param name="Size">The size of its first layer.</param>
/// <param name="Prepare">Loads its weights; the pass begins with a state of zero.</param>
internal sealed record Variant(Size Size, Func<Pass> Prepare)
{
    public static Variant Of<TModel, TState>(Problem problem)
        where TModel : IStepModel<TModel, TState>
        where TState : unmanaged => new(problem.Size, () =>
        {
            var model = TModel.Load((ReadOnlySpan<byte>)problem.WeightFile());
            TState state = default;
            return outputs => Subject.Steps<TModel, TState>(model, ref state, problem.Inputs, outputs, problem.Size.Input, problem.Size.Hidden);
        });

    /// <summary>Two networks in turn, the second on the first's output.</summary>
    public static Variant InTurn<TFirst, TFirstState, TSecond, TSecondState>(Problem first)
        where TFirst : IStepModel<TFirst, TFirstState>
        where TFirstState : unmanaged
        where TSecond : IStepModel<TSecond, TSecondState>
        where TSecondState : unmanaged => new(first.Size, () =>
        {
            var (input, hidden) = first.Size;
            var (below, above) = (TFirst.Load((ReadOnlySpan<byte>)first.WeightFile()), TSecond.Load((ReadOnlySpan<byte>)new Problem(new Size(hidden, hidden)).WeightFile()));
            TFirstState belowState = default;
            TSecondState aboveState = default;
            float[] between = new float[hidden];
            return outputs => InTurn<TFirst, TFirstState, TSecond, TSecondState>(below, ref belowState, above, ref aboveState, first.Inputs, between, outputs, input, hidden);
        });

    private static void InTurn<TFirst, TFirstState, TSecond, TSecondState>(TFirst below, ref TFirstState belowState, TSecond above, ref TSecondState aboveState, float[] inputs, float[] between, float[] outputs, int input, int hidden)
        where TFirst : IStepModel<TFirst, TFirstState>
        where TFirstState : unmanaged
        where TSecond : IStepModel<TSecond, TSecondState>
        where TSecondState : unmanaged
    {
        int row = 0;
        for (int sample = 0; sample < inputs.Length; sample += input)
        {
            below.Step(ref belowState, inputs.AsSpan(sample, input), between);
            above.Step(ref aboveState, between, outputs.AsSpan(row, hidden));
            row = row + hidden == outputs.Length ? 0 : row + hidden;
        }
    }
}
