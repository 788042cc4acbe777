using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Preparation;

/// <summary>Fits what brings columns to one scale to the training part, and tells what somebody should know of their values.</summary>
/// <param name="what">"Input" or "Target".</param>
/// <param name="columns">The columns.</param>
/// <param name="series">The training part.</param>
/// <param name="values">The columns' values in a series, row by row, in blocks of whole rows.</param>
/// <param name="width">Values in a row: the columns', and perhaps others behind them.</param>
/// <param name="store">Takes the values of a column where all of them have to be put into order.</param>
internal sealed class ColumnFitting(string what, IReadOnlyList<Column> columns, IReadOnlyList<Series> series, Func<Series, IEnumerable<Values<double>>> values, int width, NumberStore store)
{
    /// <summary>Beyond this many spreads from 0 a float has fewer than three or four digits left for what varies.</summary>
    private const double FarOff = 1e4;

    /// <summary>Beyond this many spreads from 0 sums of folded float weights lose as many digits.</summary>
    private const double FarOffToFold = 300;

    private const int MostNamed = 12;

    private readonly IReadOnlyList<ColumnStatistics> statistics = ColumnStatistics.Of(series.SelectMany(values), columns.Count, width);

    /// <summary>What somebody should know, one sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The least and greatest value of each column, those aside that decide its scale; of a column without values the least is above the greatest.</summary>
    public IReadOnlyList<ColumnSpan> Spans { get; private set; } = [];

    /// <summary>The standardisation; null where columns stay as they are.</summary>
    /// <param name="scaling">How.</param>
    /// <param name="folded">Whether it is folded into weights.</param>
    public Standardisation? Fit(Scaling scaling, bool folded)
    {
        Spans = [.. Enumerable.Range(0, columns.Count).Select(column => LookForExtremes(column, scaling))];
        if (scaling == Scaling.None)
        {
            return null;
        }
        WarnOfConstants(scaling);
        for (int index = 0; index < columns.Count; index++)
        {
            if (!statistics[index].IsConstant(scaling) && !folded && statistics[index].Offset(scaling) > FarOff)
            {
                Warnings.Add($"{what} {columns[index]} is centred {statistics[index].Offset(scaling):0} times its spread away from 0; a float on the device has few digits left for the variation. Subtract a constant first.");
            }
        }
        if (folded)
        {
            WarnOfFold([.. statistics.Select(column => column.Offset(scaling))]);
        }
        return ColumnStatistics.Standardise(statistics, scaling);
    }

    private ColumnSpan LookForExtremes(int column, Scaling scaling)
    {
        if (scaling != Scaling.Robust && !ColumnExtremes.MayBe(statistics[column], scaling))
        {
            return new ColumnSpan(statistics[column].Min, statistics[column].Max);
        }
        using var room = store.Temporary();
        var all = room.Allocate<double>(checked((int)statistics[column].Count)).Memory.Span;
        int count = 0;
        foreach (double value in series.SelectMany(one => Of(one, column)).Where(value => !double.IsNaN(value)))
        {
            all[count++] = value;
        }
        var extremes = ColumnExtremes.Of(all, statistics[column], scaling);
        if (scaling == Scaling.Robust && all.Length > 0)
        {
            all.Sort();
            statistics[column].AddQuartiles(all, extremes.Spread);
        }
        else if (extremes.Values.Count > 0)
        {
            Warnings.Add(Complaint(column, extremes, scaling));
        }
        return new ColumnSpan(extremes.Min, extremes.Max);
    }

    private string Complaint(int column, ColumnExtremes extremes, Scaling scaling)
    {
        string spread = scaling == Scaling.MinMax ? "range" : "standard deviation";
        double whole = scaling == Scaling.MinMax ? statistics[column].Max - statistics[column].Min : statistics[column].Deviation;
        int count = extremes.Values.Count;
        string many = count == 1 ? "one value" : $"{count} of {statistics[column].Count} values";
        string found = count == 1 ? Figure(extremes.Values[0]) : $"the farthest is {Figure(extremes.Values[0])}";
        string remedy = what == "Input"
            ? "--input-scaling robust takes the scale from the middle half of the values, or leave the field empty and say --missing hold"
            : "--target-scaling robust takes the scale from the middle half of the values, or leave the field empty and say --missing mask";
        return $"{what} {columns[column]}: {many} {(count == 1 ? "decides" : "decide")} its scale ({found}, {Place(column, extremes.Values[0])}). Without {(count == 1 ? "it" : "them")} the {spread} is {Figure(extremes.Spread)} rather than {Figure(whole)}, so that to the network all other values look nearly the same. If that is a wrong reading, {remedy}.";
    }

    private string Place(int column, double value)
    {
        foreach (var one in series)
        {
            int row = 0;
            foreach (double found in Of(one, column))
            {
                if (found == value)
                {
                    return one.Place(row).ToString();
                }
                row++;
            }
        }
        return "";
    }

    private IEnumerable<double> Of(Series one, int column)
    {
        foreach (var rows in values(one))
        {
            for (int index = column; index < rows.Length; index += width)
            {
                yield return rows[index];
            }
        }
    }

    private void WarnOfConstants(Scaling scaling)
    {
        string[] constant = [.. columns.Where((_, index) => statistics[index].IsConstant(scaling)).Select(column => column.ToString())];
        if (constant.Length > 0)
        {
            string more = constant.Length > MostNamed ? $" and {constant.Length - MostNamed} more" : "";
            string said = constant.Length > 1 ? "do not vary in the training part; they are shifted but not scaled, and there is nothing in them to learn" : "does not vary in the training part; it is shifted but not scaled, and there is nothing in it to learn";
            Warnings.Add($"{what} {string.Join(", ", constant.Take(MostNamed))}{more} {said}.");
        }
    }

    /// <summary>Names the column that lies farthest from 0, where that costs digits, and what to do.</summary>
    private void WarnOfFold(double[] offsets)
    {
        double farthest = offsets.Max();
        if (farthest > FarOffToFold)
        {
            int others = offsets.Count(offset => offset > FarOffToFold) - 1;
            string more = others > 0 ? $", and {Counted.Of(others, "other column")} more than {FarOffToFold}" : "";
            Warnings.Add($"{what} {columns[Array.IndexOf(offsets, farthest)]} is centred {farthest:0} times its spread away from 0{more}; once that is folded into float weights, a device loses digits of the variation. Put {FirstLayerScaling.Text} in front of the other layers (lstm new --standardise writes it): it subtracts first.");
        }
    }

    private static string Figure(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

/// <summary>From where to where a column's values go.</summary>
internal readonly record struct ColumnSpan(double Min, double Max);
