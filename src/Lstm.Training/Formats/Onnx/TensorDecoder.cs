using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Makes numbers of a tensor, however they are written.</summary>
internal sealed class TensorDecoder(ModelSource source)
{
    private const long Most = 1L << 28;

    private readonly Dictionary<string, FileBeside> beside = [];

    /// <summary>A tensor's values.</summary>
    /// <exception cref="ImportException">They are missing, too few or too many, or of a type that is not read.</exception>
    public Constant Decode(OnnxTensor tensor, string? owner = null)
    {
        string place = owner ?? $"initializer {ModelSource.Quote(tensor.Name)}";
        long count = Count(tensor.Dims, place);
        source.Budget.Take(source, place, (sizeof(double) * count) + (tensor.External is null ? 0 : sizeof(double) * count));
        byte[]? raw = tensor.External is { } external ? ReadExternal(external, place, sizeof(double) * count) : tensor.Raw;
        double[] values = raw is not null ? FromBytes(raw, tensor.Type, place) : FromFields(tensor, place);
        return values.Length == count
            ? new Constant([.. tensor.Dims], values, OnnxType.IsWhole(tensor.Type))
            : throw source.Fault(place, $"it has {values.Length} values", $"{count} for its shape [{string.Join(", ", tensor.Dims)}]");
    }

    private long Count(IReadOnlyList<long> dims, string place)
    {
        if (dims.Count > ConstantArrays.MostAxes)
        {
            throw source.Fault(place, $"it has {dims.Count} axes", $"at most {ConstantArrays.MostAxes}");
        }
        long count = 1;
        foreach (long dim in dims)
        {
            count = dim < 0 ? throw source.Fault(place, $"its shape is {Dimensions.Text(dims)}", "sizes from 0 on")
                : dim > Most ? Most + 1 : Math.Min(count * dim, Most + 1);
        }
        return count <= Most ? count : throw source.Fault(place, $"its shape is [{string.Join(", ", dims)}]", $"at most {Most} values");
    }

    private double[] FromBytes(byte[] raw, int type, string place)
    {
        (int size, Func<byte[], int, double> read) = type switch
        {
            OnnxType.Float => (4, (Func<byte[], int, double>)((b, at) => BinaryPrimitives.ReadSingleLittleEndian(b.AsSpan(at)))),
            OnnxType.Double => (8, (b, at) => BinaryPrimitives.ReadDoubleLittleEndian(b.AsSpan(at))),
            OnnxType.Float16 => (2, (b, at) => (double)BinaryPrimitives.ReadHalfLittleEndian(b.AsSpan(at))),
            OnnxType.BFloat16 => (2, (b, at) => FromBits(BinaryPrimitives.ReadUInt16LittleEndian(b.AsSpan(at)))),
            OnnxType.Int64 => (8, (b, at) => BinaryPrimitives.ReadInt64LittleEndian(b.AsSpan(at))),
            OnnxType.Int32 => (4, (b, at) => BinaryPrimitives.ReadInt32LittleEndian(b.AsSpan(at))),
            OnnxType.Int8 => (1, (b, at) => (sbyte)b[at]),
            OnnxType.UInt8 or OnnxType.Bool => (1, (b, at) => b[at]),
            _ => throw UnknownType(type, place),
        };
        if (raw.Length % size != 0)
        {
            throw source.Fault(place, $"its {raw.Length} bytes are not made of {size} each", "whole values");
        }
        double[] values = new double[raw.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(raw, i * size);
        }
        return values;
    }

    private double[] FromFields(OnnxTensor tensor, string place) => tensor.Type switch
    {
        OnnxType.Float or OnnxType.Double => [.. tensor.Reals],
        OnnxType.Float16 => Convert(tensor.Wholes, bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits)),
        OnnxType.BFloat16 => Convert(tensor.Wholes, bits => FromBits((ushort)bits)),
        OnnxType.Int64 or OnnxType.Int32 or OnnxType.Int8 or OnnxType.UInt8 or OnnxType.Bool => Convert(tensor.Wholes, value => value),
        _ => throw UnknownType(tensor.Type, place),
    };

    private static double[] Convert(IReadOnlyList<long> values, Func<long, double> convert)
    {
        double[] result = new double[values.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = convert(values[i]);
        }
        return result;
    }

    private static double FromBits(ushort bfloat) => BitConverter.UInt32BitsToSingle((uint)bfloat << 16);

    private ImportException UnknownType(int type, string place) =>
        source.Fault(place, $"its values are of data type {type}", "float (1), double (11), float16 (10), bfloat16 (16), int64 (7), int32 (6), int8 (3), uint8 (2) or bool (9)");

    private FileBeside Beside(string location, string place)
    {
        if (!beside.TryGetValue(location, out var file))
        {
            beside[location] = file = FileBeside.Open(source, location, place);
        }
        return file;
    }

    private byte[] ReadExternal(IReadOnlyDictionary<string, string> external, string place, long most)
    {
        string location = external.GetValueOrDefault("location", "");
        long offset = Number("offset", 0), length = Number("length", -1);
        return Beside(location, place).Read(place, offset, length, most);

        long Number(string key, long otherwise) => !external.TryGetValue(key, out string? text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw source.Fault(place, $"its external_data has {key} {ModelSource.Quote(text)}", "a whole number");
    }
}
