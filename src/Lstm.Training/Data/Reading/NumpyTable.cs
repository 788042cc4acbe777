using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Data.Numpy;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// A NumPy array as a table, or several side by side. Where one has three dimensions, all of them are of its sequences: time steps are rows,
/// and what a sequence has once is repeated in each of them.
/// </summary>
internal sealed class NumpyTable : TableSource
{
    private const int MostColumns = 1 << 20;

    private readonly SourceFile file;
    private readonly NpyFile arrays;
    private readonly IReadOnlyList<Part> parts;
    private readonly long sequences;
    private readonly long steps;

    /// <summary>Looks at the headers of all arrays.</summary>
    /// <exception cref="DataException">It is no such file, or its arrays do not go together.</exception>
    public NumpyTable(string path)
        : base(path)
    {
        file = new SourceFile(path);
        RequireKind();
        arrays = SourceFile.Guarded(path, () => new NpyFile(file.Open));
        var (largest, shape) = arrays.Arrays.Select(array => (array.Name, array.Header.Shape)).MaxBy(array => array.Shape.Count);
        (sequences, steps) = shape.Count == 3 ? (shape[0], shape[1]) : (1, shape[0]);
        parts = [.. arrays.Arrays.Select((array, index) => PartOf(index, array.Name, array.Header, shape.Count == 3, largest))];
        if (sequences == 0 || steps == 0 || parts.Any(part => part.Items == 0))
        {
            throw new DataException(new DataPlace(path), $"there is nothing in it: its shape is {arrays.Arrays[0].Header.ShapeText}");
        }
        if (sequences > int.MaxValue / steps)
        {
            throw new DataException(new DataPlace(path), $"it has {(UInt128)sequences * (UInt128)steps} rows; {int.MaxValue} are the most that are read from one file");
        }
        var names = parts.SelectMany(part => Enumerable.Range(1, part.Items).Select(item => Name(part, item))).ToList();
        Columns = Named(shape.Count == 3 ? [.. names, "sequence"] : names);
        Columns = [.. Columns.Select((column, index) => index < names.Count && PartAt(index).Part.IsPerSequence ? column with { IsPerSequence = true } : column)];
        Sequence = shape.Count == 3 ? Columns[^1] : null;
    }

    /// <inheritdoc/>
    public override int MostRows => (int)(sequences * steps);

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted) => SourceFile.Guarded(Path, Unguarded(wanted));

    private IEnumerable<(int Row, TableRow Fields)> Unguarded(IReadOnlyCollection<Column> wanted)
    {
        int[] used = [.. wanted.Where(column => column != Sequence).Select(column => PartAt(column.Number - 1).Part.Array).Distinct().Order()];
        using var open = arrays.Open(used.Select(array => (array, parts[array].Items)));
        var row = new Row(this, [.. Enumerable.Range(0, parts.Count).Select(array => Array.IndexOf(used, array) is >= 0 and var at ? open.Rows[at] : null)]);
        for (int number = 1; number <= MostRows; number++)
        {
            bool begins = (number - 1) % steps == 0;
            row.SequenceNumber = (int)((number - 1) / steps) + 1;
            for (int i = 0; i < used.Length; i++)
            {
                if (begins || !parts[used[i]].IsPerSequence)
                {
                    open.Rows[i].Read();
                }
            }
            yield return (number, row);
        }
    }

    private void RequireKind()
    {
        using var stream = file.Open();
        byte[] begin = new byte[8];
        int read = SourceFile.Guarded(Path, () => stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false));
        if (!begin.AsSpan().StartsWith(NpyHeader.Mark) && !begin.AsSpan().StartsWith("PK"u8))
        {
            throw new DataException(new DataPlace(Path), read == 0 ? "the file is empty" : ForeignData.ByContent(begin.AsSpan(0, read)) ?? "this is no NumPy array: it does not begin as one does. numpy.save writes them");
        }
    }

    private Part PartOf(int index, string name, NpyHeader header, bool areSequences, string largest)
    {
        var shape = header.Shape;
        bool perRow = areSequences ? shape.Count >= 2 && shape[0] == sequences && shape[1] == steps : shape[0] == steps;
        bool perSequence = !perRow && areSequences && shape.Count < 3 && shape[0] == sequences;
        if (!perRow && !perSequence)
        {
            throw new DataException(new DataPlace(Path), $"array {name} has the shape {header.ShapeText}, which does not go with {string.Join(" × ", arrays.Arrays.First(array => array.Name == largest).Header.Shape)} of {largest}; save the arrays that belong together in a file of their own, e.g. numpy.savez('x.npz', X=x, y=y)");
        }
        int rowDimensions = perSequence || !areSequences ? 1 : 2;
        long items = shape.Count > rowDimensions ? shape[rowDimensions] : 1;
        return items <= MostColumns ? new Part(index, name, header.Type, (int)items, perSequence)
            : throw new DataException(new DataPlace(Path), $"its shape {header.ShapeText} has {items} columns; the first dimension is that of time steps, or of sequences");
    }

    private static string Name(Part part, int item) => part.Name.Length == 0 ? $"column{item}" : part.Items == 1 ? part.Name : $"{part.Name}{item}";

    private (Part Part, int Item) PartAt(int column)
    {
        foreach (var part in parts)
        {
            if (column < part.Items)
            {
                return (part, column);
            }
            column -= part.Items;
        }
        throw new ArgumentOutOfRangeException(nameof(column));
    }

    /// <param name="Array">Its number among all.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">What its elements are.</param>
    /// <param name="Items">Elements, and so columns, in a row.</param>
    /// <param name="IsPerSequence">Whether it has one row for each sequence.</param>
    private sealed record Part(int Array, string Name, NpyType Type, int Items, bool IsPerSequence);

    private sealed class Row(NumpyTable table, NpyRows?[] rows) : TableRow
    {
        private readonly (Part Part, int Item)[] fields = [.. table.Columns.Where(column => column != table.Sequence).Select(column => table.PartAt(column.Number - 1))];

        public int SequenceNumber { get; set; }

        public override int Count => table.Columns.Count;

        public override string this[int field] => field == fields.Length ? SequenceNumber.ToString(CultureInfo.InvariantCulture) : fields[field].Part.Type.Text(Bytes(field));

        public override bool TryNumber(int field, out double value)
        {
            if (field == fields.Length || fields[field].Part.Type.IsText)
            {
                return Cell.TryNumber(this[field], out value);
            }
            value = fields[field].Part.Type.Number(Bytes(field));
            return double.IsNaN(value) || float.IsFinite((float)value);
        }

        private ReadOnlySpan<byte> Bytes(int field) => rows[fields[field].Part.Array]![fields[field].Item];
    }
}
