using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Records;

/// <summary>The mean of a figure over runs that differ in their seed alone, and how sure it is.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="HalfWidth">
/// The 95 % confidence interval is the mean ± this: t·s/√n with Student's t for n − 1 degrees of freedom and the sample's standard
/// deviation s (Student, "The Probable Error of a Mean", 1908); NaN for a single run, 0 where all runs have one value.
/// </param>
/// <param name="Values">The figure of each run.</param>
public sealed record Estimate(double Mean, double HalfWidth, IReadOnlyList<double> Values)
{
    private const double TwoSided95 = 0.975;

    /// <summary>Whether there are several runs, and all have this very value: they do not differ, which is no measure of chance.</summary>
    public bool IsSame => Values.Count > 1 && Values.All(value => value.Equals(Values[0]));

    /// <summary>The estimate from one figure or more.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count > 0 && new Estimate(values[0], 0, values) is { IsSame: true } same)
        {
            return same; // to the bit, whatever sums of them are rounded to
        }
        double mean = values.Average();
        int degrees = values.Count - 1;
        double variance = degrees == 0 ? double.NaN : values.Sum(value => (value - mean) * (value - mean)) / degrees;
        double halfWidth = degrees == 0 ? double.NaN : StudentT.Quantile(TwoSided95, degrees) * Math.Sqrt(variance / values.Count);
        return new Estimate(mean, halfWidth, values);
    }
}
