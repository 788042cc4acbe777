using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>One chunk of a dataset: where it is stored, and which of its values it holds from where on.</summary>
internal readonly record struct Hdf5Chunk(long At, long Size, long Skipped, long[] Offset);

/// <summary>
/// A dataset that is cut into chunks of equal size, by each of the six ways in which a file says where they are
/// ("HDF5 File Format Specification", version 3.0, sections IV.A.2.i and VII).
/// </summary>
internal sealed class Hdf5Chunks
{
    private const int OldTree = 0, Single = 1, Implicit = 2, FixedArray = 3, ExtensibleArray = 4, RecordTree = 5;
    private const int Deepest = 16;

    private readonly Hdf5Bytes file;
    private readonly string path;
    private readonly long[] shape, most, chunk;
    private readonly Hdf5Filters? filters;
    private readonly long index, bytes;
    private readonly int kind, flags, elementSize;
    private readonly long single;

    /// <summary>What a layout message says of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The dataset, for messages.</param>
    /// <param name="at">The message.</param>
    /// <param name="space">The dataset's dimensions, and the largest they may become.</param>
    /// <param name="elementSize">Bytes of a value.</param>
    /// <param name="filters">What was done to the chunks; null for nothing.</param>
    public Hdf5Chunks(Hdf5Bytes file, string path, long at, (long[] Shape, long[] Most) space, int elementSize, Hdf5Filters? filters)
    {
        (this.file, this.path, this.elementSize, this.filters) = (file, path, elementSize, filters);
        (shape, most) = space;
        bool isNew = file.Byte(at) == 4;
        int rank = file.Byte(at + (isNew ? 3 : 2)) - 1, width = isNew ? file.Byte(at + 4) : 4;
        if (rank != shape.Length || width is < 1 or > 8)
        {
            throw file.Fault($"the chunks of {ModelSource.Quote(path)} have {rank} dimensions", $"{shape.Length}");
        }
        long sizes = at + (isNew ? 5 : 11), behind = sizes + ((long)width * (rank + 1));
        chunk = [.. Enumerable.Range(0, rank).Select(axis => file.Number(sizes + (axis * width), width))];
        (kind, flags, index) = isNew ? (file.Byte(behind), file.Byte(at + 2), 0L) : (OldTree, 0, file.Long(at + 3));
        if (isNew)
        {
            bool isPacked = kind == Single && (flags & 2) != 0;
            single = behind + 1;
            index = file.Long(behind + 1 + kind switch { Single => isPacked ? 12 : 0, FixedArray => 1, ExtensibleArray => 5, RecordTree => 6, _ => 0 });
        }
        var size = chunk.Aggregate((Int128)elementSize, (product, length) => length > 0 && product <= Array.MaxLength ? product * length : Int128.MaxValue);
        bytes = size <= Array.MaxLength && elementSize > 0 ? (long)size : throw file.Fault($"the chunks of {ModelSource.Quote(path)} are of shape [{string.Join(", ", chunk)}]", "chunks that fit into memory");
    }

    /// <summary>All values, as bytes.</summary>
    public byte[] Read()
    {
        byte[] values = new byte[shape.Aggregate((long)elementSize, (product, length) => product * length)];
        long left = shape.Select((length, axis) => CountOf(length, axis)).Aggregate(1L, (product, count) => product * count);
        foreach (var part in index == Hdf5Bytes.Undefined ? [] : All())
        {
            file.Visit();
            var stored = file.Slice(part.At, part.Size);
            var content = filters is null ? stored : filters.Undo(file, path, stored, (int)bytes, part.Skipped);
            if (content.Length < bytes)
            {
                throw file.Fault($"a chunk of {ModelSource.Quote(path)} has {content.Length} bytes", $"{bytes}");
            }
            Place(content, part.Offset, values);
            left--;
        }
        return left == 0 ? values : throw file.Fault($"of the chunks of {ModelSource.Quote(path)} {left} were never written", "all of them");
    }

    private IEnumerable<Hdf5Chunk> All() => kind switch
    {
        OldTree => InOldTree(),
        Single => [new(index, filters is not null && (flags & 2) != 0 ? file.Long(single) : bytes, filters is not null && (flags & 2) != 0 ? file.Int(single + 8) : 0, new long[shape.Length])],
        Implicit => Places().Select(place => new Hdf5Chunk(index + (Number(place, false) * bytes), bytes, ~0L, Times(place))),
        FixedArray => InArray(place => Hdf5Arrays.InFixed(file, index, Number(place, false))),
        ExtensibleArray => InArray(place => Hdf5Arrays.InExtensible(file, index, Number(place, true))),
        RecordTree => InRecordTree(),
        _ => throw file.Fault($"the chunks of {ModelSource.Quote(path)} are indexed in way {kind}", $"{Single} to {RecordTree}"),
    };

    // Keys (bytes, filters left out, offsets) stand before the children and behind the last.
    private IEnumerable<Hdf5Chunk> InOldTree()
    {
        int rank = shape.Length;
        long key = 8 + (8L * (rank + 1));
        var open = new Stack<(long At, int Depth)>([(index, 0)]);
        while (open.TryPop(out var node))
        {
            file.Visit();
            file.Require(node.At, "TREE"u8);
            int level = file.Byte(node.At + 5);
            if (file.Byte(node.At + 4) != 1 || node.Depth > Deepest)
            {
                throw file.Fault($"the tree at {node.At} is none of chunks, or deeper than {Deepest}", "a tree of chunks");
            }
            for (int k = file.Short(node.At + 6) - 1; k >= 0; k--)
            {
                long at = node.At + 24 + (k * (key + 8)), child = file.Long(at + key);
                if (level > 0)
                {
                    open.Push((child, node.Depth + 1));
                }
                else
                {
                    yield return new(child, file.Int(at), file.Int(at + 4), [.. Enumerable.Range(0, rank).Select(axis => file.Long(at + 8 + (8L * axis)))]);
                }
            }
        }
    }

    private IEnumerable<Hdf5Chunk> InRecordTree()
    {
        int width = filters is null ? 0 : SizeWidth();
        foreach (long at in Hdf5RecordTree.Records(file, index, filters is null ? Hdf5RecordTree.Chunks : Hdf5RecordTree.FilteredChunks))
        {
            long[] place = [.. Enumerable.Range(0, shape.Length).Select(axis => file.Long(at + 8 + (filters is null ? 0 : width + 4) + (8L * axis)))];
            if (place.Where((number, axis) => number < 0 || number >= CountOf(shape[axis], axis)).Any())
            {
                throw file.Fault($"a chunk of {ModelSource.Quote(path)} is outside of it", "a whole file");
            }
            yield return Entry(at, Times(place), width);
        }
    }

    private IEnumerable<Hdf5Chunk> InArray(Func<long[], long?> find)
    {
        int width = filters is null ? 0 : SizeWidth();
        foreach (long[] place in Places())
        {
            file.Visit();
            if (find(place) is { } at && file.Long(at) != Hdf5Bytes.Undefined)
            {
                yield return Entry(at, Times(place), width);
            }
        }
    }

    private Hdf5Chunk Entry(long at, long[] offset, int width) => width == 0 ? new(file.Long(at), bytes, 0, offset) : new(file.Long(at), file.Number(at + 8, width), file.Int(at + 8 + width), offset);

    // As many bytes as the size of a chunk takes, and one more.
    private int SizeWidth() => int.Min(8, 1 + ((BitOperations.Log2((ulong)bytes) + 8) / 8));

    private long CountOf(long length, int axis) => length == 0 ? 0 : ((length - 1) / chunk[axis]) + 1;

    private IEnumerable<long[]> Places()
    {
        long[] place = new long[shape.Length];
        while (!shape.Contains(0))
        {
            file.Visit();
            yield return [.. place];
            int axis = shape.Length - 1;
            for (; axis >= 0 && ++place[axis] == CountOf(shape[axis], axis); axis--)
            {
                place[axis] = 0;
            }
            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private long[] Times(long[] place) => [.. place.Select((number, axis) => number * chunk[axis])];

    // Counted with the largest dimensions; the one without a limit counts as the first.
    private long Number(long[] place, bool canGrow)
    {
        int[] axes = [.. Enumerable.Range(0, place.Length)];
        if (canGrow && Array.FindIndex(most, length => length == Hdf5Bytes.Undefined) is > 0 and var free)
        {
            axes = [free, .. axes.Where(axis => axis != free)];
        }
        Int128 number = 0;
        foreach (int axis in axes)
        {
            number = Int128.Min((number * (most[axis] == Hdf5Bytes.Undefined ? 1 : CountOf(most[axis], axis))) + place[axis], int.MaxValue);
        }
        return (long)number;
    }

    // Chunks at the end reach beyond the dataset.
    private void Place(ReadOnlySpan<byte> content, long[] offset, byte[] values)
    {
        int rank = shape.Length;
        if (offset.Where((from, axis) => from < 0 || from >= shape[axis] || from % chunk[axis] != 0).Any())
        {
            throw file.Fault($"a chunk of {ModelSource.Quote(path)} begins at [{string.Join(", ", offset)}]", $"a place within [{string.Join(", ", shape)}]");
        }
        if (rank == 0)
        {
            content[..elementSize].CopyTo(values);
            return;
        }
        long[] counts = [.. shape.Select((length, axis) => Math.Min(chunk[axis], length - offset[axis]))], row = new long[rank];
        for (int axis = 0; axis >= 0;)
        {
            file.Visit();
            long from = 0, to = 0;
            for (int k = 0; k < rank; k++)
            {
                from = (from * chunk[k]) + row[k];
                to = (to * shape[k]) + offset[k] + row[k];
            }
            content.Slice((int)(from * elementSize), (int)(counts[^1] * elementSize)).CopyTo(values.AsSpan((int)(to * elementSize)));
            for (axis = rank - 2; axis >= 0 && ++row[axis] == counts[axis]; axis--)
            {
                row[axis] = 0;
            }
        }
    }
}
