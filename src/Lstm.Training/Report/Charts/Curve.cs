using System;
using System.Collections.Generic;

namespace Lstm.Training.Report.Charts;

/// <summary>Curves of any length with as many points as a drawing can show.</summary>
internal static class Curve
{
    /// <summary>
    /// The path through the points. Where several share a column of the drawing, the first, the lowest, the highest and
    /// the last of them are kept, so that no peak is lost; what has no place (NaN) leaves a gap.
    /// </summary>
    /// <param name="x">Where each point lies across, rising.</param>
    /// <param name="y">Where each point lies down; NaN for a gap.</param>
    public static List<List<(double X, double Y)>> Pieces(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var pieces = new List<List<(double X, double Y)>>();
        List<(double X, double Y)>? piece = null;
        for (int n = 0; n < y.Count;)
        {
            if (double.IsNaN(y[n]) || double.IsNaN(x[n]))
            {
                piece = null;
                n++;
                continue;
            }
            if (piece is null)
            {
                pieces.Add(piece = []);
            }
            n = AddColumn(piece, x, y, n);
        }
        return pieces;
    }

    private static int AddColumn(List<(double X, double Y)> piece, IReadOnlyList<double> x, IReadOnlyList<double> y, int first)
    {
        int end = first + 1, low = first, high = first;
        while (end < y.Count && Math.Floor(x[end]) == Math.Floor(x[first]) && !double.IsNaN(y[end]))
        {
            low = y[end] < y[low] ? end : low;
            high = y[end] > y[high] ? end : high;
            end++;
        }
        var kept = new SortedSet<int> { first, low, high, end - 1 };
        foreach (int n in kept)
        {
            piece.Add((x[n], y[n]));
        }
        return end;
    }
}
