using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Training.Runs;

/// <summary>Puts plausible ranges into words.</summary>
internal static class RangeText
{
    private const int MostNamed = 20;

    /// <summary>Each input's range, by name, or by number where it has none.</summary>
    public static string Of(InputRanges ranges, IReadOnlyList<string> names)
    {
        string shown = string.Join(", ", Enumerable.Range(0, Math.Min(MostNamed, ranges.Count)).Select(column => $"{(column < names.Count ? Names.InList(names[column]) : $"input {column + 1}")} {Of(ranges, column)}"));
        return shown + (ranges.Count > MostNamed ? $" and {ranges.Count - MostNamed} more" : "");
    }

    /// <summary>The range of a column.</summary>
    public static string Of(InputRanges ranges, int column) => (Bound(ranges.Low(column), float.MinValue), Bound(ranges.High(column), float.MaxValue)) switch
    {
        ("", "") => "any number",
        (var low, "") => $"from {low} on",
        ("", var high) => $"up to {high}",
        var (low, high) => $"{low} to {high}",
    };

    private static string Bound(float value, float none) => value == none ? "" : value.ToString(CultureInfo.InvariantCulture);
}
