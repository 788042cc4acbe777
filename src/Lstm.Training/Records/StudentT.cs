using System;

namespace Lstm.Training.Records;

/// <summary>Student's t distribution, for confidence intervals of means of few values.</summary>
internal static class StudentT
{
    private const double Largest = 1e6;

    /// <summary>Below which value lies the share <paramref name="probability"/> of the distribution.</summary>
    /// <param name="probability">From 0.5 to below 1.</param>
    /// <param name="degrees">Degrees of freedom, from 1 on.</param>
    public static double Quantile(double probability, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (!(probability is >= 0.5 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability from 0.5 to below 1 is expected.");
        }
        double low = 0, high = Largest;
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            (low, high) = (1 + Within(middle, degrees)) / 2 < probability ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>The share within ±t: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.</summary>
    private static double Within(double t, int degrees)
    {
        double angle = Math.Atan(t / Math.Sqrt(degrees)), cosine = Math.Cos(angle), sine = Math.Sin(angle);
        bool odd = degrees % 2 == 1;
        double term = odd ? cosine : 1, sum = 0;
        for (int k = odd ? 1 : 0; k <= degrees - 2; k += 2)
        {
            sum += term;
            term *= cosine * cosine * (k + 1) / (k + 2);
        }
        return odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
