using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Reading;

/// <summary>Counts the time steps left in each sequence.</summary>
internal static class RemainingSteps
{
    /// <summary>The sequences with the target min(cap, steps to the last row + steps left after it).</summary>
    /// <param name="set">The sequences.</param>
    /// <param name="cap">The most that is asked for.</param>
    /// <param name="endsPath">The file of the steps left after each sequence; null where there are none.</param>
    /// <param name="store">Takes the targets.</param>
    public static SeriesSet Add(SeriesSet set, double cap, string? endsPath, NumberStore store)
    {
        var after = endsPath is null ? null : ReadEnds(endsPath, set.Series.Count);
        return set with
        {
            Series = [.. set.Series.Select((series, index) => series with
            {
                Targets = store.Make(series.Length, step => Math.Min(cap, series.Length - 1 - step + (after?[index] ?? 0))),
            })],
        };
    }

    private static List<double> ReadEnds(string path, int count)
    {
        var ends = new List<double>();
        foreach (var (number, text) in SourceText.Read(path).Lines())
        {
            double value = Cell.Number(text, new DataPlace(path, number));
            ends.Add(value >= 0 ? value : throw new DataException(new DataPlace(path, number), $"expected the steps left after a sequence, at least 0, found {text}"));
        }
        return ends.Count == count
            ? ends
            : throw new DataException(new DataPlace(path), $"found {Counted.Of(ends.Count, "number")}, expected one for each of the {count} test sequences");
    }
}
