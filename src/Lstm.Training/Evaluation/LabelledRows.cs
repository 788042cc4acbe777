using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Evaluation;

/// <summary>Finds the rows of labelled windows by the times of the rows.</summary>
internal static class LabelledRows
{
    /// <summary>The windows that have rows, by their rows; those of several sequences, pieces of one series, are counted on.</summary>
    /// <param name="windows">The file of the windows.</param>
    /// <param name="path">The file of data.</param>
    /// <param name="sequences">Its rows, with their times.</param>
    /// <exception cref="DataException">The windows cannot be read, none has a row, or the rows have no times or are of several series.</exception>
    public static IReadOnlyList<RowWindow> Read(string windows, string path, IReadOnlyList<Sequence> sequences)
    {
        var labelled = LabelledWindows.Read(windows, path);
        var found = Of(labelled, Times(path, sequences));
        return found.Count > 0 ? found : throw new DataException($"{path}: none of the {Counted.Of(labelled.Count, "window")} of {windows} has a row here");
    }

    private static List<RowWindow> Of(IReadOnlyList<TimeWindow> windows, List<long> rows)
    {
        var found = new List<RowWindow>();
        foreach (var window in windows)
        {
            int first = rows.FindIndex(time => time >= window.First.Ticks), last = rows.FindIndex(time => time >= window.Last.Ticks);
            last = last < 0 ? rows.Count - 1 : rows[last] > window.Last.Ticks ? last - 1 : last;
            if (first >= 0 && first <= last)
            {
                found.Add(new RowWindow(first, last));
            }
        }
        return found;
    }

    private static List<long> Times(string path, IReadOnlyList<Sequence> sequences)
    {
        var rows = new List<long>();
        TimeFormat? format = null;
        foreach (var sequence in sequences)
        {
            format ??= sequence.Times is [var first, ..] ? TimeFormat.Of(first) : null;
            if (format is null || sequence.Times is not { } times)
            {
                throw new DataException($"{path}: has no column of times, by which --windows are found; --time-column names it");
            }
            for (int t = 0; t < times.Count; t++)
            {
                if (!format.TryRead(times[t], out var time))
                {
                    throw new DataException($"{path}, {sequence.Id}: expected a time as in the rows before ({format.Example}), found {Wording.Quote(times[t])}");
                }
                if (t == 0 && rows.Count > 0 && time.Ticks < rows[^1])
                {
                    throw new DataException($"{path}: has several series at the same times, and --windows say nothing of which they are in; give one series");
                }
                rows.Add(time.Ticks);
            }
        }
        return rows;
    }
}
