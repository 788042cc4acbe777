using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Losses;

/// <summary><see cref="LossKind.CrossEntropy"/>: over softmax, whose slope cancels to y − 1 for the class and y for the others, times the class's weight and <see cref="FocalFactor"/>.</summary>
/// <param name="weights">Of each class.</param>
/// <param name="focus">γ of the focal loss; 0 for none.</param>
internal sealed class CrossEntropyLoss(float[] weights, int focus = 0) : LossFunction
{
    private const float Smallest = 1e-12f; // below what softmax gives for the least likely class

    /// <inheritdoc/>
    public override bool ReachesSums => true;

    /// <inheritdoc/>
    public override double Weight(ShardWindow window)
    {
        int count = 0;
        for (int t = 0; t < window.Steps; t++)
        {
            foreach (int target in window.ClassesAt(t))
            {
                count += target < 0 ? 0 : 1;
            }
        }
        return count;
    }

    /// <inheritdoc/>
    public override double Evaluate(ShardWindow window, LaneRows output, LaneRows gradient, float scale)
    {
        double loss = 0;
        Span<float> scales = stackalloc float[LaneKernels.Lanes];
        for (int t = 0; t < window.Steps; t++)
        {
            var classes = window.ClassesAt(t);
            ReadOnlySpan<float> y = output.At(t);
            var slopes = gradient.At(t);
            for (int lane = 0; lane < classes.Length; lane++)
            {
                scales[lane] = classes[lane] < 0 ? 0f : scale * weights[classes[lane]];
                if (focus > 0 && classes[lane] >= 0)
                {
                    var (value, slope) = FocalFactor.Of(focus, Math.Max(y[(classes[lane] * LaneKernels.Lanes) + lane], Smallest));
                    scales[lane] *= (float)slope;
                    loss += weights[classes[lane]] * value;
                }
            }
            for (int i = 0; i < y.Length; i++)
            {
                int lane = i % LaneKernels.Lanes;
                slopes[i] = classes[lane] < 0 ? 0f : scales[lane] * y[i];
            }
            for (int lane = 0; lane < classes.Length; lane++)
            {
                if (classes[lane] >= 0)
                {
                    int at = (classes[lane] * LaneKernels.Lanes) + lane;
                    slopes[at] = scales[lane] * (y[at] - 1f);
                    loss -= focus > 0 ? 0 : weights[classes[lane]] * Math.Log(Math.Max(y[at], Smallest));
                }
            }
        }
        return loss;
    }
}
