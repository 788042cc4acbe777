using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Embedded;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Reads safetensors files.</summary>
internal static class SafetensorsState
{
    private const string Double = "F64";

    private static readonly string[] Readable = ["F32", "F16", "BF16", Double];

    // The name of the framework is the format's only metadata that others write; "np" and none leave open whose tensors they are.
    private static readonly string[] Foreign = ["tf", "flax", "jax", "mlx", "paddle"];

    public static StateDict Read(ModelSource source)
    {
        try
        {
            var file = WeightFile.Parse(source.Bytes, source.Path);
            var entries = Entries(source.Bytes);
            string? format = file.Metadata.GetValueOrDefault("format");
            if (Foreign.Contains(format))
            {
                throw source.Fault("__metadata__", $"the format is {ModelSource.Quote(format!)}: tensors in that framework's layout, not in PyTorch's", "format \"pt\"; or the model as .keras or .onnx");
            }
            string origin = format == "pt" ? "The file says that its tensors are PyTorch's." : $"The file does not say that its tensors are PyTorch's ({(format is null ? "no format" : $"format {ModelSource.Quote(format)}")}); they are taken to be.";
            return new StateDict(source, [.. file.TensorNames.Select(name => Tensor(source, file, name, entries[name]))], IsInOrder: false)
            {
                Notes = file.Metadata.ContainsKey(WeightFile.SpecHashKey) ? [] : [origin],
                File = file,
            };
        }
        catch (LstmWeightException e)
        {
            throw Fault(source, null, e);
        }
    }

    // "FILE: found …; expected …", or with the tensor before the word found.
    internal static ImportException Fault(ModelSource source, string? place, LstmWeightException e)
    {
        const string Found = "found ", Expected = "; expected ";
        int found = e.Message.IndexOf(Found, e.FileName.Length, StringComparison.Ordinal), expected = e.Message.IndexOf(Expected, StringComparison.Ordinal);
        place ??= e.TensorName is { } name ? $"tensor {ModelSource.Quote(name)}" : null;
        return source.Fault(place, "it has " + e.Message[(found + Found.Length)..expected], e.Message[(expected + Expected.Length)..], e);
    }

    private static StateTensor Tensor(ModelSource source, WeightFile file, string name, Entry entry) => new(name, [.. file.ShapeOf(name)], () => Values(source, file, name, entry))
    {
        IsRounded = entry.Type == Double,
        Refusal = Readable.Contains(entry.Type) || entry.Type[0] is not ('F' or 'C') ? null : $"its dtype is {entry.Type}",
    };

    private static float[] Values(ModelSource source, WeightFile file, string name, Entry entry)
    {
        string place = $"tensor {ModelSource.Quote(name)}";
        try
        {
            source.Budget.Take(source, place, file.ShapeOf(name).Aggregate((long)sizeof(float), (product, size) => product * size));
            return entry.Type == Double ? Rounded(source.Bytes.AsSpan()[entry.Place]) : file.ReadAll(name);
        }
        catch (LstmWeightException e)
        {
            throw Fault(source, place, e);
        }
    }

    // What a model loads is single precision; only an import rounds.
    private static float[] Rounded(ReadOnlySpan<byte> data)
    {
        float[] values = new float[data.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(data[(i * sizeof(double))..]);
        }
        return values;
    }

    // The file has been checked already.
    private static Dictionary<string, Entry> Entries(byte[] bytes)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes), start = sizeof(ulong) + length;
        using var header = JsonDocument.Parse(bytes.AsMemory(sizeof(ulong), length));
        return header.RootElement.EnumerateObject().Where(tensor => tensor.Value.TryGetProperty("dtype", out _)).ToDictionary(tensor => tensor.Name, tensor => Of(tensor.Value));

        Entry Of(JsonElement tensor)
        {
            var offsets = tensor.GetProperty("data_offsets");
            return new(tensor.GetProperty("dtype").GetString()!, (start + offsets[0].GetInt32())..(start + offsets[1].GetInt32()));
        }
    }

    /// <summary>What the header says of a tensor.</summary>
    /// <param name="Type">Its dtype.</param>
    /// <param name="Place">Its bytes in the file.</param>
    private sealed record Entry(string Type, Range Place);
}
