using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// How far each sample is from the forecast of the step before, or from its reconstruction: the largest |x − f − median|/deviation (Iglewicz and Hoaglin, "How to Detect and
/// Handle Outliers", 1993: the modified z-score, with the deviation as the scale), at most the limit, smoothed exponentially.
/// </summary>
internal sealed class ReferenceAnomaly : IReferenceLayer
{
    private readonly IReadOnlyList<double[][]> passed;
    private readonly float[] medians;
    private readonly float[] deviations;
    private readonly double smoothing;
    private readonly double limit;
    private readonly bool reconstructs;
    private double[]? forecast;
    private double score;

    /// <param name="spec">The layer.</param>
    /// <param name="size">Values that are compared.</param>
    /// <param name="tensor">A tensor's values.</param>
    /// <param name="passed">The sequence, then what each layer so far has made of it; the network fills it as it goes.</param>
    public ReferenceAnomaly(AnomalyLayerSpec spec, int size, Func<string, float[]> tensor, IReadOnlyList<double[][]> passed)
    {
        this.passed = passed;
        medians = TensorValues.Get(tensor, spec.Median, size);
        deviations = TensorValues.Get(tensor, spec.Deviation, size);
        smoothing = TensorValues.Get(tensor, spec.Smoothing, 1)[0];
        limit = TensorValues.Get(tensor, spec.Limit, 1)[0];
        reconstructs = spec.Kind == AnomalyKind.Reconstruction;
    }

    public double[][] Run(double[][] sequence)
    {
        double[][] samples = passed[0];
        return [.. sequence.Select((next, t) => new[] { Step(samples[t], next) })];
    }

    public void Reset() => (forecast, score) = (null, 0);

    private double Step(double[] sample, double[] next)
    {
        if ((reconstructs ? next : forecast) is { } expected)
        {
            double own = expected.Select((value, n) => Math.Abs(sample[n] - value - medians[n]) / deviations[n]).Max();
            score = TinyValues.OfState([(smoothing * Math.Min(own, limit)) + ((1 - smoothing) * score)])[0];
        }
        forecast = next;
        return score;
    }
}
