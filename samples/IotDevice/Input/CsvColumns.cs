using System;
using System.Collections.Generic;
using System.Text;

namespace IotDevice;

/// <summary>Where a CSV file has the model's columns.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="Targets">For each field the place in the sample that it fills, or -1.</param>
/// <param name="Time">The field with the sample's time, or -1.</param>
internal sealed record CsvColumns(byte Separator, int[] Targets, int Time)
{
    // Fields of a line. More than any table has, and few enough that the program does not grow by a line of garbage.
    private const int Most = 4096;

    /// <summary>Reads the first line: a header, or numbers in the model's order.</summary>
    /// <exception cref="InputException">A header lacks a column, or has it twice.</exception>
    public static CsvColumns Read(ReadOnlySpan<byte> first, long number, string[] columns, TimeOption time, out bool isHeader)
    {
        byte separator = SeparatorOf(first);
        var names = new List<string>();
        bool numbers = false;
        bool last = false;
        for (var rest = first; !last;)
        {
            CsvField.TryTake(ref rest, separator, out var field, out last);
            if (names.Count == Most)
            {
                throw new InputException($"line {number}: more than {Most} fields; expected {string.Join(", ", columns)}, in any order.");
            }
            names.Add(Encoding.UTF8.GetString(field));
            numbers |= SampleNumber.Read(field, out _) is null or FaultKind.NotFinite;
        }

        // A header may have a number among its names, and the first line of numbers may be a bad one.
        isHeader = names.Exists(name => Array.IndexOf(columns, name) >= 0) || !numbers;
        return new CsvColumns(
            separator,
            isHeader ? TargetsOf(names, number, columns) : TargetsInOrder(columns.Length),
            isHeader ? names.FindIndex(name => Array.IndexOf(time.Names, name) >= 0 && Array.IndexOf(columns, name) < 0) : -1);
    }

    private static int[] TargetsInOrder(int count)
    {
        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = i;
        }
        return targets;
    }

    private static int[] TargetsOf(List<string> names, long number, string[] columns)
    {
        const int Shown = 20;
        string there = string.Join(", ", names.GetRange(0, Math.Min(Shown, names.Count)).ConvertAll(Quote)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
        foreach (string column in columns)
        {
            int count = names.FindAll(name => name == column).Count;
            if (count != 1)
            {
                string found = count == 0 ? $"no column \"{column}\"" : $"column \"{column}\" {count} times";
                throw new InputException($"line {number}: the header has {found}; there are {there}; expected {string.Join(", ", columns)}, in any order.");
            }
        }
        return [.. names.ConvertAll(name => Array.IndexOf(columns, name))];
    }

    // The input may be anything, a program too: nothing that a terminal would obey, and not all of it.
    private static string Quote(string name)
    {
        const int Shown = 40;
        string text = string.Concat(Array.ConvertAll(name[..Math.Min(Shown, name.Length)].ToCharArray(), c => char.IsControl(c) || c == '\uFFFD' ? '?' : c));
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
