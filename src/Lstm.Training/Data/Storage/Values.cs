using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Lstm.Training.Data.Storage;

/// <summary>
/// Values side by side, in an array or in a file that is mapped into memory. It is a view: a part of it (<c>values[3..5]</c>) is another view of the same
/// values, and nothing is copied.
/// </summary>
/// <typeparam name="T">What they are.</typeparam>
[CollectionBuilder(typeof(Values), nameof(Values.Of))]
public readonly struct Values<T> : IReadOnlyList<T>, IEquatable<Values<T>>
    where T : unmanaged
{
    internal Values(Memory<T> memory) => Memory = memory;

    /// <summary>How many there are.</summary>
    public int Length => Memory.Length;

    /// <inheritdoc/>
    int IReadOnlyCollection<T>.Count => Memory.Length;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<T> Span => Memory.Span;

    /// <summary>All of them, to be written by who made them.</summary>
    internal Memory<T> Memory { get; }

    /// <summary>One of them.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such one.</exception>
    public T this[int index] => Memory.Span[index];

    /// <summary>The values of an array, which is not copied.</summary>
    public static implicit operator Values<T>(T[] values) => new(values);

    /// <summary>Whether both have the same values.</summary>
    public static bool operator ==(Values<T> one, Values<T> other) => one.Equals(other);

    /// <summary>Whether one has other values than the other.</summary>
    public static bool operator !=(Values<T> one, Values<T> other) => !one.Equals(other);

    /// <summary>Some of them: a view, not a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public Values<T> Slice(int start, int count) => new(Memory.Slice(start, count));

    /// <summary>Some of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public ReadOnlySpan<T> AsSpan(int start, int count) => Memory.Span.Slice(start, count);

    /// <summary>Some rows, where the values are so many rows side by side; none where there are no values.</summary>
    internal Values<T> Rows(int all, int start, int count) => Slice(start * (Length / Math.Max(1, all)), count * (Length / Math.Max(1, all)));

    /// <summary>A copy.</summary>
    public T[] ToArray() => Memory.ToArray();

    /// <summary>Whether both have the same values.</summary>
    public bool Equals(Values<T> other) => Memory.Equals(other.Memory) || Span.SequenceEqual(other.Span, null);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Values<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Memory.Length; // there may be billions of them

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (int index = 0; index < Memory.Length; index++)
        {
            yield return Memory.Span[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="Values{T}"/> of what is written in square brackets.</summary>
public static class Values
{
    /// <summary>A copy of some values.</summary>
    public static Values<T> Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged => values.ToArray();
}
