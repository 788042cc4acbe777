using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Losses;

/// <summary>A loss that is a sum over single targets; NaN is none.</summary>
internal abstract class ElementLoss : LossFunction
{
    /// <inheritdoc/>
    public override double Weight(ShardWindow window)
    {
        long count = 0;
        for (int t = window.FirstTarget; t < window.Steps; t++)
        {
            foreach (float target in window.Targets.At(t))
            {
                count += float.IsNaN(target) ? 0 : 1;
            }
        }
        return count;
    }

    /// <inheritdoc/>
    public override double Evaluate(ShardWindow window, LaneRows output, LaneRows gradient, float scale)
    {
        double loss = 0;
        for (int t = 0; t < window.FirstTarget; t++)
        {
            gradient.At(t).Clear();
        }
        for (int t = window.FirstTarget; t < window.Steps; t++)
        {
            ReadOnlySpan<float> targets = window.Targets.At(t), y = output.At(t);
            var slopes = gradient.At(t);
            for (int i = 0; i < targets.Length; i++)
            {
                slopes[i] = 0f;
                if (!float.IsNaN(targets[i]))
                {
                    loss += Evaluate(y[i], targets[i], i / LaneKernels.Lanes, out float slope);
                    slopes[i] = scale * slope;
                }
            }
        }
        return loss;
    }

    /// <summary>The loss of one value of an output, and its slope over y.</summary>
    protected abstract double Evaluate(float y, float target, int output, out float slope);
}

/// <summary><see cref="LossKind.MeanSquared"/>.</summary>
internal sealed class MeanSquaredLoss : ElementLoss
{
    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        float error = y - target;
        slope = 2f * error;
        return (double)error * error;
    }
}

/// <summary><see cref="LossKind.MeanAbsolute"/>.</summary>
internal sealed class MeanAbsoluteLoss : ElementLoss
{
    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        float error = y - target;
        slope = float.IsNaN(error) ? error : MathF.Sign(error);
        return Math.Abs(error);
    }
}

/// <summary><see cref="LossKind.Huber"/>.</summary>
internal sealed class HuberLoss(float delta) : ElementLoss
{
    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        double error = y - target, size = Math.Abs(error);
        slope = (float)Math.Clamp(error, -delta, delta);
        return size <= delta ? error * error / 2 : delta * (size - (delta / 2));
    }
}

/// <summary><see cref="LossKind.Quantile"/>; its slope at the corner is 0.</summary>
/// <param name="quantiles">τ of each output of a target.</param>
internal sealed class PinballLoss(float[] quantiles) : ElementLoss
{
    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        float quantile = quantiles[output % quantiles.Length], rest = target - y;
        slope = rest > 0 ? -quantile : rest < 0 ? 1 - quantile : rest; // not a number where y is none
        return rest > 0 ? (double)quantile * rest : ((double)quantile - 1) * rest;
    }
}

/// <summary>
/// <see cref="LossKind.BinaryCrossEntropy"/>: over a sigmoid, whose slope cancels to y − target, and with a weight w of what is to
/// (1 − target)·y + w·target·(y − 1).
/// </summary>
/// <param name="weights">w of each output.</param>
/// <param name="focus">γ of the focal loss; 0 for none.</param>
internal sealed class BinaryCrossEntropyLoss(float[] weights, int focus = 0) : ElementLoss
{
    private const float Smallest = 1e-12f; // the logarithm of a saturated output stays finite

    /// <inheritdoc/>
    public override bool ReachesSums => true;

    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        float weight = weights[output];
        if (focus > 0)
        {
            var (yes, slopeOfYes) = FocalFactor.Of(focus, Math.Max(y, Smallest));
            var (no, slopeOfNo) = FocalFactor.Of(focus, Math.Max(1.0 - y, Smallest));
            slope = (float)((weight * target * slopeOfYes * (y - 1.0)) + ((1 - target) * slopeOfNo * y));
            return (weight * target * yes) + ((1 - target) * no);
        }
        slope = (y - target) + ((weight - 1f) * target * (y - 1f)); // the same; for a weight of 1 exactly y − target
        return -((weight * target * Math.Log(Math.Max(y, Smallest))) + ((1 - target) * Math.Log(Math.Max(1.0 - y, Smallest))));
    }
}
