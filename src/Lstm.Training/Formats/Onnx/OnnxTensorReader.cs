using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Reads tensors; <see cref="TensorDecoder"/> makes numbers of them.</summary>
internal sealed class OnnxTensorReader(ModelSource source)
{
    private const int IsExternal = 1;

    public OnnxTensor Read(byte[] bytes)
    {
        List<long> dims = [], wholes = [];
        List<double> reals = [];
        List<KeyValuePair<string, string>> external = [];
        byte[]? raw = null;
        string name = "";
        long type = 0, location = 0;
        Messages.Read(source, "a tensor", bytes, field => field.Number switch
        {
            1 => field.Integers(dims),
            2 => field.Integer(out type),
            4 => field.Floats(reals),
            5 or 7 or 11 => field.Integers(wholes),
            8 => field.Text(out name),
            9 => field.Bytes(out raw),
            10 => field.Doubles(reals),
            13 => field.Messages(external, ReadEntry),
            14 => field.Integer(out location),
            _ => field.SkipIf(12, 16), // documentation, metadata
        });
        return new OnnxTensor(name, dims, (int)Math.Clamp(type, -1, int.MaxValue))
        {
            Raw = raw,
            Reals = reals,
            Wholes = wholes,
            External = location == IsExternal ? external.DistinctBy(entry => entry.Key).ToDictionary() : null,
        };
    }

    private KeyValuePair<string, string> ReadEntry(byte[] bytes)
    {
        string key = "", value = "";
        Messages.Read(source, "a tensor's external_data", bytes, field => field.Number switch
        {
            1 => field.Text(out key),
            2 => field.Text(out value),
            _ => false,
        });
        return new(key, value);
    }
}
