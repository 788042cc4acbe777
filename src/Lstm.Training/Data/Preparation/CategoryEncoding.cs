using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>Turns the names at the end of a row of inputs into numbers: one for each name that there may be, or where the network has an embedding for the column the name's index.</summary>
internal sealed class CategoryEncoding
{
    private const int Most = 1000;

    private readonly DataOptions options;
    private readonly CategoricalInput[] categorical;
    private readonly int numbers;
    private readonly Column[] columns;
    private readonly Vocabulary[] vocabularies;
    private readonly int?[] rows; // of an embedding
    private readonly int[] widths;

    /// <param name="inputs">The inputs as they are read: numbers, then names.</param>
    /// <param name="options">Which are names, what the network has for them, and what becomes of unknown ones.</param>
    /// <param name="training">The training part, for names that are not known yet.</param>
    public CategoryEncoding(IReadOnlyList<Column> inputs, DataOptions options, IReadOnlyList<Series> training)
    {
        this.options = options;
        numbers = inputs.Count - options.Categorical.Count;
        columns = [.. inputs.Skip(numbers)];
        categorical = [.. options.Categorical.Select((one, index) => one.Values is null ? options.KnownCategories.FirstOrDefault(known => known.Column == columns[index].Key) ?? one : one)];
        vocabularies = [.. categorical.Select((one, index) => new Vocabulary(one.Values ?? Found(training, numbers + index, inputs.Count), hasUnknown: false))];
        rows = new int?[columns.Length];
        widths = new int[columns.Length];
        for (int index = 0; index < columns.Length; index++)
        {
            int names = vocabularies[index].Tokens.Count, at = Width;
            rows[index] = categorical[index].Rows ?? options.TokenColumns.Where(token => token.Part.Offset == at).Select(token => (int?)token.Rows).FirstOrDefault();
            widths[index] = rows[index] is null ? names : 1;
            if (Fault(rows[index], names, IsTrained(index)) is { } fault)
            {
                throw new DataException($"{options.Path}: {columns[index]} has {names} different names, {fault}.");
            }
        }
    }

    /// <summary>The inputs behind the numbers: column=name, or the column whose names' indices go in.</summary>
    public IEnumerable<Column> Inputs => columns.SelectMany((column, index) => rows[index] is null ? vocabularies[index].Tokens.Select(name => new Column(column.Number, $"{column.Name}={name}")) : [column]);

    /// <summary>The columns with their names.</summary>
    public IReadOnlyList<CategoricalInput> Known => [.. columns.Select((column, index) => new CategoricalInput(column.Key, vocabularies[index].Tokens, rows[index]))];

    /// <summary>The values that an input behind the numbers may have.</summary>
    public IEnumerable<ColumnSpan> Spans => columns.SelectMany((_, index) => Enumerable.Repeat(new ColumnSpan(0, rows[index] - 1 ?? 1), widths[index]));

    /// <summary>Inputs of a row.</summary>
    public int Width => numbers + widths.Sum();

    /// <summary>The series with these inputs.</summary>
    public Series Apply(Series series)
    {
        int narrow = numbers + columns.Length, width = Width;
        var wide = options.Store.Allocate<double>(checked(series.Length * width));
        for (int row = 0; row < series.Length; row++)
        {
            Write(series.Inputs.AsSpan(row * narrow, narrow), wide.Memory.Span.Slice(row * width, width), series.Place(row));
        }
        return series with { Inputs = wide };
    }

    /// <summary>A row.</summary>
    /// <param name="values">Numbers, then the numbers that stand for names while data is read.</param>
    /// <param name="wide">Receives numbers, then what a network takes for the names.</param>
    /// <param name="row">Where it is, for messages.</param>
    public void Write(ReadOnlySpan<double> values, Span<double> wide, DataPlace row)
    {
        wide.Clear();
        values[..numbers].CopyTo(wide);
        int at = numbers;
        for (int index = 0; index < columns.Length; index++)
        {
            string name = options.Codes.NameOf(values[numbers + index]);
            var known = vocabularies[index].Tokens;
            int? place = vocabularies[index].IndexOf(name);
            if (place is null && options.UnknownCategories == UnknownCategories.Error)
            {
                string rest = IsTrained(index) && known.Count == rows[index] ? "the network's embedding has a row for each of its names, and none for others" : "--unknown-categories zeros takes it for none of its names";
                throw new DataException(row with { Column = columns[index] }, $"{Wording.Quote(name)} does not occur in the training part{(IsTrained(index) ? " that the network knows" : "")} ({rest}){Wording.Advice(Suggestion.Nearest(name, known), known)}");
            }
            if (rows[index] is not null)
            {
                wide[at] = place ?? known.Count;
            }
            else if (place is { } one)
            {
                wide[at + one] = 1;
            }
            at += widths[index];
        }
    }

    /// <summary>Whether a network has learnt with the column's names, so that it has an input or a row for no other.</summary>
    private bool IsTrained(int index) => categorical[index].Values is not null;

    private string? Fault(int? rows, int names, bool isTrained) => rows switch
    {
        null => names > Most ? $"and each would be an input; at most {Most} can be. Leave the column out of the inputs, group its names, or give the network an embedding for it (lstm new --embedding)" : null,
        _ when names > rows => $"and the network's embedding has {rows} rows; write \"rows\": {names}, or group the names",
        _ when names == rows && options.UnknownCategories == UnknownCategories.Zeros && isTrained => $"and the network that was trained on them as many rows, so that none is left for all other names (--unknown-categories zeros); it takes a network with \"rows\": {names + 1}, trained anew",
        _ when names == rows && options.UnknownCategories == UnknownCategories.Zeros => $"and the network's embedding as many rows; --unknown-categories zeros needs one more for all other names: write \"rows\": {names + 1}",
        _ => null,
    };

    private IEnumerable<string> Found(IReadOnlyList<Series> training, int column, int width) => training
        .SelectMany(series => Enumerable.Range(0, series.Length).Select(row => series.Inputs[(row * width) + column]))
        .Where(code => !double.IsNaN(code)).Distinct().Select(options.Codes.NameOf).Order(StringComparer.Ordinal);
}
