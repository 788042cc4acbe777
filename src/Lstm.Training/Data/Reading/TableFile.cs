using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A table: what its columns are for, and its rows, which are read anew each time they are asked for.</summary>
internal sealed class TableFile
{
    private readonly SourceText text;
    private readonly TableFormat format;
    private readonly int columns;
    private readonly int firstLine;

    private TableFile(SourceText text, TableFormat format, int columns, int firstLine, TableLayout layout)
    {
        (this.text, this.format, this.columns, this.firstLine, Layout) = (text, format, columns, firstLine, layout);
    }

    /// <summary>The file.</summary>
    public string Path => text.Path;

    /// <summary>What its columns are for.</summary>
    public TableLayout Layout { get; }

    /// <summary>About how many rows there are at most.</summary>
    public int MostRows => Math.Max(1, text.Rows(columns) - (HasHeader(format) ? 1 : 0));

    /// <summary>Looks at the first row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">Which columns are wanted.</param>
    /// <exception cref="DataException">It is no such table, or has no such columns.</exception>
    public static TableFile Open(string path, TableFormat format, DataOptions options)
    {
        var text = SourceText.Read(path);
        var begin = TableRows.Of(text, format).Take(2).Select(row => (row.Line, Fields: row.Fields.Texts())).ToList();
        if (begin.Count == 0)
        {
            throw new DataException(new DataPlace(path), "there is not a single row in it");
        }
        var (line, first) = begin[0];
        var columns = Columns(path, line, first, HasHeader(format));
        var (dataLine, data) = begin.ElementAtOrDefault(HasHeader(format) ? 1 : 0);
        return new TableFile(text, format, columns.Count, line, TableLayout.Of(new DataPlace(path, line), columns, data, dataLine, format, options));
    }

    /// <summary>The rows with the lines on which they begin, the header left out.</summary>
    /// <exception cref="DataException">There are none, or one has more or fewer fields than the first.</exception>
    public IEnumerable<(int Line, TableRow Fields)> Rows()
    {
        bool any = false;
        foreach (var (line, fields) in TableRows.Of(text, format).Skip(HasHeader(format) ? 1 : 0))
        {
            any = true;
            yield return fields.Count == columns ? (line, fields)
                : throw new DataException(new DataPlace(Path, line), $"found {Counted.Of(fields.Count, "field")}, expected {columns} as in line {firstLine}");
        }
        if (!any)
        {
            throw new DataException(new DataPlace(Path), "there is a header, but no row below it");
        }
    }

    private static bool HasHeader(TableFormat format) => format is CsvFormat { Header: true };

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
