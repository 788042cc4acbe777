using System;
using Lstm.Training.Engine.Kernels;

namespace Lstm.Training.Engine.Layers;

/// <summary>From a value of each lane to one.</summary>
internal static class LaneSums
{
    private const int Lanes = LaneKernels.Lanes;

    /// <summary>Writes the sum of each value over its lanes, from the first to the last.</summary>
    public static void Write(ReadOnlySpan<float> lanes, Span<float> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            float sum = 0f;
            foreach (float value in lanes.Slice(i * Lanes, Lanes))
            {
                sum += value;
            }
            sums[i] = sum;
        }
    }
}
