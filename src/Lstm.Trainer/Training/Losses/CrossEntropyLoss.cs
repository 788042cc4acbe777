using System;

namespace Lstm.Trainer.Training;

/// <summary><see cref="LossKind.CrossEntropy"/>: over softmax, whose slope cancels to y − 1 for the class and y for the others.</summary>
internal sealed class CrossEntropyLoss : LossFunction
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
        for (int t = 0; t < window.Steps; t++)
        {
            var classes = window.ClassesAt(t);
            ReadOnlySpan<float> y = output.At(t);
            var slopes = gradient.At(t);
            for (int i = 0; i < y.Length; i++)
            {
                slopes[i] = classes[i % LaneKernels.Lanes] < 0 ? 0f : scale * y[i];
            }
            for (int lane = 0; lane < classes.Length; lane++)
            {
                if (classes[lane] >= 0)
                {
                    int at = (classes[lane] * LaneKernels.Lanes) + lane;
                    slopes[at] = scale * (y[at] - 1f);
                    loss -= Math.Log(Math.Max(y[at], Smallest));
                }
            }
        }
        return loss;
    }
}
