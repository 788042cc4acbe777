using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Data;

/// <summary>Reads the sequences of a table.</summary>
internal static class TableReader
{
    /// <summary>The sequences of one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">Which columns are wanted.</param>
    public static SeriesSet Read(string path, TableFormat format, DataOptions options)
    {
        var text = SourceText.Read(path);
        using var rows = TableRows.Of(text, format).GetEnumerator();
        if (!rows.MoveNext())
        {
            throw new DataException(new DataPlace(path), "there is not a single row in it");
        }
        var (firstLine, first) = rows.Current;
        bool header = format is CsvFormat { Header: true };
        var columns = Columns(path, firstLine, first, header);
        var layout = TableLayout.Of(new DataPlace(path, firstLine), columns, format, options);
        var builders = new SeriesBuilders(path, layout, options.Inputs is not null);
        if (header && !rows.MoveNext())
        {
            throw new DataException(new DataPlace(path), "there is a header, but no row below it");
        }
        do
        {
            var (line, fields) = rows.Current;
            if (fields.Count != columns.Count)
            {
                throw new DataException(new DataPlace(path, line), $"found {Counted.Of(fields.Count, "field")}, expected {columns.Count} as in line {firstLine}");
            }
            builders.Add(line, fields);
        }
        while (rows.MoveNext());
        return new SeriesSet(layout.Inputs, layout.AllTargets, null, builders.Finish()) { SequenceColumn = layout.Sequence?.Key };
    }

    private static IReadOnlyList<Column> Columns(string path, int line, IReadOnlyList<string> first, bool header)
    {
        if (header && first.All(Cell.IsNumber))
        {
            throw new DataException(new DataPlace(path, line), $"expected the names of the columns, found only numbers ({Wording.Quote(string.Join(", ", first))}); if the file has no header, say so (--no-header)");
        }
        string[] names = [.. first.Select((name, index) => header ? name : $"column{index + 1}")];
        var repeated = names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. names.Select((name, index) => new Column(index + 1, name) { IsRepeated = repeated.Contains(name) })];
    }
}
