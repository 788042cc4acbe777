using System;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Preparation;

/// <summary>Does with missing values what the options say. A part is filled by itself, so that nothing leaks from the next.</summary>
internal static class MissingValueFiller
{
    /// <summary>The series without missing inputs, which are filled where they are; of length 0 if nothing is left.</summary>
    public static Series Fill(Series series, SeriesSet set, MissingValues policy, NumberStore store)
    {
        if (series.OneTarget || policy == MissingValues.Error)
        {
            RequireTargets(series, set);
        }
        switch (policy)
        {
            case MissingValues.HoldLast or MissingValues.Linear when FirstMissing(series.Inputs.Span) < 0:
                return series;
            case MissingValues.HoldLast:
                return Hold(series, set.Inputs.Count);
            case MissingValues.Linear:
                return Interpolate(series, set);
            case MissingValues.DropRow:
                return series.Where(step => IsWhole(series, set, step), store);
            default:
                RequireInputs(series, set);
                return series;
        }
    }

    /// <summary>What to say of an input that is missing where none may be.</summary>
    public static DataException MissingInput(DataPlace place) => new(place, "the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)");

    /// <summary>Where the first value is missing; −1 where none is.</summary>
    private static int FirstMissing(ReadOnlySpan<double> values) => values.IndexOfAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity); // NaN is in no range

    private static void RequireInputs(Series series, SeriesSet set)
    {
        int missing = FirstMissing(series.Inputs.Span);
        if (missing >= 0)
        {
            throw MissingInput(series.Place(missing / set.Inputs.Count, set.Inputs[missing % set.Inputs.Count]));
        }
    }

    private static void RequireTargets(Series series, SeriesSet set)
    {
        int missing = FirstMissing(series.Targets.Span);
        if (missing >= 0)
        {
            var column = set.Targets[missing % set.Targets.Count];
            if (set.Inputs.Contains(column))
            {
                throw MissingInput(series.Place(missing / set.Targets.Count, column)); // masking helps targets alone
            }
            throw Missing(series, missing / set.Targets.Count, column, "the target is missing" + TargetAdvice(series));
        }
        int unnamed = Array.IndexOf(series.Labels, "");
        if (unnamed >= 0)
        {
            throw Missing(series, unnamed, set.Targets[0], "the class is missing" + TargetAdvice(series));
        }
    }

    private static string TargetAdvice(Series series) => series.OneTarget ? ", and it is all there is to learn from the sequence" : "; mask it, or let its row be dropped (--missing mask or drop)";

    private static DataException Missing(Series series, int step, Column column, string message) => new(series.Place(step, column), message);

    private static bool IsWhole(Series series, SeriesSet set, int step)
    {
        bool Has(Values<double> values, int width) => values.Length == 0 || FirstMissing(values.AsSpan(step * width, width)) < 0;
        return Has(series.Inputs, set.Inputs.Count)
            && (series.OneTarget || (Has(series.Targets, set.Targets.Count) && (series.Labels.Length == 0 || series.Labels[step].Length > 0)));
    }

    private static Series Hold(Series series, int width)
    {
        int first = 0;
        var inputs = series.Inputs.Memory.Span;
        for (int column = 0; column < width; column++)
        {
            int step = 0;
            while (step < series.Length && double.IsNaN(inputs[(step * width) + column]))
            {
                step++;
            }
            first = Math.Max(first, step);
            for (step++; step < series.Length; step++)
            {
                int index = (step * width) + column;
                inputs[index] = double.IsNaN(inputs[index]) ? inputs[index - width] : inputs[index];
            }
        }
        return series.Cut(first, series.Length - first);
    }

    private static Series Interpolate(Series series, SeriesSet set)
    {
        int width = set.Inputs.Count;
        for (int column = 0; column < width; column++)
        {
            var values = series.Inputs.Memory.Span[column..]; // each width-th is of the column
            int before = -1;
            for (int step = 0; step < series.Length; step++)
            {
                if (!double.IsNaN(values[step * width]))
                {
                    before = step;
                    continue;
                }
                int after = step + 1;
                while (after < series.Length && double.IsNaN(values[after * width]))
                {
                    after++;
                }
                if (before < 0 && after == series.Length)
                {
                    throw new DataException($"{series.Id}: {set.Inputs[column]} has no value at all in one part of the data; there is nothing to interpolate.");
                }
                double from = values[(before < 0 ? after : before) * width], to = values[(after == series.Length ? before : after) * width];
                for (int between = step; between < after; between++)
                {
                    double share = before < 0 || after == series.Length ? 0 : (between - before) / (double)(after - before);
                    values[between * width] = from + (share * (to - from));
                }
                step = after - 1;
            }
        }
        return series;
    }
}
