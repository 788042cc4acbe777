using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Compares the columns of files that are to be used together.</summary>
internal static class ColumnNames
{
    /// <summary>Complains unless both files have the same inputs and targets in the same order.</summary>
    public static void RequireSame(string path, SeriesSet set, string otherPath, SeriesSet other)
    {
        RequireSame(path, "inputs", set.Inputs, otherPath, other.Inputs);
        RequireSame(path, "targets", set.Targets, otherPath, other.Targets);
        RequireSame(path, "times", Listed(set.Time), otherPath, Listed(other.Time));
    }

    /// <summary>Complains unless both tables have the same inputs in the same order, and times alike.</summary>
    public static void RequireSame(string path, TableLayout layout, string otherPath, TableLayout other)
    {
        RequireSame(path, "inputs", layout.Inputs, otherPath, other.Inputs);
        RequireSame(path, "times", Listed(layout.Time?.Column), otherPath, Listed(other.Time?.Column));
    }

    private static Column[] Listed(Column? column) => column is { } one ? [one] : [];

    private static void RequireSame(string path, string what, IReadOnlyList<Column> found, string otherPath, IReadOnlyList<Column> expected)
    {
        if (!found.Select(column => column.Name).SequenceEqual(expected.Select(column => column.Name)))
        {
            throw new DataException(new DataPlace(path), $"its {what} are {Names(found)}, those of {otherPath} are {Names(expected)}");
        }
    }

    private static string Names(IReadOnlyList<Column> columns) => Wording.List(columns.Select(column => column.Name));
}
