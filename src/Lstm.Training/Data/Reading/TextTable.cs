using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A table written as text: CSV, or columns with white space between them.</summary>
internal sealed class TextTable : TableSource
{
    private readonly SourceText text;
    private readonly TableFormat format;
    private readonly bool hasHeader;
    private readonly int firstLine;

    /// <summary>Looks at the first row.</summary>
    /// <exception cref="DataException">It is no such table.</exception>
    public TextTable(string path, TableFormat format)
        : base(path)
    {
        this.format = format;
        text = SourceText.Read(path);
        hasHeader = format is CsvFormat { Header: true };
        (firstLine, string[]? first) = TableRows.Of(text, format).Select(row => (row.Line, row.Fields.Texts())).FirstOrDefault();
        if (first is null)
        {
            throw new DataException(new DataPlace(path), "there is not a single row in it");
        }
        if (hasHeader && first.All(Cell.IsNumber))
        {
            throw new DataException(Header, $"expected the names of the columns, found only numbers ({Wording.Quote(string.Join(", ", first))}); if the file has no header, say so (--no-header)");
        }
        Columns = Named([.. first.Select((name, index) => hasHeader ? name : $"column{index + 1}")]);
    }

    /// <inheritdoc/>
    public override DataPlace Header => new(Path, firstLine);

    /// <inheritdoc/>
    public override int MostRows => Math.Max(1, text.Rows(Columns.Count) - (hasHeader ? 1 : 0));

    /// <inheritdoc/>
    public override string RowWord => "line";

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted)
    {
        bool any = false;
        foreach (var (line, fields) in TableRows.Of(text, format).Skip(hasHeader ? 1 : 0))
        {
            any = true;
            yield return fields.Count == Columns.Count ? (line, fields)
                : throw new DataException(new DataPlace(Path, line), $"found {Counted.Of(fields.Count, "field")}, expected {Columns.Count} as in line {firstLine}");
        }
        if (!any)
        {
            throw new DataException(new DataPlace(Path), "there is a header, but no row below it");
        }
    }
}
