using System;

namespace Lstm.Benchmarks;

/// <summary>One generated network of which only the step is measured.</summary>
/// <param name="Size">The size of its first layer.</param>
/// <param name="Prepare">Loads its weights; the pass begins with a state of zero.</param>
internal sealed record Variant(Size Size, Func<Pass> Prepare)
{
    public static Variant Of<TModel, TState>(Problem problem, Func<byte[], TModel> load)
        where TModel : struct, ISteps<TState>
        where TState : struct => new(problem.Size, () =>
        {
            var model = load(problem.WeightFile());
            TState state = default;
            return outputs => Subject.Steps(model, ref state, problem.Inputs, outputs, problem.Size.Input, problem.Size.Hidden);
        });
}
