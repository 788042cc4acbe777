using System;
using System.Collections.Generic;

namespace Lstm.Training.Evaluation;

/// <summary>A list that grows without being copied: beside the array it becomes there is never more than its own values.</summary>
/// <typeparam name="T">The element.</typeparam>
internal sealed class Chunks<T>
{
    private const int Longest = 1 << 16;

    private readonly List<T[]> full = [];
    private T[] last = [];
    private int used;

    /// <summary>How many elements there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an element.</summary>
    public void Add(T item)
    {
        if (used == last.Length)
        {
            if (last.Length == Longest)
            {
                full.Add(last);
                (last, used) = (new T[Longest], 0);
            }
            else
            {
                Array.Resize(ref last, Math.Clamp(last.Length * 2, 4, Longest)); // small sequences stay small
            }
        }
        last[used++] = item;
        Count = checked(Count + 1);
    }

    /// <summary>All of it as an array; the list is empty then.</summary>
    public T[] Take()
    {
        T[] all = new T[Count];
        int start = 0;
        for (int chunk = 0; chunk < full.Count; chunk++)
        {
            full[chunk].CopyTo(all, start);
            start += Longest;
            full[chunk] = []; // may go as soon as it is copied
        }
        last.AsSpan(0, used).CopyTo(all.AsSpan(start));
        full.Clear();
        (last, used, Count) = ([], 0, 0);
        return all;
    }
}
