using System;
using System.Numerics;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ⁿ), v̂ = v/(1 − β₂ⁿ) at step n.
/// </summary>
internal sealed class AdamOptimizer(NetworkParameters parameters, OptimizerOptions options) : Optimizer(parameters, options, moments: 2)
{
    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> weights, ReadOnlySpan<Vector<float>> gradient, float rate, Range range)
    {
        var mean = Moment(0, range);
        var square = Moment(1, range);
        bool decoupled = Options.Kind == OptimizerKind.AdamW;
        var added = new Vector<float>(decoupled ? 0f : Options.WeightDecay);
        var kept = new Vector<float>(decoupled ? 1f - (rate * Options.WeightDecay) : 1f);
        var step = new Vector<float>((float)(rate / (1 - Math.Pow(Options.Beta1, Steps))));
        var root = new Vector<float>((float)(1 / Math.Sqrt(1 - Math.Pow(Options.Beta2, Steps))));
        var epsilon = new Vector<float>(Options.Epsilon);
        Vector<float> beta1 = new(Options.Beta1), beta2 = new(Options.Beta2), rest1 = new(1f - Options.Beta1), rest2 = new(1f - Options.Beta2);
        for (int i = 0; i < weights.Length; i++)
        {
            var g = gradient[i] + (added * weights[i]);
            mean[i] = (beta1 * mean[i]) + (rest1 * g);
            square[i] = (beta2 * square[i]) + (rest2 * (g * g));
            weights[i] = (kept * weights[i]) - (step * mean[i] / ((Vector.SquareRoot(square[i]) * root) + epsilon));
        }
    }
}
