using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace Lstm.Trainer.Data;

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
            Delimiter = (format.Separator ?? Detect(text, format.Comment)).ToString(),
            AllowComments = true,
            Comment = format.Comment,
            TrimOptions = TrimOptions.Trim,
            // No number is broken over lines, so a line break within quotes is a quote that nobody closed.
            LineBreakInQuotedFieldIsBadData = true,
            BadDataFound = found => throw new DataException(new DataPlace(text.Path, found.Context.Parser?.RawRow), "a quotation mark is not closed on its line, or stands within a field that is not quoted"),
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

    private static char Detect(SourceText text, char comment)
    {
        string header = text.Lines(comment).Select(line => line.Text).FirstOrDefault("");
        string unquoted = string.Concat(header.Split('"').Where((_, part) => part % 2 == 0));
        return Separators.MaxBy(separator => unquoted.Count(c => c == separator));
    }
}
