using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Reading;

/// <summary>The column of a table that says when each row was taken.</summary>
/// <param name="Column">Which.</param>
/// <param name="Format">How it writes times.</param>
internal sealed record TimeColumn(Column Column, TimeFormat Format)
{
    /// <summary>What columns of Unix time are called; dates are known whatever their column is called.</summary>
    private static readonly string[] Names = ["time", "timestamp", "datetime", "date", "ts", "ds", "epoch", "unix", "unixtime", "unix_time"];

    /// <summary>The column asked for, or the one that is recognised by the first row; null if there is none.</summary>
    /// <param name="source">The table.</param>
    /// <param name="choice">Finds its columns by their names.</param>
    /// <param name="free">Those that have no other role.</param>
    /// <param name="time">What is asked for; null for no time column.</param>
    /// <exception cref="DataException">There is no such column, or no time in it.</exception>
    public static TimeColumn? Find(TableSource source, ColumnChoice choice, IEnumerable<Column> free, TimeOptions? time)
    {
        if (time is null)
        {
            return null;
        }
        if (time.Column is { } wanted && (!time.IsOptional || choice.Has(wanted)))
        {
            return Chosen(source, choice.One(wanted), time);
        }
        Column[] columns = [.. free.Where(source.CanRead)];
        var texts = columns.Length == 0 ? null : source.First(columns)?.Fields;
        foreach (var (column, text) in columns.Zip(texts ?? []))
        {
            var format = TimeFormat.OfDate(text, time.DateOrder) ?? (Names.Contains(column.Name, StringComparer.OrdinalIgnoreCase) ? TimeFormat.OfUnixTime(text) : null);
            if (format is not null)
            {
                return new TimeColumn(column, format);
            }
            if (TimeFormat.NoSuchTime(text, time.DateOrder) is not null || TimeFormat.IsAmbiguous(text))
            {
                throw Unreadable(new DataPlace(source.Path, source.First([column])?.Row, column) { RowWord = source.RowWord }, text, null, time.DateOrder);
            }
        }
        return time.Calendar.Count == 0 && time.Resample is null && time.Gaps == TimeGaps.Note ? null
            : throw new DataException(source.Header, "no column holds dates or Unix time that --time-gaps, --resample and --calendar could go by; --time-column names the one that says when a row was taken");
    }

    /// <summary>The time in a row.</summary>
    /// <param name="fields">The row.</param>
    /// <param name="row">Where it is.</param>
    public TimeStamp Read(TableRow fields, DataPlace row)
    {
        string text = fields[Column.Number - 1];
        return Format.TryRead(text, out var time) ? time : throw Unreadable(row with { Column = Column }, text, Format, Format.DateOrder);
    }

    private static TimeColumn Chosen(TableSource source, Column column, TimeOptions time)
    {
        var first = source.First([column]);
        var place = new DataPlace(source.Path, first?.Row, column) { RowWord = source.RowWord };
        string text = first?.Fields[0] ?? "";
        var format = TimeFormat.Of(text, time.DateOrder) ?? throw Unreadable(place, text, null, time.DateOrder);
        return time.Calendar.Count == 0 || format.HasCalendar ? new TimeColumn(column, format)
            : throw new DataException(place, $"the times count seconds from a beginning of their own, {Wording.Quote(text)}, and have no date and no time of day for --calendar");
    }

    private static DataException Unreadable(DataPlace place, string text, TimeFormat? format, DateOrder? dateOrder) => Cell.IsMissing(text)
        ? new DataException(place, "the row does not say when it was taken; --time-column none leaves times aside")
        : dateOrder is null && format is null && TimeFormat.IsAmbiguous(text) ? new DataException(place, $"{Wording.Quote(text)}: is this day/month/year or month/day/year? --date-order dmy (day first) or mdy (month first) says which; --time-column none leaves times aside")
        : TimeFormat.NoSuchTime(text, dateOrder) is { } why ? new DataException(place, $"{Wording.Quote(text)}: {why}")
        : new DataException(place, format is null
            ? $"expected a time, such as 2024-01-31 08:30:00 or Unix time, found {Wording.Quote(text)}"
            : $"expected a time as in the rows before ({format.Example}), found {Wording.Quote(text)}; year-month-day is understood everywhere, and --time-column none leaves times aside");
}
