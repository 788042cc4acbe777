using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Keras;

namespace Lstm.Training.Formats.TensorFlowJs;

/// <summary>
/// The weights of a model of TensorFlow.js: groups of files beside model.json, whose bytes one behind the other are the values of the group's
/// weights in order (tfjs-core, io_utils.ts and weights_loader.ts). The converter's quantised values q stand for q·scale + min.
/// </summary>
internal static class WeightsManifest
{
    private const string Name = "weightsManifest", Quantization = "quantization";

    private static readonly Dictionary<string, int> Sizes = new() { ["float32"] = 4, ["float16"] = 2, ["int32"] = 4, ["uint16"] = 2, ["uint8"] = 1, ["bool"] = 1 };

    /// <summary>The weights of the layers, those of an optimiser left out.</summary>
    public static IEnumerable<(string Path, KerasVariable Variable)> Variables(JsonPart file)
    {
        foreach (var group in file[Name].Items)
        {
            byte[] bytes = Bytes(group);
            int at = 0;
            foreach (var weight in group["weights"].Items)
            {
                var shape = Shape(weight);
                var stored = Stored(weight);
                double length = shape.Aggregate((double)SizeOf(stored), (product, size) => product * size);
                if (length > bytes.Length - at)
                {
                    throw weight.Fault(FormattableString.Invariant($"its values are {length:N0} bytes, and of its group's files {bytes.Length - at:N0} are left"), "whole files (paths), all of them");
                }
                int start = at;
                at += (int)length;
                if (!(weight.Has("group") && weight["group"].Text == "optimizer"))
                {
                    yield return (weight["name"].Text, new KerasVariable(shape, IsDouble: false, () => Values(weight, bytes.AsSpan(start, (int)length))));
                }
            }
            if (at < bytes.Length)
            {
                throw group.Fault(FormattableString.Invariant($"its files have {bytes.Length - at:N0} bytes that belong to no weight"), "files that end with the last weight");
            }
        }
    }

    /// <summary>Adds name, type and shape of each weight, without opening the files.</summary>
    public static void Describe(FileDescription description, JsonPart file)
    {
        foreach (var group in file[Name].Items)
        {
            description.Fact("files", string.Join(", ", group["paths"].Items.Select(path => path.Text)));
            description.Tensors.AddRange(group["weights"].Items.Select(weight => new DescribedTensor(weight["name"].Text, weight.Has(Quantization) ? $"{weight["dtype"].Text} as {Stored(weight).Text}" : weight["dtype"].Text, Shape(weight))));
        }
    }

    private static byte[] Bytes(JsonPart group)
    {
        byte[][] parts = [.. group["paths"].Items.Select(path => FileBeside.Open(path.Source, path.Text, path.Place).ReadWhole(path.Place))];
        if (parts is [var whole])
        {
            return whole;
        }
        long length = parts.Sum(part => part.LongLength);
        group.Source.Budget.Take(group.Source, group.Place, length);
        return length <= Array.MaxLength ? [.. parts.SelectMany(part => part)] : throw group.Fault(FormattableString.Invariant($"its files have {length:N0} bytes"), FormattableString.Invariant($"at most {Array.MaxLength:N0}"));
    }

    private static long[] Shape(JsonPart weight) => [.. weight["shape"].Items.Select(size => (long)size.Count(least: 0, most: int.MaxValue))];

    // How its values stand in the file.
    private static JsonPart Stored(JsonPart weight) => weight.Has(Quantization) ? weight[Quantization]["dtype"] : weight["dtype"];

    private static int SizeOf(JsonPart type) => Sizes.TryGetValue(type.Text, out int size) ? size : throw type.Fault($"it is {ModelSource.Quote(type.Text)}", string.Join(", ", Sizes.Keys));

    private static float[] Values(JsonPart weight, ReadOnlySpan<byte> bytes)
    {
        if (weight["dtype"].Text != "float32")
        {
            throw weight["dtype"].Fault($"it is {ModelSource.Quote(weight["dtype"].Text)}", "float32, perhaps quantised");
        }
        var stored = Stored(weight);
        int size = SizeOf(stored);
        weight.Source.Budget.Take(weight.Source, weight.Place, sizeof(float) * (long)(bytes.Length / size));
        float[] values = new float[bytes.Length / size];
        bool isLinear = stored.Text is "uint8" or "uint16";
        var (scale, least) = isLinear ? (weight[Quantization]["scale"].Number, weight[Quantization]["min"].Number) : (1, 0);
        for (int k = 0; k < values.Length; k++)
        {
            var value = bytes[(k * size)..];
            values[k] = stored.Text switch
            {
                "float32" => BinaryPrimitives.ReadSingleLittleEndian(value),
                "float16" => (float)BinaryPrimitives.ReadHalfLittleEndian(value),
                "uint16" => (float)((BinaryPrimitives.ReadUInt16LittleEndian(value) * scale) + least),
                "uint8" => (float)((value[0] * scale) + least),
                _ => throw stored.Fault($"it is {ModelSource.Quote(stored.Text)}", "float32, float16, uint16 or uint8"),
            };
        }
        return values;
    }
}
