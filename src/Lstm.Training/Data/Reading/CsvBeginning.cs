using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// What stands before the rows of a CSV file: a line such as <c>sep=;</c> from Excel, comments, and the names of the columns. From the first row on, a line with the
/// sign of a comment is a row where it has as many fields as the first: a name such as #12 is a value.
/// </summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="FirstLine">The line of the first row, the names of the columns included.</param>
/// <param name="IsMarked">Whether the first row has the sign of a comment before the names of the columns, as numpy.savetxt writes it.</param>
/// <param name="Fields">Fields in the first row.</param>
/// <param name="Notes">What somebody should know of it.</param>
internal sealed record CsvBeginning(byte Separator, int FirstLine, bool IsMarked, int Fields, IReadOnlyList<string> Notes)
{
    private const string Declared = "sep=";

    /// <summary>Reads the first lines.</summary>
    /// <exception cref="DataException">The separator can be none.</exception>
    public static CsvBeginning Of(SourceText text, CsvFormat format)
    {
        var comments = new List<(int Number, string Text)>();
        char? declared = null;
        (int number, string first) = (int.MaxValue, "");
        using (var reader = text.Open())
        {
            for (int line = 1; number == int.MaxValue && reader.ReadLine() is { } read; line++)
            {
                if (line == 1 && DeclaredBy(read) is { } sign)
                {
                    declared = sign;
                }
                else if (read.StartsWith(format.Comment))
                {
                    comments.Add((line, read));
                }
                else if (!string.IsNullOrWhiteSpace(read))
                {
                    (number, first) = (line, read);
                }
            }
        }
        char separator = format.Separator ?? declared ?? Usual(text.Path, first);
        if (!char.IsAscii(separator) || separator is '"' or '\r' or '\n')
        {
            throw new DataException($"A separator is a comma, a semicolon or a tab, not U+{(int)separator:X4}.");
        }
        string[] fields = Split(first, (byte)separator);
        if (fields.Length < 2 || comments.Count == 0)
        {
            return new CsvBeginning((byte)separator, number, false, fields.Length, []);
        }
        foreach (var (line, comment) in Enumerable.Reverse(comments))
        {
            string[] said = Split(comment[1..], (byte)separator);
            if (said.Length != fields.Length)
            {
                continue;
            }
            return format.Header && fields.All(Cell.IsNumber) && !said.Any(Cell.IsNumber)
                ? new CsvBeginning((byte)separator, line, true, fields.Length, [])
                : new CsvBeginning((byte)separator, number, false, fields.Length,
                    [$"{text.Path}, line {line} begins with {format.Comment} and has as many fields as the first row below it, {Wording.Quote(Wording.Shorten(comment))}; it was taken for a comment, since it stands before {(format.Header ? "the names of the columns" : "the first row")}. Take the {format.Comment} away, or quote the field, if it is none."]);
        }
        return new CsvBeginning((byte)separator, number, false, fields.Length, []);
    }

    /// <summary>The separator that a line says, as Excel writes it; null where it says none.</summary>
    private static char? DeclaredBy(string line) =>
        line.Trim(' ', '"') is var text && text.StartsWith(Declared, StringComparison.OrdinalIgnoreCase) && text.Length == Declared.Length + 1 ? text[^1] : null;

    /// <summary>The separator that the file's ending stands for, or else the one that its first row holds most of.</summary>
    private static char Usual(string path, string first)
    {
        char[] separators = [',', ';', '\t'];
        string unquoted = string.Concat(first.Split('"').Where((_, part) => part % 2 == 0));
        return path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : separators.MaxBy(separator => unquoted.Count(c => c == separator));
    }

    /// <summary>The fields of a line; none where it cannot be split, as words with quotation marks.</summary>
    private static string[] Split(string text, byte separator)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using var lines = new ByteLines(new MemoryStream(bytes), bytes.Length + 1);
        var row = new TextRow(lines);
        try
        {
            if (lines.Read())
            {
                new CsvLine("", lines, separator).Split(row);
            }
            return row.Texts();
        }
        catch (DataException)
        {
            return [];
        }
    }
}
