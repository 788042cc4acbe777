using System;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>The values of constant tensors. Integers with a scale are the numbers that they stand for, (q − zero)·scale.</summary>
internal static class TensorValues
{
    /// <summary>A constant.</summary>
    public static OnnxTensor Tensor(ModelSource source, string name, TfLiteTensor tensor)
    {
        long[] shape = [.. tensor.Shape.Select(size => (long)size)];
        bool isWhole = tensor.Scales.Length == 0 && tensor.Type is TfLiteType.Int32 or TfLiteType.Int64 or TfLiteType.Bool;
        return isWhole
            ? new OnnxTensor(name, shape, OnnxType.Int64) { Raw = MemoryMarshal.AsBytes(Wholes(source, tensor).AsSpan()).ToArray() }
            : new OnnxTensor(name, shape, OnnxType.Float) { Raw = MemoryMarshal.AsBytes(Floats(source, tensor).AsSpan()).ToArray() };
    }

    /// <summary>As single precision.</summary>
    public static float[] Floats(ModelSource source, TfLiteTensor tensor)
    {
        var bytes = Bytes(source, tensor, out int size);
        float[] values = new float[bytes.Length / size];
        if (tensor.Scales.Length == 0)
        {
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = tensor.Type switch
                {
                    TfLiteType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(k * size)..]),
                    TfLiteType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(k * size)..]),
                    TfLiteType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(k * size)..]),
                    _ => throw Fault(source, tensor, $"its values are {TfLiteType.NameOf(tensor.Type)} without a scale", "floats, or integers with the scale that they stand for"),
                };
            }
            return values;
        }
        int places = tensor.Scales.Length, axis = tensor.QuantizedAxis;
        bool fits = places == 1 || (axis >= 0 && axis < tensor.Shape.Count && tensor.Shape[axis] == places);
        if (!fits || tensor.Zeros.Length > places)
        {
            throw Fault(source, tensor, $"it has {places} scales and {tensor.Zeros.Length} zeros for a shape of {TfLiteType.Text(tensor.Shape)}", "one of each, or one for each place along an axis");
        }
        int behind = places == 1 ? values.Length : tensor.Shape.Skip(axis + 1).Aggregate(1, (product, length) => product * length);
        for (int k = 0; k < values.Length; k++)
        {
            int place = places == 1 ? 0 : k / behind % places;
            long zero = place < tensor.Zeros.Length ? tensor.Zeros[place] : 0;
            values[k] = (float)((Whole(source, tensor, bytes[(k * size)..]) - zero) * (double)tensor.Scales[place]);
        }
        return values;
    }

    /// <summary>As whole numbers.</summary>
    public static long[] Wholes(ModelSource source, TfLiteTensor tensor)
    {
        var bytes = Bytes(source, tensor, out int size);
        long[] values = new long[bytes.Length / size];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Whole(source, tensor, bytes[(k * size)..]);
        }
        return values;
    }

    private static long Whole(ModelSource source, TfLiteTensor tensor, ReadOnlySpan<byte> bytes) => tensor.Type switch
    {
        TfLiteType.Int8 => (sbyte)bytes[0],
        TfLiteType.UInt8 or TfLiteType.Bool => bytes[0],
        TfLiteType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TfLiteType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TfLiteType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => throw Fault(source, tensor, $"its values are {TfLiteType.NameOf(tensor.Type)}, with a scale", "integers"),
    };

    private static ReadOnlySpan<byte> Bytes(ModelSource source, TfLiteTensor tensor, out int size)
    {
        size = TfLiteType.SizeOf(tensor.Type);
        if (size == 0)
        {
            throw Fault(source, tensor, $"its values are {TfLiteType.NameOf(tensor.Type)}", "float32, float16, int8, uint8, int16, int32 or int64");
        }
        double expected = tensor.Shape.Aggregate((double)size, (product, length) => length < 0 ? double.NaN : product * length);
        var (at, length) = tensor.Data!.Value;
        if (expected != length)
        {
            throw Fault(source, tensor, FormattableString.Invariant($"it has {length:N0} bytes for a shape of {TfLiteType.Text(tensor.Shape)} and {TfLiteType.NameOf(tensor.Type)}"), "as many as they take; sparse tensors are not read");
        }
        source.Budget.Take(source, ModelSource.Quote(tensor.Name), length / size * sizeof(long));
        return source.Bytes.AsSpan((int)at, (int)length);
    }

    private static ImportException Fault(ModelSource source, TfLiteTensor tensor, string problem, string expected) => source.Fault($"tensor {ModelSource.Quote(tensor.Name)}", problem, expected);
}
