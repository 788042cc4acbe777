using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>A dataset: its dimensions, its type, and where its values are.</summary>
internal sealed class Hdf5Dataset
{
    private const int Dataspace = 0x01, Datatype = 0x03, Layout = 0x08, Filters = 0x0B;
    private const int FloatingPoint = 1;

    private readonly Hdf5Bytes file;
    private readonly long at;
    private readonly long size;
    private readonly bool isFloat;
    private readonly string type;

    private Hdf5Dataset(Hdf5Bytes file, long[] shape, bool isFloat, string type, long at, long size)
    {
        (this.file, Shape, this.isFloat, this.type, this.at, this.size) = (file, shape, isFloat, type, at, size);
    }

    /// <summary>Its dimensions; none for a scalar.</summary>
    public long[] Shape { get; }

    /// <summary>The dataset that messages describe; null if they describe something else, e.g. an empty group.</summary>
    public static Hdf5Dataset? Read(Hdf5Bytes file, IReadOnlyList<Hdf5Message> messages)
    {
        long[]? shape = null;
        (bool IsFloat, string Name)? type = null;
        (long At, long Size)? place = null;
        bool isFiltered = false;
        foreach (var message in messages)
        {
            switch (message.Type)
            {
                case Dataspace:
                    shape = ReadShape(file, message.At);
                    break;
                case Datatype:
                    type = ReadType(file, message.At);
                    break;
                case Layout:
                    place = ReadLayout(file, message.At);
                    break;
                case Filters:
                    isFiltered = true;
                    break;
            }
        }
        if (shape is null || type is not { } known || place is not { } there)
        {
            return null;
        }
        return new Hdf5Dataset(file, shape, known.IsFloat && !isFiltered, isFiltered ? "compressed" : known.Name, there.At, there.Size);
    }

    /// <summary>Its values.</summary>
    /// <exception cref="ImportException">They are no single-precision numbers, or not there.</exception>
    public float[] Floats(string path)
    {
        if (!isFloat)
        {
            throw file.Fault($"the values of {ModelSource.Quote(path)} are {type}", "float32, neither compressed nor in chunks");
        }
        long count = 1;
        foreach (long dimension in Shape)
        {
            count = dimension >= 0 && dimension <= file.Length ? Math.Min(count * dimension, int.MaxValue) : int.MaxValue;
        }
        if (at == Hdf5Bytes.Undefined || size != count * sizeof(float))
        {
            throw file.Fault($"{ModelSource.Quote(path)} of shape [{string.Join(", ", Shape)}] has {size} bytes", "4 for each value");
        }
        var bytes = file.Slice(at, size);
        file.Take(size);
        float[] values = new float[count];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(k * sizeof(float))..]);
        }
        return values;
    }

    /// <summary>The dimensions that a message gives.</summary>
    public static long[] ReadShape(Hdf5Bytes file, long at)
    {
        int version = file.Byte(at), rank = file.Byte(at + 1);
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            shape[axis] = file.Long(at + (version == 1 ? 8 : 4) + (8L * axis));
        }
        return shape;
    }

    // Little-endian IEEE 754 in 32 bits: sign 31, exponent from 23 with 8 bits and bias 127, mantissa from 0 with 23 bits.
    private static (bool IsFloat, string Name) ReadType(Hdf5Bytes file, long at)
    {
        int kind = file.Byte(at) & 15;
        long size = file.Int(at + 4);
        bool isSingle = kind == FloatingPoint && size == 4 && (file.Byte(at + 1) & 1) == 0 && file.Slice(at + 8, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]);
        return (isSingle, $"of class {kind} with {size} bytes");
    }

    private static (long At, long Size) ReadLayout(Hdf5Bytes file, long at)
    {
        int version = file.Byte(at), kind = file.Byte(at + 1);
        return (version, kind) switch
        {
            (3 or 4, 0) => (at + 4, file.Short(at + 2)),
            (3 or 4, 1) => (file.Long(at + 2), file.Long(at + 10)),
            _ => (Hdf5Bytes.Undefined, 0), // in chunks, or in an old form
        };
    }
}
