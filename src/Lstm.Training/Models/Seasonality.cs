using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Models;

/// <summary>Finds after how many time steps series repeat themselves, by their autocorrelation.</summary>
internal static class Seasonality
{
    /// <summary>A season is not believed that was not seen so many times.</summary>
    private const int LeastCycles = 3;

    /// <summary>
    /// Values a season apart differ with variance 2 (1 − r) σ², where r is their correlation: only above 1/2 is the value a season before a
    /// better forecast than the mean, whose error has variance σ².
    /// </summary>
    private const double LeastCorrelation = 0.5;

    /// <summary>The last rows of a series that are looked at, and of all series and columns together: the work grows with their square.</summary>
    private const int MostRows = 1 << 14, MostValues = 1 << 16;

    /// <summary>
    /// The season in time steps; 0 if there is none. Each column of each series loses its straight line, so that a trend is not
    /// taken for a slow season. The season is the lag of the highest peak of the autocorrelation after that first falls below 0.
    /// </summary>
    public static int Of(IReadOnlyList<ObservedTargets> series)
    {
        var columns = series.SelectMany(Columns);
        double[] products = [];
        int left = MostValues;
        foreach (double[] column in columns.Where(column => column.Length >= 2 * LeastCycles))
        {
            if (column.Length > left)
            {
                break;
            }
            left -= column.Length;
            Add(ref products, column);
        }
        return products.Length == 0 ? 0 : HighestPeak(Array.ConvertAll(products, product => product / products[0]));
    }

    /// <summary>The last rows of each column, from where its first value is known.</summary>
    private static IEnumerable<double[]> Columns(ObservedTargets series)
    {
        int first = Math.Max(0, series.Length - MostRows);
        for (int column = 0; column < series.Width; column++)
        {
            var known = series.Until(series.Length - 1);
            var values = new List<double>(series.Length - first);
            for (int row = first; row < series.Length; row++)
            {
                if (known[(row * series.Width) + column] is var value && !float.IsNaN(value))
                {
                    values.Add(value);
                }
            }
            yield return [.. values];
        }
    }

    /// <summary>Adds a column's products with itself, lag by lag, in units of its variance so that all columns count by their length.</summary>
    private static void Add(ref double[] products, double[] column)
    {
        double[] rest = WithoutLine(column, out double variance);
        if (variance == 0)
        {
            return; // a straight line repeats nothing
        }
        int lags = (rest.Length / LeastCycles) + 2; // 0 to the longest season, and the one after it, that a peak there is seen
        if (lags > products.Length)
        {
            Array.Resize(ref products, lags);
        }
        for (int lag = 0; lag < lags; lag++)
        {
            double sum = 0;
            for (int t = lag; t < rest.Length; t++)
            {
                sum += rest[t] * rest[t - lag];
            }
            products[lag] += sum / variance;
        }
    }

    private static double[] WithoutLine(double[] column, out double variance)
    {
        double middle = (column.Length - 1) / 2.0, mean = column.Average(), slope = 0, spread = 0, square = 0;
        for (int t = 0; t < column.Length; t++)
        {
            slope += (t - middle) * (column[t] - mean);
            spread += (t - middle) * (t - middle);
            square += (column[t] - mean) * (column[t] - mean);
        }
        slope /= spread;
        double[] rest = [.. column.Select((value, t) => value - mean - (slope * (t - middle)))];
        variance = rest.Average(value => value * value);
        if (variance <= 1e-12 * square / column.Length) // rounding is all that a straight line leaves
        {
            variance = 0;
        }
        return rest;
    }

    private static int HighestPeak(double[] correlation)
    {
        int best = 0;
        bool wasNegative = false;
        for (int lag = 1; lag < correlation.Length - 1; lag++)
        {
            double r = correlation[lag];
            wasNegative |= r < 0;
            bool isPeak = wasNegative && r > correlation[lag - 1] && r >= correlation[lag + 1];
            if (isPeak && r > LeastCorrelation && (best == 0 || r > correlation[best]))
            {
                best = lag;
            }
        }
        return best;
    }
}
