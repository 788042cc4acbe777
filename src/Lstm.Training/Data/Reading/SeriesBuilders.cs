using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// Gathers the rows of a table into sequences, in the order in which each of them begins. The rows are counted first, so that
/// numbers go to where they stay: beside them there is no memory that grows with the file.
/// </summary>
internal sealed class SeriesBuilders
{
    private readonly TableFile table;
    private readonly RowInputs inputs;
    private readonly Dictionary<string, Builder> byId = [];
    private readonly List<Builder> inOrder = [];

    /// <param name="table">The table.</param>
    /// <param name="inputsAreChosen">Whether somebody said which columns go in.</param>
    public SeriesBuilders(TableFile table, bool inputsAreChosen)
    {
        this.table = table;
        inputs = new RowInputs(table, inputsAreChosen);
    }

    /// <summary>The sequences.</summary>
    public IReadOnlyList<Series> Read()
    {
        var counts = new Dictionary<string, int>();
        foreach (var (line, fields) in table.Rows())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, inputs.SequenceOf(line, fields), out _)++;
        }
        foreach (var (line, fields) in table.Rows())
        {
            string id = inputs.SequenceOf(line, fields);
            if (!byId.TryGetValue(id, out var builder))
            {
                builder = new Builder(inputs.NameOf(id), counts[id], table.Layout);
                byId.Add(id, builder);
                inOrder.Add(builder);
            }
            Add(builder, line, fields);
        }
        return [.. inOrder.Select(builder => builder.Finish(table.Path))];
    }

    private void Add(Builder builder, int line, IReadOnlyList<string> fields)
    {
        int row = builder.Rows++;
        bool isFirst = inOrder.Count == 1 && row == 0;
        var targets = table.Layout.Targets;
        builder.Lines[row] = line;
        inputs.Read(line, fields, builder.Inputs.AsSpan(row * table.Layout.Inputs.Count, table.Layout.Inputs.Count));
        for (int i = 0; i < targets.Count; i++)
        {
            builder.Targets[(row * targets.Count) + i] = Cell.Number(fields[targets[i].Number - 1], table.Path, line, targets[i], text => isFirst ? TargetAdvice(text) : "");
        }
        if (table.Layout.Label is { } label)
        {
            string name = fields[label.Number - 1];
            builder.Labels[row] = Cell.IsMissing(name) ? "" : builder.Pooled(name);
        }
    }

    private static string TargetAdvice(string text) => Cell.IsText(text) && !Cell.IsTime(text) ? "; a column that names classes is for --class-column" : "";

    private sealed class Builder(string id, int count, TableLayout layout)
    {
        private readonly Dictionary<string, string> names = [];

        public int Rows { get; set; }

        public int[] Lines { get; } = new int[count];

        public double[] Inputs { get; } = new double[checked(count * layout.Inputs.Count)];

        public double[] Targets { get; } = new double[checked(count * layout.Targets.Count)];

        public string[] Labels { get; } = new string[layout.Label is null ? 0 : count];

        /// <summary>One text for all that are alike.</summary>
        public string Pooled(string name)
        {
            names.TryAdd(name, name);
            return names[name];
        }

        public Series Finish(string path) => new(id, path, Lines, Inputs, Targets, Labels, [], OneTarget: false);
    }
}
