using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>Turns the names at the end of a row of inputs into a number for each name that there may be.</summary>
internal sealed class OneHot
{
    private const int Most = 1000;

    private readonly DataOptions options;
    private readonly int numbers;
    private readonly Column[] columns;
    private readonly Vocabulary[] vocabularies;

    /// <param name="inputs">The inputs as they are read: numbers, then names.</param>
    /// <param name="options">Which are names, and what becomes of unknown ones.</param>
    /// <param name="training">The training part, for names that are not known yet.</param>
    public OneHot(IReadOnlyList<Column> inputs, DataOptions options, IReadOnlyList<Series> training)
    {
        this.options = options;
        numbers = inputs.Count - options.Categorical.Count;
        columns = [.. inputs.Skip(numbers)];
        vocabularies = [.. options.Categorical.Select((one, index) => new Vocabulary(one.Values ?? Found(training, numbers + index, inputs.Count), hasUnknown: false))];
        int large = Array.FindIndex(vocabularies, vocabulary => vocabulary.Tokens.Count > Most);
        if (large >= 0)
        {
            throw new DataException($"{options.Path}: {columns[large]} has {vocabularies[large].Tokens.Count} different names, and each would be an input; at most {Most} can be. Leave the column out of the inputs, or group its names.");
        }
    }

    /// <summary>The inputs behind the numbers: column=name.</summary>
    public IEnumerable<Column> Inputs => columns.SelectMany((column, index) => vocabularies[index].Tokens.Select(name => new Column(column.Number, $"{column.Name}={name}")));

    /// <summary>The columns with their names.</summary>
    public IReadOnlyList<CategoricalInput> Known => [.. columns.Select((column, index) => new CategoricalInput(column.Key, vocabularies[index].Tokens))];

    /// <summary>Inputs of a row.</summary>
    public int Width => numbers + vocabularies.Sum(vocabulary => vocabulary.Tokens.Count);

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
    /// <param name="values">Numbers, then the numbers that stand for names.</param>
    /// <param name="wide">Receives numbers, then a 1 for each name.</param>
    /// <param name="row">Where it is, for messages.</param>
    public void Write(ReadOnlySpan<double> values, Span<double> wide, DataPlace row)
    {
        wide.Clear();
        values[..numbers].CopyTo(wide);
        int at = numbers;
        for (int index = 0; index < columns.Length; index++)
        {
            string name = options.Codes.NameOf(values[numbers + index]);
            if (vocabularies[index].IndexOf(name) is { } place)
            {
                wide[at + place] = 1;
            }
            else if (options.UnknownCategories == UnknownCategories.Error)
            {
                var known = vocabularies[index].Tokens;
                throw new DataException(row with { Column = columns[index] }, $"{Wording.Quote(name)} does not occur in the training part (--unknown-categories zeros takes it for none of its names){Wording.Advice(Suggestion.Nearest(name, known), known)}");
            }
            at += vocabularies[index].Tokens.Count;
        }
    }

    private IEnumerable<string> Found(IReadOnlyList<Series> training, int column, int width) => training
        .SelectMany(series => Enumerable.Range(0, series.Length).Select(row => series.Inputs[(row * width) + column]))
        .Where(code => !double.IsNaN(code)).Distinct().Select(options.Codes.NameOf).Order(StringComparer.Ordinal);
}
