using System;
using System.Collections.Generic;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// Brings the rows of a sequence to time steps by the policy for gaps, row by row: a time step depends on rows up to its own time and
/// on nothing later.
/// </summary>
internal sealed class TimeSteps
{
    private const long MostFilled = 1_000_000;

    private readonly TimeOptions options;
    private readonly TimeCheck check;
    private readonly TimeFindings findings;
    private readonly Func<int, string, DataException> complaint;
    private readonly double[] held;
    private readonly double[] sums;
    private readonly int[] counts;
    private readonly List<TimeStep> steps = [];

    private TimeStamp last;
    private int lastRow = -1;
    private bool begins;
    private long bin, binOffset;
    private bool isOpen;

    /// <param name="options">The policy.</param>
    /// <param name="column">The column of times, for messages.</param>
    /// <param name="format">For messages.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="findings">Gathers what is irregular, and knows the usual period.</param>
    public TimeSteps(TimeOptions options, DataPlace column, TimeFormat format, int width, TimeFindings findings)
    {
        (this.options, this.findings) = (options, findings);
        check = new TimeCheck(options, column, format, findings);
        complaint = (line, message) => new DataException(column with { Line = line }, message);
        (held, sums, counts) = (new double[width], new double[width], new int[width]);
    }

    /// <summary>A sequence begins: what went before is forgotten.</summary>
    public void Begin()
    {
        check.Begin();
        (lastRow, isOpen, begins) = (-1, false, true);
    }

    /// <summary>Takes a row and gives the time steps that are complete with it; the list is the same each time.</summary>
    /// <param name="time">When it was taken.</param>
    /// <param name="line">For messages.</param>
    /// <param name="row">Its number.</param>
    /// <param name="values">Its values; NaN where one is missing.</param>
    /// <exception cref="DataException">Its time is irregular, and that is an error.</exception>
    public IReadOnlyList<TimeStep> Add(TimeStamp time, int line, int row, ReadOnlySpan<double> values)
    {
        steps.Clear();
        var kind = check.Look(time, line);
        if (kind == TimeStepKind.Late && options.ChangesRows)
        {
            return steps;
        }
        if (kind == TimeStepKind.Gap && options.Gaps == TimeGaps.Split)
        {
            if (isOpen && Grid(bin).Ticks < time.Ticks)
            {
                Close();
            }
            (lastRow, isOpen, begins) = (-1, false, true);
        }
        if (options.Resample is { } period)
        {
            Resample(time, line, row, values, period.Ticks);
        }
        else
        {
            if (kind == TimeStepKind.Gap && options.Gaps == TimeGaps.Hold)
            {
                Fill(time, line);
            }
            values.CopyTo(held);
            Give(time, row, held, isHeld: false);
        }
        (last, lastRow) = (time, row);
        return steps;
    }

    private void Give(TimeStamp time, int row, double[] values, bool isHeld)
    {
        steps.Add(new TimeStep(time, row, [.. values], isHeld, begins));
        begins = false;
        findings.Filled += isHeld ? 1 : 0;
    }

    /// <summary>Steps one period apart after the last row, up to half a period before the next one.</summary>
    private void Fill(TimeStamp until, int line)
    {
        long period = findings.Period, missing = ((until.Ticks - last.Ticks + (period / 2)) / period) - 1;
        RequireFew(missing, line);
        for (long step = 1; step <= missing; step++)
        {
            Give(last with { Ticks = last.Ticks + (step * period) }, lastRow, held, isHeld: true);
        }
    }

    /// <summary>Adds a row to the step that it belongs to: the first one of the grid that is not earlier.</summary>
    private void Resample(TimeStamp time, int line, int row, ReadOnlySpan<double> values, long period)
    {
        if (lastRow < 0)
        {
            binOffset = time.Offset * TimeSpan.TicksPerMinute; // days begin at the midnight that is written
        }
        long next = Math.DivRem(time.Ticks + binOffset, period, out long rest) + (rest > 0 ? 1 : 0);
        if (lastRow >= 0 && next > bin)
        {
            if (isOpen)
            {
                Close();
            }
            RequireFew(next - bin - 1, line);
            for (bin++; bin < next; bin++)
            {
                Give(Grid(bin), lastRow, held, isHeld: true);
            }
        }
        if (!isOpen)
        {
            (bin, isOpen) = (next, true);
            Array.Clear(sums);
            Array.Clear(counts);
        }
        for (int i = 0; i < values.Length; i++)
        {
            bool known = !double.IsNaN(values[i]);
            sums[i] += known ? values[i] : 0;
            counts[i] += known ? 1 : 0;
            held[i] = options.ResampleWith == ResampledValue.Last ? values[i] : sums[i] / counts[i]; // of nothing known NaN
        }
        lastRow = row;
        last = time;
        if (rest == 0)
        {
            Close(); // no later row belongs to it
        }
    }

    private TimeStamp Grid(long number) => last with { Ticks = (number * options.Resample!.Value.Ticks) - binOffset };

    private void Close()
    {
        Give(Grid(bin), lastRow, held, isHeld: false);
        isOpen = false;
    }

    private void RequireFew(long missing, int line)
    {
        if (missing > MostFilled)
        {
            throw complaint(line, FormattableString.Invariant($"{missing:N0} time steps would have to be filled in before this row; use --time-gaps split, or --resample with a longer period"));
        }
    }
}

/// <summary>A time step.</summary>
/// <param name="Time">When.</param>
/// <param name="Row">The last row that it is made from.</param>
/// <param name="Values">Its values; NaN where one is missing.</param>
/// <param name="IsHeld">Whether there was no row for it, and the values are those of the step before.</param>
/// <param name="Begins">Whether a sequence begins with it.</param>
internal readonly record struct TimeStep(TimeStamp Time, int Row, double[] Values, bool IsHeld, bool Begins);
