using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Evaluation;

/// <summary>The rows of labelled windows, found by the times of the rows.</summary>
/// <param name="Windows">The windows that have rows, one after the other.</param>
/// <param name="Outside">The windows that have none.</param>
internal sealed record LabelledRows(IReadOnlyList<RowWindow> Windows, IReadOnlyList<TimeWindow> Outside)
{
    private const int MostNamed = 3;

    /// <summary>What is to be told of windows that have no rows; null where there are none.</summary>
    public string? Note => Outside.Count == 0 ? null
        : $"{Outside.Count} of {Counted.Of(Outside.Count + Windows.Count, "window")} {(Outside.Count == 1 ? "has" : "have")} no row here and {(Outside.Count == 1 ? "is" : "are")} not counted: {string.Join("; ", Outside.Take(MostNamed))}{(Outside.Count > MostNamed ? $" and {Outside.Count - MostNamed} more" : "")}.";

    /// <summary>Reads windows and finds their rows; those of several sequences, pieces of one series, are counted on.</summary>
    /// <param name="windows">The file of the windows.</param>
    /// <param name="path">The file of data.</param>
    /// <param name="sequences">Its rows, with their times.</param>
    /// <exception cref="DataException">The windows cannot be read, none has a row, or the rows have no times or are of several series.</exception>
    public static LabelledRows Read(string windows, string path, IReadOnlyList<Sequence> sequences)
    {
        var (rows, format) = Times(path, sequences);
        var labelled = LabelledWindows.Read(windows, path, format.DateOrder);
        if (!format.HasOffset && labelled.Any(window => window.HasOffset) && format is DateFormat)
        {
            throw new DataException($"{windows}: the times of the windows have an offset from UTC, and those of {path} have none, so that nobody knows which rows are meant; write the windows' times as the data has them");
        }
        var (found, outside) = (new List<RowWindow>(), new List<TimeWindow>());
        foreach (var window in labelled)
        {
            long Ticks(TimeStamp row) => format.HasOffset && !window.HasOffset ? row.Local.Ticks : row.Ticks; // without an offset they are local times of the data
            int first = rows.FindIndex(row => Ticks(row) >= window.First.Ticks), last = rows.FindLastIndex(row => Ticks(row) <= window.Last.Ticks);
            if (first >= 0 && first <= last)
            {
                found.Add(new RowWindow(first, last));
            }
            else
            {
                outside.Add(window);
            }
        }
        return found.Count > 0 || labelled.Count == 0 ? new LabelledRows(found, outside)
            : throw new DataException($"{path}: {(labelled.Count == 1 ? "the window" : $"none of the {labelled.Count} windows")} of {windows} has {(labelled.Count == 1 ? "no" : "a")} row here");
    }

    private static (List<TimeStamp> Rows, TimeFormat Format) Times(string path, IReadOnlyList<Sequence> sequences)
    {
        var rows = new List<TimeStamp>();
        TimeFormat? format = null;
        foreach (var sequence in sequences)
        {
            if (sequence.Times is not WrittenTimes times)
            {
                throw new DataException($"{path}: has no column of times, by which --windows are found; --time-column names it");
            }
            format ??= times.Format;
            if (rows.Count > 0 && times.Stamps[0].Ticks < rows[^1].Ticks)
            {
                throw new DataException($"{path}: has several series at the same times, and --windows say nothing of which they are in; give one series");
            }
            rows.AddRange(times.Stamps);
        }
        return (rows, format!); // there is no data without a sequence
    }
}
