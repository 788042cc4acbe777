using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.Trainer.Training;

/// <summary>The length of a gradient.</summary>
internal static class GradientNorm
{
    /// <summary>The square root of the sum of squares, summed in double precision from the first to the last.</summary>
    public static double Of(ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        foreach (float value in gradient)
        {
            sum += (double)value * value;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>Shortens a gradient that is longer than <paramref name="longest"/> to that length; its direction stays (Pascanu et al. 2013).</summary>
    public static void Clip(Span<float> gradient, float longest)
    {
        double norm = Of(gradient);
        if (norm > longest)
        {
            var factor = new Vector<float>((float)(longest / norm));
            foreach (ref var vector in MemoryMarshal.Cast<float, Vector<float>>(gradient))
            {
                vector *= factor;
            }
        }
    }
}
