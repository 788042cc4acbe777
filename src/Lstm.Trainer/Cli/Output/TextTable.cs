using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Columns of text: the first to the left, the others to the right.</summary>
internal sealed class TextTable
{
    private const string Between = "  ";

    private readonly List<string[]> rows = [];

    /// <param name="head">The names of the columns.</param>
    public TextTable(params string[] head) => rows.Add(head);

    /// <summary>Adds a row.</summary>
    public void Add(params object[] cells) => rows.Add([.. cells.Select(Text)]);

    /// <summary>Writes the rows.</summary>
    /// <param name="output">Receives them.</param>
    /// <param name="width">How long a line may be: where columns do not fit, they continue below, each time behind the first one.</param>
    public void Write(TextWriter output, int width = int.MaxValue)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        for (int first = 1, last; first == 1 || first < widths.Length; first = last)
        {
            long length = widths[0];
            for (last = first; last < widths.Length && (last == first || length + Between.Length + widths[last] <= width); last++)
            {
                length += Between.Length + widths[last];
            }
            if (first > 1)
            {
                output.WriteLine();
            }
            foreach (string[] row in rows)
            {
                output.WriteLine(string.Join(Between, Enumerable.Range(first, last - first).Select(column => row[column].PadLeft(widths[column])).Prepend(row[0].PadRight(widths[0]))).TrimEnd());
            }
        }
    }

    private static string Text(object cell) => cell is string text ? text : string.Create(CultureInfo.InvariantCulture, $"{cell:N0}");
}
