using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IotDevice;

/// <summary>Where a CSV file has the model's columns.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="Targets">For each field the place in the sample that it fills, or -1.</param>
internal sealed record CsvColumns(byte Separator, int[] Targets)
{
    /// <summary>Reads the first line: a header, or numbers in the model's order.</summary>
    /// <exception cref="InputException">A header lacks a column, or has it twice.</exception>
    public static CsvColumns Read(ReadOnlySpan<byte> first, long number, string[] columns, out bool isHeader)
    {
        byte separator = SeparatorOf(first);
        var names = new List<string>();
        bool numbers = false;
        bool last = false;
        for (var rest = first; !last;)
        {
            CsvField.TryTake(ref rest, separator, out var field, out last);
            names.Add(Encoding.UTF8.GetString(field));
            numbers |= SampleNumber.Read(field, out _) is null or FaultKind.NotFinite;
        }

        // A header may have a number among its names, and the first line of numbers may be a bad one.
        isHeader = names.Any(columns.Contains) || !numbers;
        return isHeader
            ? new CsvColumns(separator, [.. TargetsOf(names, number, columns)])
            : new CsvColumns(separator, [.. Enumerable.Range(0, columns.Length)]);
    }

    private static int[] TargetsOf(List<string> names, long number, string[] columns)
    {
        const int Shown = 20;
        string there = string.Join(", ", names.Take(Shown).Select(Quote)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
        foreach (string column in columns)
        {
            int count = names.Count(name => name == column);
            if (count != 1)
            {
                string found = count == 0 ? $"no column \"{column}\"" : $"column \"{column}\" {count} times";
                throw new InputException($"line {number}: the header has {found}; there are {there}; expected {string.Join(", ", columns)}, in any order.");
            }
        }
        return [.. names.Select(name => Array.IndexOf(columns, name))];
    }

    // The input may be anything, a program too: nothing that a terminal would obey, and not all of it.
    private static string Quote(string name)
    {
        const int Shown = 40;
        string text = string.Concat(name.Take(Shown).Select(c => char.IsControl(c) || c == '\uFFFD' ? '?' : c));
        return name.Length > Shown ? $"\"{text}…\"" : $"\"{text}\"";
    }

    // Tab and semicolon before the comma, which some write within numbers.
    private static byte SeparatorOf(ReadOnlySpan<byte> line)
    {
        bool quoted = false;
        bool semicolon = false;
        foreach (byte c in line)
        {
            quoted ^= c == '"';
            if (!quoted && c == '\t')
            {
                return c;
            }
            semicolon |= !quoted && c == ';';
        }
        return semicolon ? (byte)';' : (byte)',';
    }
}
