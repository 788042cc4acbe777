using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Preparation;

/// <summary>What there is to know about the values of one column, gathered in double. Missing ones do not count.</summary>
/// <remarks>
/// Mean and sum of squares by B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products"
/// (Technometrics 4(3), 1962): large values with a small spread do not cancel.
/// </remarks>
internal sealed class ColumnStatistics
{
    // The smallest normal float: a division by less leaves its range.
    private const double SmallestSpread = 1.17549435e-38;

    private double mean;
    private double median;
    private double middle;

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>The sum of squared distances from the mean.</summary>
    public double Squares { get; private set; }

    /// <summary>The least value.</summary>
    public double Min { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest value.</summary>
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>The distance of the value that lies farthest from the mean.</summary>
    public double Farthest => Math.Max(Max - mean, mean - Min);

    /// <summary>The standard deviation.</summary>
    public double Deviation => Math.Sqrt(Squares / Count);

    /// <summary>Whether there is no spread that a float could show.</summary>
    public bool IsConstant(Scaling scaling) => scaling != Scaling.None && !(Spread(scaling) >= SmallestSpread);

    /// <summary>How far the column lies from 0, in its own spread.</summary>
    public double Offset(Scaling scaling) => scaling == Scaling.None || IsConstant(scaling) ? 0 : Math.Abs(Centre(scaling)) / Spread(scaling);

    /// <summary>Statistics of the first columns.</summary>
    /// <param name="blocks">Values, row by row.</param>
    /// <param name="count">How many columns.</param>
    /// <param name="width">Values in a row.</param>
    public static IReadOnlyList<ColumnStatistics> Of(IEnumerable<Values<double>> blocks, int count, int width)
    {
        var columns = Enumerable.Range(0, count).Select(_ => new ColumnStatistics()).ToArray();
        foreach (var block in blocks)
        {
            var values = block.Span;
            for (int row = 0; row < values.Length; row += width)
            {
                for (int column = 0; column < count; column++)
                {
                    columns[column].Add(values[row + column]);
                }
            }
        }
        return columns;
    }

    /// <summary>The standardisation of columns with these statistics.</summary>
    public static Standardisation Standardise(IReadOnlyList<ColumnStatistics> columns, Scaling scaling) => new(
        new EquatableArray<double>(columns.Select(column => column.Centre(scaling))),
        new EquatableArray<double>(columns.Select(column => column.IsConstant(scaling) ? 1 : column.Spread(scaling))));

    /// <summary>Adds median and quartiles, for <see cref="Scaling.Robust"/>.</summary>
    /// <param name="sorted">All values that there are, in order.</param>
    /// <param name="otherwise">The spread of a column whose middle half is all one value.</param>
    public void AddQuartiles(ReadOnlySpan<double> sorted, double otherwise)
    {
        const double QuartilesOfNormal = 1.3489795003921634; // how many deviations the quartiles of a normal distribution are apart
        median = Quantile(sorted, 0.5);
        double spread = (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / QuartilesOfNormal;
        middle = spread >= SmallestSpread ? spread : otherwise;
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private double Centre(Scaling scaling) => Count == 0 ? 0 : scaling switch
    {
        Scaling.MeanAndDeviation => mean,
        Scaling.MinMax => Min,
        Scaling.Robust => median,
        Scaling.None => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    private double Spread(Scaling scaling) => scaling switch
    {
        Scaling.MeanAndDeviation => Deviation,
        Scaling.MinMax => Max - Min,
        Scaling.Robust => middle,
        Scaling.None => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    private void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }
        Count++;
        double delta = value - mean;
        mean += delta / Count;
        Squares += delta * (value - mean);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }
}
