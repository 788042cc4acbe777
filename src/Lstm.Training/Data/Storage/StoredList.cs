using System;
using System.Collections;
using System.Collections.Generic;

namespace Lstm.Training.Data.Storage;

/// <summary>A list that grows without being copied, and whose values lie where a store puts them.</summary>
/// <param name="store">Takes the values.</param>
internal sealed class StoredList<T>(NumberStore store) : IReadOnlyList<T>
    where T : unmanaged
{
    private const int Least = 16, Longest = 1 << 16;

    private readonly List<Values<T>> full = []; // of the longest length
    private Values<T> last;
    private int used;

    /// <inheritdoc/>
    public int Count => checked((full.Count * Longest) + used);

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            int part = index / Longest;
            return (part < full.Count ? full[part] : last)[index % Longest];
        }
    }

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        if (used == last.Length)
        {
            Grow();
        }
        last.Memory.Span[used++] = value;
    }

    /// <summary>Adds values.</summary>
    public void AddRange(ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            Add(value);
        }
    }

    /// <summary>A copy, side by side.</summary>
    public Span<T> Copy()
    {
        var all = store.Allocate<T>(Count).Memory.Span;
        CopyTo(all);
        return all;
    }

    /// <summary>Copies all values.</summary>
    public void CopyTo(Span<T> all)
    {
        for (int part = 0; part < full.Count; part++)
        {
            full[part].Span.CopyTo(all[(part * Longest)..]);
        }
        last.AsSpan(0, used).CopyTo(all[(full.Count * Longest)..]);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow()
    {
        if (used == Longest)
        {
            full.Add(last);
            (last, used) = (default, 0);
        }
        store.Resize(ref last, full.Count > 0 ? Longest : Math.Max(Least, 2 * used));
    }
}
