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

    /// <summary>Whether a field says this.</summary>
    public virtual bool Says(int field, string text) => this[field] == text;

    /// <summary>What all fields say.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, Count).Select(field => this[field])];
}
