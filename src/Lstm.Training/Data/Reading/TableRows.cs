using System;
using System.Collections.Generic;
using System.Text;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>The rows of a table of text one after the other.</summary>
internal static class TableRows
{
    /// <summary>The rows with the lines on which they are, blank lines and comments left out. The row is the same one each time.</summary>
    /// <param name="text">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="passedOver">Told of the line of each comment behind the first row; null for nobody.</param>
    public static IEnumerable<(int Line, TableRow Fields)> Of(SourceText text, TableFormat format, Action<int>? passedOver = null) => format switch
    {
        CsvFormat csv => Separated(text, csv, passedOver),
        _ => ByWhiteSpace(text),
    };

    private static IEnumerable<(int Line, TableRow Fields)> Separated(SourceText text, CsvFormat format, Action<int>? passedOver)
    {
        var beginning = CsvBeginning.Of(text, format);
        byte[] comment = Encoding.UTF8.GetBytes(format.Comment.ToString());
        using var lines = new ByteLines(text.OpenBytes());
        var row = new TextRow(lines);
        var splitter = new CsvLine(text.Path, lines, beginning.Separator);
        while (lines.Read())
        {
            if (lines.Number < beginning.FirstLine || !lines.Line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                continue;
            }
            if (!lines.Line.StartsWith(comment))
            {
                splitter.Split(row);
                yield return (lines.Number, row);
            }
            else if (lines.Number == beginning.FirstLine)
            {
                lines.Buffer.AsSpan(lines.Start, comment.Length).Fill((byte)' ');
                splitter.Split(row);
                yield return (lines.Number, row);
            }
            else if (beginning.Fields > 1 && IsRow(splitter, row, beginning.Fields))
            {
                yield return (lines.Number, row);
            }
            else
            {
                passedOver?.Invoke(lines.Number);
            }
        }
    }

    /// <summary>Whether a line with the sign of a comment is a row all the same.</summary>
    private static bool IsRow(CsvLine splitter, TextRow row, int fields)
    {
        try
        {
            splitter.Split(row);
            return row.Count == fields;
        }
        catch (DataException)
        {
            return false; // words with quotation marks
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
}
