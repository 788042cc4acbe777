using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A file of rows and columns, however it is written. Its rows are read anew each time they are asked for.</summary>
/// <param name="path">As it was given.</param>
internal abstract class TableSource(string path)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>All columns there are.</summary>
    public IReadOnlyList<Column> Columns { get; protected init; } = [];

    /// <summary>The column that tells the sequences apart where the file itself has several; null where it is one sequence unless somebody names a column.</summary>
    public Column? Sequence { get; protected init; }

    /// <summary>The columns that are targets by what the file is; empty where somebody says which are.</summary>
    public IReadOnlyList<Column> Targets { get; protected init; } = [];

    /// <summary>What somebody should know of the file, one sentence each.</summary>
    public virtual IReadOnlyList<string> Notes { get; protected init; } = [];

    /// <summary>Of audio: samples in a second; null of other data.</summary>
    public virtual int? SampleRate => null;

    /// <summary>Where the file names its columns.</summary>
    public virtual DataPlace Header => new(Path);

    /// <summary>About how many rows there are at most, which numbers are given room for.</summary>
    public abstract int MostRows { get; }

    /// <summary>What a row is called in messages.</summary>
    public virtual string RowWord => "row";

    /// <summary>The rows with their numbers, from 1. The row is the same one each time.</summary>
    /// <param name="wanted">The columns whose fields will be asked for.</param>
    /// <exception cref="DataException">A row cannot be read.</exception>
    public abstract IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted);

    /// <summary>Whether the fields of a column can be read.</summary>
    public virtual bool CanRead(Column column) => true;

    /// <summary>What the first row says in some columns, with its number; null where there is no row.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public virtual (int Row, IReadOnlyList<string> Fields)? First(IReadOnlyCollection<Column> wanted) => First(Rows(wanted), wanted);

    /// <inheritdoc cref="First(IReadOnlyCollection{Column})"/>
    protected static (int Row, IReadOnlyList<string> Fields)? First(IEnumerable<(int Row, TableRow Fields)> rows, IReadOnlyCollection<Column> wanted)
    {
        foreach (var (row, fields) in rows)
        {
            return (row, [.. wanted.Select(column => fields[column.Number - 1])]);
        }
        return null;
    }

    /// <summary>Columns of these names, those that are called the same marked.</summary>
    protected static IReadOnlyList<Column> Named(IReadOnlyList<string> names)
    {
        var repeated = names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. names.Select((name, index) => new Column(index + 1, name) { IsRepeated = repeated.Contains(name) })];
    }
}
