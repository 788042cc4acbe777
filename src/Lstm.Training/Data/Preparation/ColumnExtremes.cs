using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// The few values of a column that decide its scale: one in a hundred, at least one and at most ten, without which its spread would
/// be less than a third. That is more than 8/9 of its variance in a hundredth of its values, as no recording has it but one with
/// spikes, or with a sensor's mark for a fault, such as the largest float.
/// </summary>
/// <param name="Values">Those values, the farthest first; empty where there are none.</param>
/// <param name="Min">The least of the others.</param>
/// <param name="Max">The greatest of the others.</param>
/// <param name="Spread">The spread of the others.</param>
internal sealed record ColumnExtremes(IReadOnlyList<double> Values, double Min, double Max, double Spread)
{
    private const int Fewest = 30; // of fewer values than that none can be called an exception
    private const int Most = 10;
    private const double Share = 0.01;
    private const double Factor = 3;

    /// <summary>Whether a column may have any, which its statistics rule out for nearly all columns.</summary>
    public static bool MayBe(ColumnStatistics statistics, Scaling scaling) =>
        // What most of them could take off the sum of squares, twice over.
        statistics.Count >= Fewest && statistics.Deviation > 0
            && (scaling == Scaling.MinMax || MostOf(statistics.Count) * 2 * statistics.Farthest * statistics.Farthest > 0.8 * statistics.Squares);

    /// <summary>Looks for them.</summary>
    /// <param name="values">The column's values without those that are missing; put into order where that is needed.</param>
    /// <param name="statistics">Of the same values.</param>
    /// <param name="scaling">Whose spread it is about; a deviation unless it is the range.</param>
    public static ColumnExtremes Of(Span<double> values, ColumnStatistics statistics, Scaling scaling)
    {
        bool range = scaling == Scaling.MinMax;
        double spread = range ? statistics.Max - statistics.Min : statistics.Deviation;
        if (!MayBe(statistics, scaling) || !values.ContainsAnyExcept(0, 1)) // a flag that is rare is a flag all the same
        {
            return new ColumnExtremes([], statistics.Min, statistics.Max, spread);
        }
        values.Sort();
        return Trim(values, MostOf(values.Length), spread, range);
    }

    private static int MostOf(long count) => (int)Math.Clamp(count * Share, 1, Most);

    private static ColumnExtremes Trim(ReadOnlySpan<double> sorted, int most, double spread, bool range)
    {
        double median = sorted[sorted.Length / 2];
        var decisive = new List<double>();
        var taken = new List<double>();
        int first = 0, end = sorted.Length, keptFirst = first, keptEnd = end;
        while (taken.Count < most)
        {
            taken.Add(median - sorted[first] > sorted[end - 1] - median ? sorted[first++] : sorted[--end]);
            double without = range ? sorted[end - 1] - sorted[first] : Deviation(sorted[first..end]);
            if (spread > Factor * without)
            {
                decisive = [.. taken];
                (spread, keptFirst, keptEnd) = (without, first, end);
            }
        }
        return new ColumnExtremes(decisive, sorted[keptFirst], sorted[keptEnd - 1], spread);
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return Math.Sqrt(squares / values.Length);
    }
}
