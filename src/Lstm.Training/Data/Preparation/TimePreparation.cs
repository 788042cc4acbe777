using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>Brings the rows of series to time steps. A part is brought there by itself, so that nothing leaks from the next.</summary>
internal static class TimePreparation
{
    private const int MostForARow = 1000, LeastMost = 1_000_000; // time steps

    /// <summary>The usual time between two rows: the median of all steps forward; null where there are none.</summary>
    public static TimeSpan? UsualPeriod(IEnumerable<Series> series)
    {
        long[] steps = [.. series.SelectMany(one => one.Times.Zip(one.Times.Skip(1), (before, after) => after.Ticks - before.Ticks)).Where(step => step > 0)];
        Array.Sort(steps);
        return steps.Length == 0 ? null : new TimeSpan(steps[steps.Length / 2]);
    }

    /// <summary>The time steps of a series: one series, or with a policy that splits it one for each stretch without a gap.</summary>
    /// <exception cref="DataException">A time is irregular, and that is an error.</exception>
    public static IReadOnlyList<Series> Apply(Series series, SeriesSet set, TimeOptions options, TimeFindings findings)
    {
        if (series.Length == 0 || series.TimeFormat is not { } format || set.Time is not { } column)
        {
            return [series];
        }
        var times = new DataPlace(series.File, Column: column) { RowWord = series.RowWord };
        if (!options.ChangesRows)
        {
            var check = new TimeCheck(options, times, format, findings);
            for (int row = 0; row < series.Length; row++)
            {
                check.Look(series.Times[row], series.Lines[row]);
            }
            return [series];
        }
        RequireOrder(series, times);
        RequireFit(series, times, options, format);
        var gathered = new Gathered(series, set);
        var steps = new TimeSteps(options, times, format, gathered.Width, findings);
        steps.Begin();
        double[] values = new double[gathered.Width];
        for (int row = 0; row < series.Length; row++)
        {
            gathered.Row(row, values);
            gathered.Add(steps.Add(series.Times[row], series.Lines[row], row, values));
        }
        return gathered.Series().ToList();
    }

    /// <summary>Refuses a series most of whose rows would be dropped.</summary>
    private static void RequireOrder(Series series, DataPlace times)
    {
        int late = 0;
        long latest = long.MinValue;
        foreach (var time in series.Times)
        {
            late += time.Ticks <= latest ? 1 : 0;
            latest = Math.Max(latest, time.Ticks);
        }
        if (late * 2L > series.Length)
        {
            throw new DataException(times, $"{late} of {series.Length} rows are not later than the one before them; if the newest row stands first, turn the file around; if it holds several series, --sequence-column tells them apart");
        }
    }

    /// <summary>Refuses to make far more time steps than there are rows: a period in the wrong unit, or a time that stands out.</summary>
    private static void RequireFit(Series series, DataPlace times, TimeOptions options, TimeFormat format)
    {
        if ((options.Resample ?? (options.Gaps == TimeGaps.Hold ? options.Period : null)) is not { Ticks: > 0 } period)
        {
            return;
        }
        var (first, last) = (series.Times.MinBy(time => time.Ticks), series.Times.MaxBy(time => time.Ticks));
        long steps = (last.Ticks - first.Ticks) / period.Ticks;
        if (steps > LeastMost && steps / MostForARow > series.Length)
        {
            throw new DataException(times, FormattableString.Invariant($"{series.Length} rows from {format.Write(first)} to {format.Write(last)} would become {steps:N0} time steps of {Durations.Text(period)}; choose a longer period (--resample), or look at the times that stand out"));
        }
    }

    /// <summary>What a sequence that begins behind a gap is called.</summary>
    public static string NameFrom(string id, TimeFormat format, TimeStamp time) => $"{id}, from {format.Write(time)}";

    /// <summary>Gathers time steps into series.</summary>
    private sealed class Gathered(Series source, SeriesSet set)
    {
        private readonly List<List<TimeStep>> stretches = [];
        private readonly int inputs = set.Inputs.Count;
        private readonly int targets = source.OneTarget || source.Targets.Length == 0 ? 0 : set.Targets.Count;

        /// <summary>Values of a row: inputs, then targets.</summary>
        public int Width => inputs + targets;

        public void Row(int row, Span<double> values)
        {
            source.Inputs.AsSpan(row * inputs, inputs).CopyTo(values);
            source.Targets.AsSpan(row * targets, targets).CopyTo(values[inputs..]);
        }

        public void Add(IReadOnlyList<TimeStep> steps)
        {
            foreach (var step in steps)
            {
                if (step.Begins)
                {
                    stretches.Add([]);
                }
                stretches[^1].Add(step);
            }
        }

        public IEnumerable<Series> Series() => stretches.Select((stretch, index) => source with
        {
            Id = index == 0 ? source.Id : NameFrom(source.Id, source.TimeFormat!, stretch[0].Time),
            Lines = Each(stretch, step => source.Lines[step.Row]),
            Inputs = [.. stretch.SelectMany(step => step.Values.Take(inputs))],
            Targets = targets == 0 ? source.Targets : [.. stretch.SelectMany(step => step.IsHeld ? Enumerable.Repeat(double.NaN, targets) : step.Values.Skip(inputs))],
            Labels = source.OneTarget || source.Labels.Length == 0 ? source.Labels : Each(stretch, step => step.IsHeld ? "" : source.Labels[step.Row]),
            Steps = Each(stretch, step => source.Steps?[step.Row] ?? step.Row + 1),
            Times = Each(stretch, step => step.Time),
        });

        private static T[] Each<T>(List<TimeStep> stretch, Func<TimeStep, T> value) => [.. stretch.Select(value)];
    }
}
