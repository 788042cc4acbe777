using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Columns of text: the first to the left, the others to the right.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> rows = [];

    /// <param name="head">The names of the columns.</param>
    public TextTable(params string[] head) => rows.Add(head);

    /// <summary>Adds a row.</summary>
    public void Add(params object[] cells) => rows.Add([.. cells.Select(Text)]);

    /// <summary>Writes the rows.</summary>
    public void Write(TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    private static string Text(object cell) => cell is string text ? text : string.Create(CultureInfo.InvariantCulture, $"{cell:N0}");
}
