using System;
using System.Numerics;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>v ← αv + (1 − α)g², w ← w − ηg/(√v + ε).</summary>
internal sealed class RmsPropOptimizer(NetworkParameters parameters, OptimizerOptions options) : Optimizer(parameters, options, moments: 1)
{
    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> weights, ReadOnlySpan<Vector<float>> gradient, float rate, Range range)
    {
        var square = Moment(0, range);
        var epsilon = new Vector<float>(Options.Epsilon);
        for (int i = 0; i < weights.Length; i++)
        {
            var g = gradient[i] + (Options.WeightDecay * weights[i]);
            square[i] = (Options.Smoothing * square[i]) + ((1f - Options.Smoothing) * (g * g));
            weights[i] -= rate * g / (Vector.SquareRoot(square[i]) + epsilon);
        }
    }
}
