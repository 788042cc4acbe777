using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Storage;
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
internal sealed record Series(string Id, string File, RowNumbers Lines, Values<double> Inputs, Values<double> Targets, string[] Labels, string[] Tokens, bool OneTarget)
{
    public int Length => Lines.Count;

    /// <summary>The number of each time step in the series as it was read, from 1; null where none before the last was left out.</summary>
    public RowNumbers? Steps { get; init; }

    /// <summary>When each time step was taken; empty where the data does not say.</summary>
    public TimeStamps Times { get; init; } = TimeStamps.None;

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
    /// <param name="store">Takes the targets of several horizons.</param>
    public Series Ahead(IReadOnlyList<int> horizons, NumberStore store)
    {
        int longest = horizons.Count == 0 ? 0 : horizons[^1], count = Math.Max(0, Length - longest);
        if (horizons.Count < 2)
        {
            return Cut(0, Math.Min(longest, Length), count);
        }
        int width = Targets.Length / Math.Max(1, Length);
        var targets = Targets;
        return Cut(0, count) with
        {
            Targets = store.Make(checked(count * width * horizons.Count), index =>
            {
                int target = index / horizons.Count, row = target / width;
                return targets[((row + horizons[index % horizons.Count]) * width) + (target % width)];
            }),
        };
    }

    /// <summary>The time steps for which <paramref name="keep"/> holds.</summary>
    /// <param name="keep">Tells it of each.</param>
    /// <param name="store">Takes what is left.</param>
    public Series Where(Func<int, bool> keep, NumberStore store)
    {
        var steps = RowNumbers.Of(Enumerable.Range(0, Length).Where(keep));
        if (steps.Count == Length)
        {
            return this;
        }
        Values<T> Picked<T>(Values<T> values)
            where T : unmanaged
        {
            int width = values.Length / Math.Max(1, Length);
            var picked = store.Allocate<T>(steps.Count * width);
            for (int row = 0; row < steps.Count; row++)
            {
                values.AsSpan(steps[row] * width, width).CopyTo(picked.Memory.Span[(row * width)..]);
            }
            return picked;
        }
        TimeStamps PickedTimes()
        {
            var picked = new TimeStamps(store);
            foreach (int step in steps.Where(_ => Times.Count > 0))
            {
                picked.Add(Times[step]);
            }
            return picked;
        }
        string[] PickedWords(string[] words) => words.Length == 0 ? words : [.. steps.Select(step => words[step])];
        return this with
        {
            Lines = RowNumbers.Of(steps.Select(step => Lines[step])),
            Inputs = Picked(Inputs),
            Targets = OneTarget ? Targets : Picked(Targets),
            Labels = OneTarget ? Labels : PickedWords(Labels),
            Tokens = PickedWords(Tokens),
            Steps = RowNumbers.Of(steps.Select(step => Steps?[step] ?? step + 1)),
            Times = PickedTimes(),
        };
    }

    private Series Cut(int start, int targetStart, int count) => start == 0 && targetStart == 0 && count == Length ? this : this with
    {
        Lines = Lines.Slice(start, count),
        Inputs = Rows(Inputs, start, count),
        Targets = OneTarget ? Targets : Rows(Targets, targetStart, count),
        Labels = OneTarget ? Labels : Rows(Labels, targetStart, count),
        Tokens = Rows(Tokens, start, count),
        Steps = Steps is null && start == 0 ? null : (Steps ?? RowNumbers.FromOne(Length)).Slice(start, count),
        Times = Times.Count == 0 ? Times : Times.Slice(start, count),
    };

    private Values<T> Rows<T>(Values<T> values, int start, int count)
        where T : unmanaged => values.Rows(Length, start, count);

    private static string[] Rows(string[] words, int start, int count) => words.Length == 0 ? words : words[start..(start + count)];
}
