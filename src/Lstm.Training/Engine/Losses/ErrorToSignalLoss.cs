using System;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Losses;

/// <summary>
/// <see cref="LossKind.ErrorToSignal"/>. Where a target is missing there is neither error nor signal, and the step after it
/// is filtered as if zero had gone before; so is the first step of a window.
/// </summary>
internal sealed class ErrorToSignalLoss(float preEmphasis) : LossFunction
{
    /// <inheritdoc/>
    public override double Weight(ShardWindow window)
    {
        double energy = 0;
        for (int t = 0; t < window.Steps; t++)
        {
            var targets = window.Targets.At(t);
            for (int i = 0; i < targets.Length; i++)
            {
                if (!float.IsNaN(targets[i]))
                {
                    float before = t == 0 ? 0f : window.Targets.At(t - 1)[i];
                    double filtered = targets[i] - (float.IsNaN(before) ? 0.0 : preEmphasis * before);
                    energy += filtered * filtered;
                }
            }
        }
        return energy;
    }

    /// <inheritdoc/>
    public override double Evaluate(ShardWindow window, LaneRows output, LaneRows gradient, float scale)
    {
        double loss = 0;
        for (int t = 0; t < window.Steps; t++)
        {
            var slopes = gradient.At(t);
            for (int i = 0; i < slopes.Length; i++)
            {
                double filtered = FilteredError(window, output, t, i);
                bool missing = float.IsNaN(window.Targets.At(t)[i]);
                slopes[i] = missing ? 0f : scale * (float)(2 * (filtered - (preEmphasis * FilteredError(window, output, t + 1, i))));
                loss += filtered * filtered;
            }
        }
        return loss;
    }

    private double FilteredError(ShardWindow window, LaneRows output, int t, int i) =>
        t == window.Steps || float.IsNaN(window.Targets.At(t)[i]) ? 0 : Error(window, output, t, i) - (preEmphasis * Error(window, output, t - 1, i));

    private static double Error(ShardWindow window, LaneRows output, int t, int i)
    {
        float target = t < 0 ? float.NaN : window.Targets.At(t)[i];
        return float.IsNaN(target) ? 0 : output.At(t)[i] - target;
    }
}
