using System;
using System.Linq;

namespace Lstm.Training.Data.Reading;

/// <summary>A row of a table, while it is the one that was read last: the next one takes its place.</summary>
internal abstract class TableRow
{
    /// <summary>Fields in the row.</summary>
    public abstract int Count { get; }

    /// <summary>What a field says; empty where its value is missing.</summary>
    public abstract string this[int field] { get; }

    /// <summary>Reads a field as a number: NaN where it is missing. False where it is none that a float can hold; its text then tells why.</summary>
    public abstract bool TryNumber(int field, out double value);

    /// <summary>Reads fields as numbers, as <see cref="TryNumber"/> does, up to the first that is none; gives how many were read.</summary>
    public virtual int TryNumbers(ReadOnlySpan<int> wanted, Span<double> values)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            if (!TryNumber(wanted[i], out values[i]))
            {
                return i;
            }
        }
        return wanted.Length;
    }

    /// <summary>Whether a field says this.</summary>
    public virtual bool Says(int field, string text) => this[field] == text;

    /// <summary>What all fields say.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, Count).Select(field => this[field])];
}
