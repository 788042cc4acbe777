using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// Gathers the rows of a table into sequences, in the order in which each of them begins. A table that is one sequence tells how many
/// rows it has at most, so that numbers go to where they stay.
/// </summary>
internal sealed class SeriesBuilders
{
    private const int FewRows = 16;

    private readonly TableFile table;
    private readonly RowInputs inputs;
    private readonly NumberStore store;
    private readonly int[] targetFields;
    private readonly Dictionary<string, Builder> byId = [];
    private readonly List<Builder> inOrder = [];

    /// <param name="table">The table.</param>
    /// <param name="inputsAreChosen">Whether somebody said which columns go in.</param>
    /// <param name="store">Takes the numbers.</param>
    public SeriesBuilders(TableFile table, bool inputsAreChosen, NumberStore store)
    {
        (this.table, this.store) = (table, store);
        inputs = new RowInputs(table, inputsAreChosen);
        targetFields = [.. table.Layout.Targets.Select(column => column.Number - 1)];
    }

    /// <summary>The sequences.</summary>
    public IReadOnlyList<Series> Read()
    {
        string? last = null;
        Builder? builder = null;
        foreach (var (line, fields) in table.Rows())
        {
            string id = inputs.SequenceOf(line, fields);
            if (builder is null || !ReferenceEquals(id, last))
            {
                last = id;
                if (!byId.TryGetValue(id, out builder))
                {
                    builder = new Builder(inputs.NameOf(id), table.Layout.Sequence is null ? table.MostRows : FewRows, table.Layout, store);
                    byId.Add(id, builder);
                    inOrder.Add(builder);
                }
            }
            Add(builder, line, fields);
        }
        return [.. inOrder.Select(builder => builder.Finish(table))];
    }

    private void Add(Builder builder, int line, TableRow fields)
    {
        int row = builder.AddRow(table.Path, line);
        bool isFirst = inOrder.Count == 1 && row == 0;
        if (table.Layout.Time is { } time)
        {
            builder.Times.Add(time.Read(fields, table.Place(line)));
        }
        inputs.Read(line, fields, builder.Inputs(row));
        var targets = builder.Targets(row);
        if (fields.TryNumbers(targetFields, targets) is var read && read < targets.Length)
        {
            targets[read] = Cell.Number(fields, table.Place(line, table.Layout.Targets[read]), isFirst ? TargetAdvice : null); // tells what is wrong
        }
        if (table.Layout.Label is { } label)
        {
            string name = fields[label.Number - 1];
            builder.Labels[row] = Cell.IsMissing(name) ? "" : builder.Pooled(name);
        }
    }

    private static string TargetAdvice(string text) => Cell.IsText(text) && !Cell.IsTime(text) ? "; a column that names classes is for --class-column" : "";

    private sealed class Builder(string id, int capacity, TableLayout layout, NumberStore store)
    {
        private readonly Dictionary<string, string> names = [];
        private readonly int widest = Math.Max(1, Math.Max(layout.Inputs.Count, layout.Targets.Count));
        private readonly RowNumbers lines = new();

        private Values<double> inputs = store.Allocate<double>(Size(capacity, layout.Inputs.Count));
        private Values<double> targets = store.Allocate<double>(Size(capacity, layout.Targets.Count));
        private string[] labels = new string[layout.Label is null ? 0 : capacity];
        private int room = capacity;

        public Span<double> Inputs(int row) => inputs.Memory.Span.Slice(row * layout.Inputs.Count, layout.Inputs.Count);

        public Span<double> Targets(int row) => targets.Memory.Span.Slice(row * layout.Targets.Count, layout.Targets.Count);

        public string[] Labels => labels;

        public TimeStamps Times { get; } = layout.Time is null ? TimeStamps.None : new TimeStamps(store);

        /// <summary>Makes room for a row and gives its index.</summary>
        /// <exception cref="DataException">The sequence has more values than an array holds.</exception>
        public int AddRow(string path, int line)
        {
            int most = Array.MaxLength / widest, row = lines.Count;
            if (row == most)
            {
                throw new DataException(new DataPlace(path), $"a sequence has more than {most} rows of {widest} values, which is the most that fits an array; split the file into sequences (--sequence-column)");
            }
            if (row == room)
            {
                Resize((int)Math.Min(2L * row, most));
            }
            lines.Add(line);
            return row;
        }

        /// <summary>One text for all that are alike.</summary>
        public string Pooled(string name)
        {
            names.TryAdd(name, name);
            return names[name];
        }

        public Series Finish(TableFile table)
        {
            Resize(lines.Count);
            var series = layout.OneTarget
                ? new Series(id, table.Path, lines, inputs, targets.AsSpan(0, layout.Targets.Count).ToArray(), labels.AsSpan(0, Math.Min(1, labels.Length)).ToArray(), [], OneTarget: true)
                : new Series(id, table.Path, lines, inputs, targets, labels, [], OneTarget: false);
            return series with { RowWord = table.RowWord, Times = Times, TimeFormat = layout.Time?.Format };
        }

        private static int Size(int rows, int width) => (int)Math.Min((long)rows * width, Array.MaxLength);

        private void Resize(int size)
        {
            store.Resize(ref inputs, Size(size, layout.Inputs.Count));
            store.Resize(ref targets, Size(size, layout.Targets.Count));
            Array.Resize(ref labels, layout.Label is null ? 0 : size);
            room = size;
        }
    }
}
