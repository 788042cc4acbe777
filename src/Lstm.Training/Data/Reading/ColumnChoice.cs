using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Finds columns by name or by number from 1. A name that looks like a number is a name.</summary>
/// <param name="place">Where the columns are named.</param>
/// <param name="columns">All there are.</param>
internal sealed class ColumnChoice(DataPlace place, IReadOnlyList<Column> columns)
{
    private const int MostListed = 30;

    /// <summary>The columns asked for, each once; "3-7" asks for five, "a,b" for two unless one column is called so; a name with a comma may stand in quotes (<see cref="NameList"/>).</summary>
    public IReadOnlyList<Column> Many(IEnumerable<string> wanted) => [.. wanted.SelectMany(Listed).SelectMany(Range).Distinct()];

    /// <summary>The same, where each has a place of its own, so that one asked for twice is a mistake.</summary>
    public IReadOnlyList<Column> EachOnce(string option, IEnumerable<string> wanted)
    {
        Column[] found = [.. wanted.SelectMany(Listed).SelectMany(Range)];
        return found.GroupBy(column => column).FirstOrDefault(same => same.Skip(1).Any())?.Key is not { } twice ? found
            : throw new DataException(place, $"{option} names column {twice.Number}, {Wording.Quote(twice.Name)}, twice; name it once");
    }

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string wanted) => columns.Any(column => column.Name == wanted) || Numbered(wanted) is not null;

    /// <summary>The one column asked for.</summary>
    public Column One(string wanted)
    {
        wanted = columns.Any(column => column.Name == wanted) ? wanted : NameList.Unquoted(wanted);
        var named = columns.Where(column => column.Name == wanted).ToList();
        if (named.Count > 1)
        {
            throw new DataException(place, $"{named.Count} columns are called {Wording.Quote(wanted)}; write the number of the one that is meant instead: {string.Join(" or ", named.Select(column => column.Number))}");
        }
        return named.Count == 1 ? named[0] : Numbered(wanted) ?? throw NoSuchColumn(wanted);
    }

    private IReadOnlyList<string> Listed(string wanted) => NameList.Split(wanted, columns.Select(column => column.Name));

    private IEnumerable<Column> Range(string wanted)
    {
        string[] ends = wanted.Split('-');
        if (ends.Length != 2 || columns.Any(column => column.Name == wanted) || Numbered(ends[0]) is not { Number: var first } || Numbered(ends[1]) is not { Number: var last })
        {
            return [One(wanted)];
        }
        return first <= last
            ? columns.Where(column => column.Number >= first && column.Number <= last)
            : throw new DataException(place, $"columns {wanted} are none: a range goes from the lower number to the higher, {last}-{first}");
    }

    private Column? Numbered(string wanted) =>
        int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= columns.Count ? columns[number - 1] : null;

    private DataException NoSuchColumn(string wanted)
    {
        string? near = Suggestion.Nearest(wanted, columns.Select(column => column.Name));
        string meant = near is null ? "." : $"; did you mean {Wording.Quote(near)}?";
        string listed = string.Join(", ", columns.Take(MostListed).Select(column => $"{column.Number} {Wording.Quote(column.Name)}"));
        string rest = columns.Count > MostListed ? $" and {columns.Count - MostListed} more" : "";
        return new DataException(place, $"there is no column {Wording.Quote(wanted)}{meant} The columns are {listed}{rest}");
    }
}
