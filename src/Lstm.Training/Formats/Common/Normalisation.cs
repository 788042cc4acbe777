using System;
using System.Linq;

namespace Lstm.Training.Formats.Common;

/// <summary>Batch normalisation with its statistics fixed, which is a factor and an offset for each feature.</summary>
internal static class Normalisation
{
    /// <summary>
    /// (x − mean)/√(variance + ε)·scale + bias as (x − offset)·factor; null where a factor is 0 or no number.
    /// </summary>
    public static (double[] Factors, double[] Offsets)? Fold(double[] scale, double[] bias, double[] mean, double[] variance, double epsilon)
    {
        double[] factors = [.. scale.Select((value, k) => value / Math.Sqrt(variance[k] + epsilon))];
        double[] offsets = [.. factors.Select((factor, k) => mean[k] - (bias[k] / factor))];
        return factors.Concat(offsets).All(double.IsFinite) && !factors.Contains(0) ? (factors, offsets) : null;
    }
}
