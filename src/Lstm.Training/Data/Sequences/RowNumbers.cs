using System;
using System.Collections;
using System.Collections.Generic;

namespace Lstm.Training.Data.Sequences;

/// <summary>
/// The numbers of rows, such as those of their lines in a file, one after the other. Nearly always each is one more than the one before, or as many more as
/// there are sequences in turn; so what is kept is where the distance changes.
/// </summary>
internal sealed class RowNumbers : IReadOnlyList<int>
{
    private readonly List<Stretch> stretches;
    private readonly int start;
    private int found; // the stretch that was asked for last: the next row is nearly always in it too

    private RowNumbers(List<Stretch> stretches, int start, int count) => (this.stretches, this.start, Count) = (stretches, start, count);

    /// <summary>None yet.</summary>
    public RowNumbers()
        : this([], 0, 0)
    {
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>1, 2, 3, ….</summary>
    public static RowNumbers FromOne(int count) => new([new Stretch(0, 1, 1)], 0, count);

    /// <summary>The same number for every row.</summary>
    public static RowNumbers Same(int number, int count) => new([new Stretch(0, number, 0)], 0, count);

    /// <summary>Some numbers.</summary>
    public static RowNumbers Of(IEnumerable<int> numbers)
    {
        var all = new RowNumbers();
        foreach (int number in numbers)
        {
            all.Add(number);
        }
        return all;
    }

    /// <inheritdoc/>
    public int this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            int row = start + index, place = found;
            if (!IsIn(place, row))
            {
                place = Find(row);
                found = place;
            }
            return stretches[place].At(row);
        }
    }

    /// <summary>Adds a number at the end; not to a part of others.</summary>
    public void Add(int number)
    {
        if (stretches.Count == 0)
        {
            stretches.Add(new Stretch(0, number, 1));
        }
        else if (stretches[^1] is var last && last.At(Count) != number)
        {
            if (Count - last.Row == 1)
            {
                stretches[^1] = last with { Step = number - last.First }; // of one row nobody knows the distance to the next
            }
            else
            {
                stretches.Add(new Stretch(Count, number, 1));
            }
        }
        Count++;
    }

    /// <summary>Some of them.</summary>
    public RowNumbers Slice(int from, int count) => new(stretches, start + from, count);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsIn(int place, int row) => stretches[place].Row <= row && (place + 1 == stretches.Count || row < stretches[place + 1].Row);

    private int Find(int row)
    {
        int low = 0, high = stretches.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = stretches[middle].Row <= row ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <param name="Row">The first row.</param>
    /// <param name="First">Its number.</param>
    /// <param name="Step">From one row's number to the next one's.</param>
    private readonly record struct Stretch(int Row, int First, int Step)
    {
        public int At(int row) => First + ((row - Row) * Step);
    }
}
