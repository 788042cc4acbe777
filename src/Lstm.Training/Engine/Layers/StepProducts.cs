using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Products of time steps that do not wait for each other.</summary>
internal static class StepProducts
{
    /// <summary>The product of a matrix and each time step from <paramref name="start"/> on, two of them at a time.</summary>
    public static void Multiply(LaneKernels kernels, PackedMatrix matrix, LaneRows from, LaneRows to, int steps, int start = 0)
    {
        int t = start;
        for (; t + 1 < steps; t += 2)
        {
            kernels.MultiplyTwo(matrix, from.At(t), to.At(t), from.At(t + 1), to.At(t + 1), backwards: (t & 2) != 0);
        }
        if (t < steps)
        {
            kernels.Multiply(matrix, from.At(t), to.At(t));
        }
    }
}
