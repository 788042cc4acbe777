using System;
using System.Collections.Generic;

namespace Lstm.Training.Report.Charts;

/// <summary>Values over time as an image: a column for a time step, a row for a unit; where there are more of them than pixels, their mean.</summary>
/// <param name="Columns">Pixels across.</param>
/// <param name="Rows">Pixels down.</param>
/// <param name="Cells">Palette indices, row by row.</param>
/// <param name="Range">What the colours stand for.</param>
internal sealed record HeatMap(int Columns, int Rows, byte[] Cells, ValueRange Range)
{
    /// <summary>Draws a map.</summary>
    /// <param name="values">T time steps by H units, at least one of each.</param>
    /// <param name="order">Which unit comes in which row, H of them.</param>
    /// <param name="range">What the colours stand for.</param>
    /// <param name="maxColumns">Pixels across at most.</param>
    /// <param name="maxRows">Pixels down at most.</param>
    public static HeatMap Of(double[,] values, IReadOnlyList<int> order, ValueRange range, int maxColumns, int maxRows)
    {
        int steps = values.GetLength(0), units = values.GetLength(1);
        int columns = Math.Min(steps, maxColumns), rows = Math.Min(units, maxRows);
        byte[] cells = new byte[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double mean = Mean(values, order, First(column, steps, columns), First(column + 1, steps, columns), First(row, units, rows), First(row + 1, units, rows));
                cells[(row * columns) + column] = ColourScale.Index(mean, range.Low, range.High);
            }
        }
        return new HeatMap(columns, rows, cells, range);
    }

    /// <summary>The first of <paramref name="count"/> things that pixel <paramref name="pixel"/> of <paramref name="pixels"/> stands for.</summary>
    public static int First(int pixel, int count, int pixels) => (int)((long)pixel * count / pixels);

    /// <summary>The image as an address that needs no file.</summary>
    public string DataUri() => PngWriter.DataUri(PngWriter.Write(Columns, Rows, Cells, Range.Scale.Palette));

    /// <summary>All colours of a scale in a row, for its key.</summary>
    public static string KeyUri(ColourScale scale)
    {
        byte[] row = new byte[ColourScale.Highest + 1];
        for (int n = 0; n < row.Length; n++)
        {
            row[n] = (byte)n;
        }
        return PngWriter.DataUri(PngWriter.Write(row.Length, 1, row, scale.Palette));
    }

    /// <summary>The mean of what is a number; NaN if nothing is.</summary>
    private static double Mean(double[,] values, IReadOnlyList<int> order, int firstStep, int endStep, int firstRow, int endRow)
    {
        double sum = 0;
        int count = 0;
        for (int step = firstStep; step < endStep; step++)
        {
            for (int row = firstRow; row < endRow; row++)
            {
                double value = Math.Clamp(values[step, order[row]], -1e300, 1e300);
                if (!double.IsNaN(value))
                {
                    count++;
                    sum += (value - sum) / count;
                }
            }
        }
        return count == 0 ? double.NaN : sum;
    }
}
