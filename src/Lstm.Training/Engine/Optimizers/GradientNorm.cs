using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>The length of a gradient.</summary>
internal static class GradientNorm
{
    private const int Chains = 8;

    /// <summary>
    /// The square root of the sum of squares, in double precision: eight sums, each of every eighth value, so that none waits
    /// for another; and then their sum from the first to the last.
    /// </summary>
    public static double Of(ReadOnlySpan<float> gradient)
    {
        int whole = gradient.Length - (gradient.Length % Chains);
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0;
        for (int i = 0; i < whole; i += Chains)
        {
            var eight = gradient.Slice(i, Chains);
            sum0 += (double)eight[0] * eight[0];
            sum1 += (double)eight[1] * eight[1];
            sum2 += (double)eight[2] * eight[2];
            sum3 += (double)eight[3] * eight[3];
            sum4 += (double)eight[4] * eight[4];
            sum5 += (double)eight[5] * eight[5];
            sum6 += (double)eight[6] * eight[6];
            sum7 += (double)eight[7] * eight[7];
        }
        double rest = 0;
        foreach (float value in gradient[whole..])
        {
            rest += (double)value * value;
        }
        return Math.Sqrt(sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + rest);
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
