using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>The rows of a table of text one after the other.</summary>
internal static class TableRows
{
    private const char DefaultSeparator = ',';
    private static readonly char[] Separators = [DefaultSeparator, ';', '\t'];

    /// <summary>The rows with the lines on which they are, blank lines and comments left out. The row is the same one each time.</summary>
    public static IEnumerable<(int Line, TableRow Fields)> Of(SourceText text, TableFormat format) => format switch
    {
        CsvFormat csv => Separated(text, csv),
        _ => ByWhiteSpace(text),
    };

    private static IEnumerable<(int Line, TableRow Fields)> Separated(SourceText text, CsvFormat format)
    {
        char separator = format.Separator ?? Usual(text, format.Comment);
        if (!char.IsAscii(separator) || separator is '"' or '\r' or '\n')
        {
            throw new DataException($"A separator is a comma, a semicolon or a tab, not U+{(int)separator:X4}.");
        }
        byte[] comment = Encoding.UTF8.GetBytes(format.Comment.ToString());
        using var lines = new ByteLines(text.OpenBytes());
        var row = new TextRow(lines);
        var splitter = new CsvLine(text.Path, lines, (byte)separator);
        while (lines.Read())
        {
            if (!lines.Line.StartsWith(comment) && lines.Line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                splitter.Split(row);
                yield return (lines.Number, row);
            }
        }
    }

    private static IEnumerable<(int Line, TableRow Fields)> ByWhiteSpace(SourceText text)
    {
        using var lines = new ByteLines(text.OpenBytes());
        var row = new TextRow(lines);
        while (lines.Read())
        {
            SplitAtBlanks(lines, row);
            if (row.Count > 0)
            {
                yield return (lines.Number, row);
            }
        }
    }

    private static void SplitAtBlanks(ByteLines lines, TextRow row)
    {
        row.Clear();
        var blanks = " \t\v\f"u8;
        var line = lines.Line;
        int start = 0;
        while (line[start..].IndexOfAnyExcept(blanks) is >= 0 and var blank)
        {
            start += blank;
            int length = line[start..].IndexOfAny(blanks);
            length = length < 0 ? line.Length - start : length;
            row.Add(lines.Start + start, length);
            start += length;
        }
    }

    /// <summary>The separator that the file's ending stands for, or else the one that its first row holds most of.</summary>
    private static char Usual(SourceText text, char comment)
    {
        if (text.Path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase))
        {
            return '\t';
        }
        string header = text.Lines(comment).Select(line => line.Text).FirstOrDefault("");
        string unquoted = string.Concat(header.Split('"').Where((_, part) => part % 2 == 0));
        return Separators.MaxBy(separator => unquoted.Count(c => c == separator));
    }
}
