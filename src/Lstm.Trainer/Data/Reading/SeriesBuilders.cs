using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Data;

/// <summary>Gathers the rows of a table into sequences, in the order in which each of them begins.</summary>
/// <param name="path">The file.</param>
/// <param name="layout">What its columns are for.</param>
/// <param name="inputsAreChosen">Whether somebody said which columns go in.</param>
internal sealed class SeriesBuilders(string path, TableLayout layout, bool inputsAreChosen)
{
    private readonly Dictionary<string, Builder> byId = [];
    private readonly List<Builder> inOrder = [];

    /// <summary>Adds a row to the sequence it names.</summary>
    public void Add(int line, IReadOnlyList<string> fields)
    {
        var builder = Find(line, fields);
        builder.Lines.Add(line);
        foreach (var column in layout.Inputs)
        {
            builder.Inputs.Add(Cell.Number(fields[column.Number - 1], path, line, column, inputsAreChosen ? "" : "; --inputs chooses the columns that go in"));
        }
        foreach (var column in layout.Targets)
        {
            builder.Targets.Add(Cell.Number(fields[column.Number - 1], path, line, column));
        }
        if (layout.Label is { } label)
        {
            string name = fields[label.Number - 1];
            builder.Labels.Add(Cell.IsMissing(name) ? "" : name);
        }
    }

    /// <summary>The sequences.</summary>
    public IReadOnlyList<Series> Finish() => [.. inOrder.Select(builder => builder.Finish(path))];

    private Builder Find(int line, IReadOnlyList<string> fields)
    {
        string id = layout.Sequence is { } column ? fields[column.Number - 1] : "";
        if (layout.Sequence is not null && Cell.IsMissing(id))
        {
            throw new DataException(new DataPlace(path, line, layout.Sequence), "the row does not say which sequence it belongs to");
        }
        if (!byId.TryGetValue(id, out var builder))
        {
            string file = Path.GetFileName(path);
            builder = new Builder(layout.Sequence is { } sequence ? $"{file}, {sequence.Name} {id}" : file);
            byId.Add(id, builder);
            inOrder.Add(builder);
        }
        return builder;
    }

    private sealed record Builder(string Id)
    {
        public List<int> Lines { get; } = [];

        public List<double> Inputs { get; } = [];

        public List<double> Targets { get; } = [];

        public List<string> Labels { get; } = [];

        public Series Finish(string path) => new(Id, path, [.. Lines], [.. Inputs], [.. Targets], [.. Labels], [], OneTarget: false);
    }
}
