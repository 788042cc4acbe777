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
    /// <param name="choice">Finds columns by their names.</param>
    /// <param name="free">Those that have no other role.</param>
    /// <param name="first">The first row of data; null if there is none.</param>
    /// <param name="line">Its line.</param>
    /// <param name="place">Where the columns are named.</param>
    /// <param name="time">What is asked for; null for no time column.</param>
    /// <exception cref="DataException">There is no such column, or no time in it.</exception>
    public static TimeColumn? Find(ColumnChoice choice, IEnumerable<Column> free, IReadOnlyList<string>? first, int line, DataPlace place, TimeOptions? time)
    {
        if (time is null)
        {
            return null;
        }
        string? Field(Column column) => first is not null && column.Number <= first.Count ? first[column.Number - 1] : null;
        if (time.Column is { } wanted && (!time.IsOptional || choice.Has(wanted)))
        {
            var column = choice.One(wanted);
            string text = Field(column) ?? "";
            var format = TimeFormat.Of(text) ?? throw Unreadable(new DataPlace(place.File, line, column), text, null);
            return time.Calendar.Count == 0 || format.HasCalendar ? new TimeColumn(column, format)
                : throw new DataException(new DataPlace(place.File, line, column), $"the times count seconds from a beginning of their own, {Wording.Quote(text)}, and have no date and no time of day for --calendar");
        }
        foreach (var column in free)
        {
            string text = Field(column) ?? "";
            var format = TimeFormat.OfDate(text) ?? (Names.Contains(column.Name, StringComparer.OrdinalIgnoreCase) ? TimeFormat.OfUnixTime(text) : null);
            if (format is not null)
            {
                return new TimeColumn(column, format);
            }
        }
        return time.Calendar.Count == 0 && time.Resample is null && time.Gaps == TimeGaps.Note ? null
            : throw new DataException(place, "no column holds dates or Unix time that --time-gaps, --resample and --calendar could go by; --time-column names the one that says when a row was taken");
    }

    /// <summary>The time in a row.</summary>
    public TimeStamp Read(string file, int line, TableRow fields)
    {
        string text = fields[Column.Number - 1];
        return Format.TryRead(text, out var time) ? time : throw Unreadable(new DataPlace(file, line, Column), text, Format);
    }

    private static DataException Unreadable(DataPlace place, string text, TimeFormat? format) => Cell.IsMissing(text)
        ? new DataException(place, "the row does not say when it was taken; --time-column none leaves times aside")
        : new DataException(place, format is null
            ? $"expected a time, such as 2024-01-31 08:30:00 or Unix time, found {Wording.Quote(text)}"
            : $"expected a time as in the rows before ({format.Example}), found {Wording.Quote(text)}; year-month-day is understood everywhere, and --time-column none leaves times aside");
}
