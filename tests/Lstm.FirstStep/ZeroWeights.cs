using System;
using System.Buffers.Binary;
using System.Text;

namespace Lstm.FirstStep;

/// <summary>A weight file of zeros for a stack of LSTM layers: how long a step takes does not depend on its weights.</summary>
internal static class ZeroWeights
{
    public static byte[] Of(int inputSize, int hiddenSize, int layers)
    {
        var header = new StringBuilder("{");
        long at = 0;
        for (int layer = 0; layer < layers; layer++)
        {
            int columns = layer == 0 ? inputSize : hiddenSize;
            Add($"weight_ih_l{layer}", 4 * hiddenSize * columns, $"{4 * hiddenSize},{columns}");
            Add($"weight_hh_l{layer}", 4 * hiddenSize * hiddenSize, $"{4 * hiddenSize},{hiddenSize}");
            Add($"bias_ih_l{layer}", 4 * hiddenSize, $"{4 * hiddenSize}");
            Add($"bias_hh_l{layer}", 4 * hiddenSize, $"{4 * hiddenSize}");
        }
        header.Length--;
        header.Append('}');
        header.Append(' ', (8 - header.Length % 8) % 8);
        byte[] file = new byte[8 + header.Length + at];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        Encoding.ASCII.GetBytes(header.ToString(), file.AsSpan(8));
        return file;

        void Add(string name, long floats, string shape)
        {
            header.Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{shape}],\"data_offsets\":[{at},{at + (floats * sizeof(float))}]}},");
            at += floats * sizeof(float);
        }
    }
}
