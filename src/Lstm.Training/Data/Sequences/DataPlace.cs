using System.Globalization;
using Lstm.Specification;

namespace Lstm.Training.Data.Sequences;

/// <summary>A column of a file, or a dimension of a series.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Name">What the file calls it.</param>
internal readonly record struct Column(int Number, string Name)
{
    /// <summary>Whether another column of the file is called the same.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it has one value for a whole sequence, which each of its rows repeats.</summary>
    public bool IsPerSequence { get; init; }

    /// <summary>What it can be chosen by: its name, or its number where others are called the same.</summary>
    public string Key => IsRepeated ? Number.ToString(CultureInfo.InvariantCulture) : Name;

    public override string ToString() => $"column {Number} {Wording.Quote(Name)}";
}

/// <summary>Where in the data something is wrong.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Line">Counted from 1; null for the whole file.</param>
/// <param name="Column">Null for the whole line.</param>
internal readonly record struct DataPlace(string File, int? Line = null, Column? Column = null)
{
    /// <summary>What a line is called: of files that are no text, a row.</summary>
    public string RowWord { get; init; } = "line";

    public override string ToString() =>
        File + (Line is { } line ? $", {RowWord ?? "line"} {line}" : "") + (Column is { } column ? $", {column}" : "");
}
