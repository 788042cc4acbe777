using System;
using System.Numerics;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>v ← μv + g, w ← w − ηv.</summary>
internal sealed class MomentumOptimizer(NetworkParameters parameters, OptimizerOptions options) : Optimizer(parameters, options, moments: 1)
{
    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> weights, ReadOnlySpan<Vector<float>> gradient, float rate, Range range)
    {
        var velocity = Moment(0, range);
        for (int i = 0; i < weights.Length; i++)
        {
            velocity[i] = (Options.Momentum * velocity[i]) + gradient[i] + (Options.WeightDecay * weights[i]);
            weights[i] -= rate * velocity[i];
        }
    }
}
