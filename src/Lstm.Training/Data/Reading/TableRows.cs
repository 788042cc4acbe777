using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>The rows of a table one after the other, each as its fields.</summary>
internal static class TableRows
{
    private const char DefaultSeparator = ',';
    private static readonly char[] Separators = [DefaultSeparator, ';', '\t'];

    /// <summary>The rows with the lines on which they begin, blank lines and comments left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Of(SourceText text, TableFormat format) => format switch
    {
        CsvFormat csv => Separated(text, csv),
        _ => text.Lines().Select(line => (line.Number, (IReadOnlyList<string>)line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
    };

    private static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Separated(SourceText text, CsvFormat format)
    {
        using var reader = text.Open();
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = (format.Separator ?? Usual(text, format.Comment)).ToString(),
            AllowComments = true,
            Comment = format.Comment,
            TrimOptions = TrimOptions.Trim,
            // No number is broken over lines, so a line break within quotes is a quote that nobody closed.
            LineBreakInQuotedFieldIsBadData = true,
            BadDataFound = found => throw Misquoted(text.Path, found),
        });
        while (parser.Read())
        {
            string[] fields = new string[parser.Count];
            for (int field = 0; field < fields.Length; field++)
            {
                fields[field] = parser[field];
            }
            yield return (parser.RawRow, fields);
        }
    }

    private static DataException Misquoted(string path, BadDataFoundArgs found)
    {
        int line = found.Context.Parser!.RawRow;
        bool isOpen = found.Field.StartsWith('"') && found.Field.Count(c => c == '"') % 2 == 1;
        if (!isOpen)
        {
            return new DataException(new DataPlace(path, line), $"there is a quotation mark within a field that is not quoted as a whole: {Wording.Quote(found.Field)}");
        }

        // The parser counts the line break within the quotation twice.
        bool isBroken = found.RawRecord.EndsWith('\n') || found.RawRecord.EndsWith('\r');
        return new DataException(new DataPlace(path, isBroken ? line - 1 : line), $"a quotation mark is not closed on its line: {Wording.Quote(found.Field)}");
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
