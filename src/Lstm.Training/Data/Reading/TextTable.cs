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
    private readonly IReadOnlyList<string> beginningNotes = [];
    private int firstPassedOver;
    private int lastPassedOver;
    private int passedOver;

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
        beginningNotes = format is CsvFormat csv ? CsvBeginning.Of(text, csv).Notes : [];
        Columns = Named([.. first.Select((name, index) => hasHeader ? name : $"column{index + 1}")]);
    }

    /// <inheritdoc/>
    public override DataPlace Header => new(Path, firstLine);

    /// <summary>Those of comments between the rows are there once the rows were read.</summary>
    public override IReadOnlyList<string> Notes => passedOver == 0 ? beginningNotes :
    [
        .. beginningNotes,
        $"{Path}: {Counted.Of(passedOver, "line")} below the first row, {(passedOver == 1 ? "" : "the first of them ")}line {firstPassedOver}, {(passedOver == 1 ? "begins" : "begin")} with # and {(passedOver == 1 ? "has" : "have")} not as many fields as the first row: taken for comments.",
    ];

    /// <inheritdoc/>
    public override int MostRows => Math.Max(1, text.Rows(Columns.Count) - (hasHeader ? 1 : 0));

    /// <inheritdoc/>
    public override string RowWord => "line";

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted)
    {
        bool any = false;
        foreach (var (line, fields) in TableRows.Of(text, format, PassOver).Skip(hasHeader ? 1 : 0))
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

    private void PassOver(int line)
    {
        if (line > lastPassedOver) // rows are read more than once
        {
            firstPassedOver = passedOver++ == 0 ? line : firstPassedOver;
            lastPassedOver = line;
        }
    }
}
