using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>Brings the rows of series to time steps. A part is brought there by itself, so that nothing leaks from the next.</summary>
internal static class TimePreparation
{
    private const int MostForARow = 1000, LeastMost = 1_000_000; // time steps
    private const int FewRows = 1024;

    /// <summary>The usual time between two rows: the median of all steps forward; null where there are none.</summary>
    public static TimeSpan? UsualPeriod(IReadOnlyList<Series> series)
    {
        const int Bits = 16; // at a time, from the highest: so the median is found without putting all steps into order
        long count = StepsForward(series).LongCount(), rank = count / 2, found = 0;
        for (int shift = 64 - Bits; shift >= 0 && count > 0; shift -= Bits)
        {
            long[] often = new long[1 << Bits];
            foreach (long step in StepsForward(series))
            {
                if (shift + Bits == 64 || step >> (shift + Bits) == found)
                {
                    often[(step >> shift) & (often.Length - 1)]++;
                }
            }
            int digit = 0;
            for (; rank >= often[digit]; digit++)
            {
                rank -= often[digit];
            }
            found = (found << Bits) | (long)digit;
        }
        return count == 0 ? null : new TimeSpan(found);
    }

    private static IEnumerable<long> StepsForward(IReadOnlyList<Series> series)
    {
        foreach (var one in series)
        {
            long before = long.MaxValue;
            foreach (var time in one.Times)
            {
                if (time.Ticks > before)
                {
                    yield return time.Ticks - before;
                }
                before = time.Ticks;
            }
        }
    }

    /// <summary>The time steps of a series: one series, or with a policy that splits it one for each stretch without a gap.</summary>
    /// <exception cref="DataException">A time is irregular, and that is an error.</exception>
    public static IReadOnlyList<Series> Apply(Series series, SeriesSet set, TimeOptions options, TimeFindings findings, NumberStore store)
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
        var gathered = new Gathered(series, set, store);
        var steps = new TimeSteps(options, times, format, gathered.Width, findings);
        steps.Begin();
        double[] values = new double[gathered.Width];
        for (int row = 0; row < series.Length; row++)
        {
            gathered.Row(row, values);
            gathered.Add(steps.Add(series.Times[row], series.Lines[row], row, values));
        }
        return gathered.Series();
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

    /// <summary>Gathers time steps into series: in the place of the rows that they are from, as long as there are not more of them.</summary>
    private sealed class Gathered(Series source, SeriesSet set, NumberStore store)
    {
        private readonly List<Series> finished = [];
        private readonly int inputs = set.Inputs.Count;
        private readonly int targets = source.OneTarget || source.Targets.Length == 0 ? 0 : set.Targets.Count;
        private int read; // rows
        private int written; // time steps in their place
        private Stretch? stretch;

        private Series Source => source;

        private NumberStore Store => store;

        /// <summary>Values of a row: inputs, then targets.</summary>
        public int Width => inputs + targets;

        public void Row(int row, Span<double> values)
        {
            source.Inputs.AsSpan(row * inputs, inputs).CopyTo(values);
            source.Targets.AsSpan(row * targets, targets).CopyTo(values[inputs..]);
            read = row + 1;
        }

        public void Add(IReadOnlyList<TimeStep> steps)
        {
            foreach (var step in steps)
            {
                if (step.Begins)
                {
                    Finish();
                    stretch = new Stretch(this);
                }
                stretch!.Add(step);
            }
        }

        public List<Series> Series()
        {
            Finish();
            return finished;
        }

        private void Finish()
        {
            if (stretch is not null)
            {
                finished.Add(stretch.Finish(isFirst: finished.Count == 0));
            }
        }

        /// <summary>A series that grows.</summary>
        private sealed class Stretch
        {
            private readonly Gathered all;
            private readonly RowNumbers lines = new(), numbers = new();
            private readonly TimeStamps times;
            private readonly List<string> labels = [];
            private readonly bool hasLabels;
            private Values<double> inputs, targets;
            private bool inPlace = true;

            public Stretch(Gathered all)
            {
                this.all = all;
                times = new TimeStamps(all.Store);
                hasLabels = !all.Source.OneTarget && all.Source.Labels.Length > 0;
                inputs = all.Source.Inputs[(all.written * all.inputs)..];
                targets = all.targets == 0 ? default : all.Source.Targets[(all.written * all.targets)..];
            }

            public void Add(in TimeStep step)
            {
                int row = lines.Count;
                if (inPlace && all.written == all.read)
                {
                    inPlace = false;
                    all.written -= row;
                    Resize(row + Math.Max(FewRows, all.Source.Length - all.read), row);
                }
                else if (!inPlace && row * all.inputs == inputs.Length)
                {
                    Resize(checked(2 * row), row);
                }
                all.written += inPlace ? 1 : 0;
                lines.Add(all.Source.Lines[step.Row]);
                numbers.Add(all.Source.Steps?[step.Row] ?? step.Row + 1);
                times.Add(step.Time);
                step.Values.AsSpan(0, all.inputs).CopyTo(inputs.Memory.Span[(row * all.inputs)..]);
                var target = targets.Memory.Span.Slice(row * all.targets, all.targets);
                step.Values.AsSpan(all.inputs).CopyTo(target);
                if (step.IsHeld)
                {
                    target.Fill(double.NaN);
                }
                if (hasLabels)
                {
                    labels.Add(step.IsHeld ? "" : all.Source.Labels[step.Row]);
                }
            }

            public Series Finish(bool isFirst)
            {
                inputs = inputs[..(lines.Count * all.inputs)];
                targets = targets[..(lines.Count * all.targets)];
                return all.Source with
                {
                    Id = isFirst ? all.Source.Id : NameFrom(all.Source.Id, all.Source.TimeFormat!, times[0]),
                    Lines = lines,
                    Inputs = inputs,
                    Targets = all.targets == 0 ? all.Source.Targets : targets,
                    Labels = hasLabels ? [.. labels] : all.Source.Labels,
                    Steps = numbers,
                    Times = times,
                };
            }

            /// <summary>Copies what there is to where there is more room.</summary>
            private void Resize(int rows, int kept)
            {
                inputs = inputs[..(kept * all.inputs)];
                targets = targets[..(kept * all.targets)];
                all.Store.Resize(ref inputs, checked(rows * all.inputs));
                all.Store.Resize(ref targets, checked(rows * all.targets));
            }
        }
    }
}
