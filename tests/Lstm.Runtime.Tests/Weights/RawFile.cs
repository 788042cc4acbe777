using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Lstm.Embedded;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>Safetensors bytes put together by hand, so that they can be wrong.</summary>
internal static class RawFile
{
    public const string Name = "broken.safetensors";

    public static byte[] Bytes(string header, int dataLength) => Bytes(header, new byte[dataLength]);

    public static byte[] Bytes(string header, byte[] data) => Bytes(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Bytes(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    public static WeightFile Parse(string header, int dataLength) => WeightFile.Parse(Bytes(header, dataLength), Name);

    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    /// <summary>A file of one tensor "t".</summary>
    public static WeightFile One(string type, string shape, byte[] data) =>
        WeightFile.Parse(Bytes($$$"""{"t":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[0,{{{data.Length}}}]}}""", data), Name);

    /// <summary>A file of F32 tensors.</summary>
    public static byte[] Of(IEnumerable<NamedTensor> tensors, string? specHash = null)
    {
        var entries = new List<string>();
        var data = new List<byte>();
        if (specHash is not null)
        {
            entries.Add($$"""  "__metadata__": {"lstm.spec": "{{specHash}}"}""");
        }
        foreach (var tensor in tensors)
        {
            int begin = data.Count;
            data.AddRange(Floats(tensor.Values));
            entries.Add($$"""  "{{tensor.Name}}": {"dtype": "F32", "shape": [{{string.Join(", ", tensor.Shape)}}], "data_offsets": [{{begin}}, {{data.Count}}]}""");
        }
        return Bytes("{" + string.Join(",", entries) + "}  ", [.. data]);
    }

    public static WeightFile File(params NamedTensor[] tensors) => WeightFile.Parse(Of(tensors), Name);
}

internal sealed record NamedTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>Distinct values, so that a number in the wrong place is seen.</summary>
    public static NamedTensor Random(Random random, string name, params int[] shape)
    {
        int count = shape.Aggregate(1, (a, b) => a * b);
        return new NamedTensor(name, shape, [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)]);
    }
}
