using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>A dataset: its dimensions, its type, and where its values are.</summary>
internal sealed class Hdf5Dataset
{
    private const int Dataspace = 0x01, Datatype = 0x03, OtherFiles = 0x07, Layout = 0x08, Filters = 0x0B;
    private const int Compact = 0, Chunked = 2;

    private readonly Hdf5Bytes file;
    private readonly long space, layout, filters;
    private readonly bool isElsewhere;

    private Hdf5Dataset(Hdf5Bytes file, Func<int, long> find)
    {
        (this.file, space, layout, filters, isElsewhere) = (file, find(Dataspace), find(Layout), find(Filters), find(OtherFiles) >= 0);
        (Shape, Type) = (ReadShape(file, space), Hdf5Number.Read(file, find(Datatype)));
    }

    /// <summary>Its dimensions; none for a scalar.</summary>
    public long[] Shape { get; }

    /// <summary>What its values are.</summary>
    public Hdf5Number Type { get; }

    /// <summary>The dataset that messages describe; null if they describe something else, e.g. an empty group.</summary>
    public static Hdf5Dataset? Read(Hdf5Bytes file, IReadOnlyList<Hdf5Message> messages)
    {
        long Find(int type) => messages.Where(message => message.Type == type).Select(message => message.At).LastOrDefault(Hdf5Bytes.Undefined);
        return Find(Dataspace) < 0 || Find(Datatype) < 0 || Find(Layout) < 0 ? null : new(file, Find);
    }

    /// <summary>Its values, in single precision.</summary>
    /// <exception cref="ImportException">They are no such numbers, or not there.</exception>
    public float[] Floats(string path)
    {
        if (!Type.IsFloat)
        {
            throw file.Fault($"the values of {ModelSource.Quote(path)} are {Type.Name}", "float16, float32 or float64");
        }
        if (isElsewhere)
        {
            throw file.Fault($"the values of {ModelSource.Quote(path)} are in other files, which are not opened", "one file with all values");
        }
        var count = Shape.Aggregate((Int128)1, (product, length) => length < 0 || product > int.MaxValue ? Int128.MaxValue : product * length);
        long size = count <= int.MaxValue ? (long)count * Type.Size : throw file.Fault($"{ModelSource.Quote(path)} has the shape [{string.Join(", ", Shape)}]", "values that fit into memory");
        file.Take(size + ((long)count * sizeof(float)));
        if (size > Array.MaxLength)
        {
            throw file.Fault($"{ModelSource.Quote(path)} has {size} bytes", "values that fit into memory");
        }
        var bytes = Bytes(path, size);
        float[] values = new float[(int)count];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Type.Decode(bytes[(k * (int)Type.Size)..]);
        }
        return values;
    }

    /// <summary>The dimensions that a message gives.</summary>
    public static long[] ReadShape(Hdf5Bytes file, long at) => Dimensions(file, at, 0);

    private ReadOnlySpan<byte> Bytes(string path, long size)
    {
        var (version, kind) = (file.Byte(layout), file.Byte(layout + 1));
        if (version is not (3 or 4) || kind > Chunked)
        {
            throw file.Fault($"the values of {ModelSource.Quote(path)} are laid out in way {kind} of version {version}", "at one place or in chunks, as h5py writes them");
        }
        if (kind == Chunked)
        {
            bool isLimited = (file.Byte(space + 2) & 1) != 0;
            return new Hdf5Chunks(file, path, layout, (Shape, isLimited ? Dimensions(file, space, Shape.Length) : Shape), (int)Type.Size, filters < 0 ? null : Hdf5Filters.Read(file, filters)).Read();
        }
        var (at, length) = kind == Compact ? (layout + 4, (long)file.Short(layout + 2)) : (file.Long(layout + 2), file.Long(layout + 10));
        return at != Hdf5Bytes.Undefined && length == size ? file.Slice(at, size) : throw file.Fault($"{ModelSource.Quote(path)} of shape [{string.Join(", ", Shape)}] has {length} bytes", $"{Type.Size} for each value");
    }

    private static long[] Dimensions(Hdf5Bytes file, long at, int skipped)
    {
        int version = file.Byte(at), rank = file.Byte(at + 1);
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            shape[axis] = file.Long(at + (version == 1 ? 8 : 4) + (8L * (axis + skipped)));
        }
        return shape;
    }
}
