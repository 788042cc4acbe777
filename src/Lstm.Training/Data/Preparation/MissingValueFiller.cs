using System;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>Does with missing values what the options say. A part is filled by itself, so that nothing leaks from the next.</summary>
internal static class MissingValueFiller
{
    /// <summary>The series without missing inputs; of length 0 if nothing is left.</summary>
    public static Series Fill(Series series, SeriesSet set, MissingValues policy)
    {
        if (series.OneTarget || policy == MissingValues.Error)
        {
            RequireTargets(series, set);
        }
        switch (policy)
        {
            case MissingValues.HoldLast or MissingValues.Linear when !Array.Exists(series.Inputs, double.IsNaN):
                return series;
            case MissingValues.HoldLast:
                return Hold(series, set.Inputs.Count);
            case MissingValues.Linear:
                return Interpolate(series, set);
            case MissingValues.DropRow:
                return series.Where(step => IsWhole(series, set, step));
            default:
                RequireInputs(series, set);
                return series;
        }
    }

    /// <summary>What to say of an input that is missing where none may be.</summary>
    public static DataException MissingInput(DataPlace place) => new(place, "the input is missing; let it hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)");

    private static void RequireInputs(Series series, SeriesSet set)
    {
        int missing = Array.FindIndex(series.Inputs, double.IsNaN);
        if (missing >= 0)
        {
            throw MissingInput(series.Place(missing / set.Inputs.Count, set.Inputs[missing % set.Inputs.Count]));
        }
    }

    private static void RequireTargets(Series series, SeriesSet set)
    {
        int missing = Array.FindIndex(series.Targets, double.IsNaN);
        if (missing >= 0)
        {
            throw Missing(series, missing / set.Targets.Count, set.Targets[missing % set.Targets.Count], "the target is missing" + TargetAdvice(series));
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
        bool Has(double[] values, int width) => values.Length == 0 || Array.FindIndex(values, step * width, width, double.IsNaN) < 0;
        return Has(series.Inputs, set.Inputs.Count)
            && (series.OneTarget || (Has(series.Targets, set.Targets.Count) && (series.Labels.Length == 0 || series.Labels[step].Length > 0)));
    }

    private static Series Hold(Series series, int width)
    {
        int first = 0;
        double[] inputs = [.. series.Inputs];
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
        return (series with { Inputs = inputs }).Cut(first, series.Length - first);
    }

    private static Series Interpolate(Series series, SeriesSet set)
    {
        int width = set.Inputs.Count;
        double[] inputs = [.. series.Inputs];
        for (int column = 0; column < width; column++)
        {
            int[] known = [.. Enumerable.Range(0, series.Length).Where(step => !double.IsNaN(series.Inputs[(step * width) + column]))];
            if (known.Length == 0)
            {
                throw new DataException($"{series.Id}: {set.Inputs[column]} has no value at all in one part of the data; there is nothing to interpolate.");
            }
            for (int step = 0; step < series.Length; step++)
            {
                if (!double.IsNaN(series.Inputs[(step * width) + column]))
                {
                    continue;
                }
                int next = ~Array.BinarySearch(known, step);
                int before = known[Math.Max(0, next - 1)], after = known[Math.Min(next, known.Length - 1)];
                double from = inputs[(before * width) + column], to = inputs[(after * width) + column];
                double share = before == after ? 0 : (step - before) / (double)(after - before);
                inputs[(step * width) + column] = from + (share * (to - from));
            }
        }
        return series with { Inputs = inputs };
    }
}
