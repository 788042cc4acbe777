using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Sequences;

/// <summary>A sequence as it was read: in its own units, whole, with all that a message about it needs.</summary>
/// <param name="Id">What messages call it.</param>
/// <param name="File">The file it is from.</param>
/// <param name="Lines">The line of each time step.</param>
/// <param name="Inputs">Row by row; NaN where a value is missing.</param>
/// <param name="Targets">Row by row, or one row if <paramref name="OneTarget"/>; NaN where a value is missing; empty where there are classes.</param>
/// <param name="Labels">Names of classes, one a time step, or one if <paramref name="OneTarget"/>; "" where one is missing; empty where there are numbers.</param>
/// <param name="Tokens">Of a text: one a time step.</param>
/// <param name="OneTarget">Whether target or class are those of the whole series.</param>
internal sealed record Series(string Id, string File, int[] Lines, double[] Inputs, double[] Targets, string[] Labels, string[] Tokens, bool OneTarget)
{
    public int Length => Lines.Length;

    /// <summary>The number of each time step in the series as it was read, from 1; null where none before the last was left out.</summary>
    public int[]? Steps { get; init; }

    /// <summary>When each time step was taken; empty where the data does not say.</summary>
    public TimeStamp[] Times { get; init; } = [];

    /// <summary>How the data writes times; null where it does not.</summary>
    public TimeFormat? TimeFormat { get; init; }

    /// <summary>What messages call a row of the file.</summary>
    public string RowWord { get; init; } = "line";

    /// <summary>Where a time step is.</summary>
    public DataPlace Place(int step, Column? column = null) => new(File, Lines[step], column) { RowWord = RowWord };

    /// <summary>The time steps from <paramref name="start"/> on.</summary>
    public Series Cut(int start, int count) => Cut(start, start, count);

    /// <summary>
    /// Each time step with the targets of those so many rows later, of each column one after the other; time steps without the last of
    /// them are left out.
    /// </summary>
    /// <param name="horizons">In ascending order; empty for the targets of the time step itself.</param>
    public Series Ahead(IReadOnlyList<int> horizons)
    {
        int longest = horizons.Count == 0 ? 0 : horizons[^1], count = Math.Max(0, Length - longest);
        if (horizons.Count < 2)
        {
            return Cut(0, Math.Min(longest, Length), count);
        }
        int width = Targets.Length / Math.Max(1, Length);
        double[] ahead = new double[checked(count * width * horizons.Count)];
        for (int index = 0; index < ahead.Length; index++)
        {
            int target = index / horizons.Count, row = target / width;
            ahead[index] = Targets[((row + horizons[index % horizons.Count]) * width) + (target % width)];
        }
        return Cut(0, count) with { Targets = ahead };
    }

    /// <summary>The time steps for which <paramref name="keep"/> holds.</summary>
    public Series Where(Func<int, bool> keep)
    {
        int[] steps = [.. Enumerable.Range(0, Length).Where(keep)];
        if (steps.Length == Length)
        {
            return this;
        }
        T[] Picked<T>(T[] values) => [.. steps.SelectMany(step => Rows(values, step, 1))];
        return this with
        {
            Lines = Picked(Lines),
            Inputs = Picked(Inputs),
            Targets = OneTarget ? Targets : Picked(Targets),
            Labels = OneTarget ? Labels : Picked(Labels),
            Tokens = Picked(Tokens),
            Steps = Picked(Steps ?? Numbered()),
            Times = Picked(Times),
        };
    }

    private Series Cut(int start, int targetStart, int count) => start == 0 && targetStart == 0 && count == Length ? this : this with
    {
        Lines = Rows(Lines, start, count),
        Inputs = Rows(Inputs, start, count),
        Targets = OneTarget ? Targets : Rows(Targets, targetStart, count),
        Labels = OneTarget ? Labels : Rows(Labels, targetStart, count),
        Tokens = Rows(Tokens, start, count),
        Steps = Steps is null && start == 0 ? null : Rows(Steps ?? Numbered(), start, count),
        Times = Rows(Times, start, count),
    };

    private int[] Numbered() => [.. Enumerable.Range(1, Length)];

    private T[] Rows<T>(T[] values, int start, int count)
    {
        int width = values.Length / Math.Max(1, Length);
        return values[(start * width)..((start + count) * width)];
    }
}
