using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Data;

/// <summary>What there is to know about the values of one column, gathered in double. Missing ones do not count.</summary>
/// <remarks>
/// Mean and sum of squares by B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products"
/// (Technometrics 4(3), 1962): large values with a small spread do not cancel.
/// </remarks>
internal sealed class ColumnStatistics
{
    private long count;
    private double mean;
    private double squares;
    private double min = double.PositiveInfinity;
    private double max = double.NegativeInfinity;

    /// <summary>Whether there is no spread that a float could show.</summary>
    public bool IsConstant(Scaling scaling) => scaling != Scaling.None && !(Spread(scaling) >= SmallestSpread);

    /// <summary>How far the column lies from 0, in its own spread.</summary>
    public double Offset(Scaling scaling) => scaling == Scaling.None || IsConstant(scaling) ? 0 : Math.Abs(Centre(scaling)) / Spread(scaling);

    /// <summary>Statistics of <paramref name="width"/> columns.</summary>
    /// <param name="blocks">Values, row by row.</param>
    /// <param name="width">Values in a row.</param>
    public static IReadOnlyList<ColumnStatistics> Of(IEnumerable<double[]> blocks, int width)
    {
        var columns = Enumerable.Range(0, width).Select(_ => new ColumnStatistics()).ToArray();
        foreach (double[] block in blocks)
        {
            for (int index = 0; index < block.Length; index++)
            {
                columns[index % width].Add(block[index]);
            }
        }
        return columns;
    }

    /// <summary>The standardisation of columns with these statistics.</summary>
    public static Standardisation Standardise(IReadOnlyList<ColumnStatistics> columns, Scaling scaling) => new(
        new EquatableArray<double>(columns.Select(column => column.Centre(scaling))),
        new EquatableArray<double>(columns.Select(column => column.IsConstant(scaling) ? 1 : column.Spread(scaling))));

    // The smallest normal float: a division by less leaves its range.
    private const double SmallestSpread = 1.17549435e-38;

    private double Centre(Scaling scaling) => count == 0 ? 0 : scaling switch
    {
        Scaling.MeanAndDeviation => mean,
        Scaling.MinMax => min,
        _ => 0,
    };

    private double Spread(Scaling scaling) => scaling switch
    {
        Scaling.MeanAndDeviation => Math.Sqrt(squares / count),
        Scaling.MinMax => max - min,
        _ => 1,
    };

    private void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
        min = Math.Min(min, value);
        max = Math.Max(max, value);
    }
}
