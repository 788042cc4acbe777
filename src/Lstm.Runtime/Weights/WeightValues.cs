using System;
using System.Buffers.Binary;

namespace Lstm.Embedded;

/// <summary>Turns a tensor's bytes into floats.</summary>
internal static class WeightValues
{
    /// <summary>The finite values of an F32, F16 or BF16 tensor. Both narrow types are subsets of float, so widening is exact.</summary>
    /// <exception cref="LstmWeightException">Another element type, a NaN or an infinity.</exception>
    public static float[] Decode(WeightTensor tensor, ReadOnlySpan<byte> data, string file)
    {
        float[] values = tensor.Type switch
        {
            "F32" => DecodeSingle(data),
            "F16" => DecodeHalf(data),
            "BF16" => DecodeBrain(data),
            _ => throw new LstmWeightException(file, tensor.Name, $"dtype {tensor.Type}", "F32, F16 or BF16; export the weights as F32, e.g. with tensor.float()"),
        };
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new LstmWeightException(file, tensor.Name, $"{WeightText.Number(values[i])} at {WeightText.Index(i, tensor.Shape)}", "finite weights");
            }
        }
        return values;
    }

    private static float[] DecodeSingle(ReadOnlySpan<byte> data)
    {
        float[] values = new float[data.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(i * sizeof(float))..]);
        }
        return values;
    }

    private static float[] DecodeHalf(ReadOnlySpan<byte> data)
    {
        float[] values = new float[data.Length / sizeof(ushort)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(data[(i * sizeof(ushort))..]);
        }
        return values;
    }

    /// <summary>bfloat16 is the upper half of a float.</summary>
    private static float[] DecodeBrain(ReadOnlySpan<byte> data)
    {
        float[] values = new float[data.Length / sizeof(ushort)];
        for (int i = 0; i < values.Length; i++)
        {
            uint upper = BinaryPrimitives.ReadUInt16LittleEndian(data[(i * sizeof(ushort))..]);
            values[i] = BitConverter.UInt32BitsToSingle(upper << 16);
        }
        return values;
    }
}
