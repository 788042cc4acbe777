using System;
using System.Collections.Generic;

namespace Lstm.Training.Report.Charts;

/// <summary>The values that the two ends of a colour scale stand for.</summary>
/// <param name="Low">The value of the lowest colour.</param>
/// <param name="High">The value of the highest colour.</param>
/// <param name="Scale">The colours.</param>
/// <param name="Clipped">Whether there are values beyond, which take the colours of the ends.</param>
internal sealed record ValueRange(double Low, double High, ColourScale Scale, bool Clipped)
{
    private const int SampleSize = 20_000;

    /// <summary>0 to 1 for gates that keep to it; the range of the values for those that do not.</summary>
    public static ValueRange OfGate(double[,] values)
    {
        foreach (double value in values)
        {
            if (value is < 0 or > 1)
            {
                return Signed(values);
            }
        }
        return new ValueRange(0, 1, ColourScale.Sequential, false);
    }

    /// <summary>As far below 0 as above. A few values that are far from all others do not decide: the range ends before them.</summary>
    public static ValueRange Signed(double[,] values)
    {
        double largest = 0;
        bool infinite = false;
        var sample = new List<double>();
        int every = 1 + (values.Length / SampleSize), n = 0;
        foreach (double value in values)
        {
            double size = Math.Abs(value);
            infinite |= double.IsInfinity(value);
            if (double.IsFinite(size))
            {
                largest = Math.Max(largest, size);
                if (n++ % every == 0)
                {
                    sample.Add(size);
                }
            }
        }
        sample.Sort();
        double usual = sample.Count == 0 ? 0 : sample[(int)Math.Ceiling(0.995 * (sample.Count - 1))];
        bool clipped = usual > 0 && largest > 4 * usual;
        double end = Math.Min(clipped ? usual : largest, 1e300);
        return end > 0 ? new ValueRange(-end, end, ColourScale.Diverging, clipped || infinite) : new ValueRange(-1, 1, ColourScale.Diverging, infinite);
    }
}
