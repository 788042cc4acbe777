using System.Collections.Generic;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A table: what its columns are for, and its rows, which are read anew each time they are asked for.</summary>
internal sealed class TableFile
{
    private readonly TableSource source;
    private readonly Column[] wanted;

    private TableFile(TableSource source, TableLayout layout)
    {
        (this.source, Layout) = (source, layout);
        wanted = layout.Read;
    }

    /// <summary>The file.</summary>
    public string Path => source.Path;

    /// <summary>What its columns are for.</summary>
    public TableLayout Layout { get; }

    /// <summary>About how many rows there are at most.</summary>
    public int MostRows => source.MostRows;

    /// <summary>What somebody should know of the file, one sentence each.</summary>
    public IReadOnlyList<string> Notes => source.Notes;

    /// <summary>Of audio: samples in a second; null of other data.</summary>
    public int? SampleRate => source.SampleRate;

    /// <summary>What a row is called in messages.</summary>
    public string RowWord => source.RowWord;

    /// <summary>Looks at the first row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">Which columns are wanted.</param>
    /// <exception cref="DataException">It is no such table, or has no such columns.</exception>
    public static TableFile Open(string path, TableFormat format, DataOptions options)
    {
        var source = TableSources.Open(path, format, options);
        return new TableFile(source, TableLayout.Of(source, format, options));
    }

    /// <summary>The rows with their numbers, of a text those of their lines. The row is the same one each time.</summary>
    /// <exception cref="DataException">There are none, or one cannot be read.</exception>
    public IEnumerable<(int Row, TableRow Fields)> Rows() => source.Rows(wanted);

    /// <summary>Where a row is, or a column of all rows.</summary>
    public DataPlace Place(int? row, Column? column = null) => new(Path, row, column) { RowWord = RowWord };
}
