using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Lstm.Embedded;

/// <summary>How messages write names, shapes, indices and values: on one line, in every culture alike.</summary>
internal static class WeightText
{
    private const int LongestName = 100;
    private const int MostDimensions = 8;

    /// <summary>A name from a file, in quotes. A hostile file puts neither line breaks nor megabytes into a log.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("\"");
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, LongestName)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }
        return text.Append(name.Length > LongestName ? "…\"" : "\"").ToString();
    }

    /// <summary>Several names in quotes, the first <paramref name="most"/> of them.</summary>
    public static string Quote(IReadOnlyCollection<string> names, int most)
    {
        string list = Join(names, most, Quote);
        return names.Count > most ? $"{list} and {(names.Count - most).ToString(CultureInfo.InvariantCulture)} more" : list;
    }

    /// <summary>A shape or index as <c>[4, 2]</c>.</summary>
    public static string Shape(IReadOnlyCollection<long> dimensions) =>
        $"[{Join(dimensions, MostDimensions, d => d.ToString(CultureInfo.InvariantCulture))}{(dimensions.Count > MostDimensions ? ", …" : "")}]";

    /// <summary>Where the element at <paramref name="flat"/> lies in a row-major tensor, as <c>[3, 17]</c>.</summary>
    public static string Index(long flat, IReadOnlyList<long> shape)
    {
        long[] index = new long[shape.Count];
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            (flat, index[d]) = Math.DivRem(flat, shape[d]);
        }
        return Shape(index);
    }

    /// <summary>A number with all its digits.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number with all its digits.</summary>
    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Join<T>(IReadOnlyCollection<T> all, int most, Func<T, string> write)
    {
        var shown = new List<string>();
        foreach (var one in all)
        {
            if (shown.Count == most)
            {
                break;
            }
            shown.Add(write(one));
        }
        return string.Join(", ", shown);
    }
}
