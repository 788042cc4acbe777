using System.Collections;
using System.Collections.Generic;

namespace Lstm.Training.Evaluation;

/// <summary>Values evenly picked from any number of them: every one, every second, every fourth, …, so that there are never too many to keep.</summary>
internal sealed class EvenSample<T> : IReadOnlyList<T>
{
    /// <summary>The most that are kept.</summary>
    public const int Most = 1 << 16;

    private readonly List<T> kept = [];
    private long seen;
    private long every = 1;

    /// <inheritdoc/>
    public int Count => kept.Count;

    /// <inheritdoc/>
    public T this[int index] => kept[index];

    /// <summary>Adds a value, or passes it over.</summary>
    public void Add(T value)
    {
        if (seen++ % every != 0)
        {
            return;
        }
        if (kept.Count == Most)
        {
            for (int index = 0; index < Most / 2; index++)
            {
                kept[index] = kept[2 * index];
            }
            kept.RemoveRange(Most / 2, Most / 2);
            every *= 2; // of which the value's place is a multiple too
        }
        kept.Add(value);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => kept.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
