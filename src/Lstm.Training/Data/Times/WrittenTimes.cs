using System.Collections;
using System.Collections.Generic;

namespace Lstm.Training.Data.Times;

/// <summary>Times as the data writes them, each written when it is asked for.</summary>
/// <param name="times">The times.</param>
/// <param name="format">How the data writes them.</param>
internal sealed class WrittenTimes(TimeStamps times, TimeFormat format) : IReadOnlyList<string>
{
    /// <summary>The times.</summary>
    public TimeStamps Stamps => times;

    /// <summary>How the data writes them.</summary>
    public TimeFormat Format => format;

    /// <inheritdoc/>
    public int Count => times.Count;

    /// <inheritdoc/>
    public string this[int index] => format.Write(times[index]);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        foreach (var time in times)
        {
            yield return format.Write(time);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
