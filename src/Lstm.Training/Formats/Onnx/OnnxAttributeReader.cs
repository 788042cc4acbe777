using System.Collections.Generic;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Reads the attributes of a node.</summary>
internal sealed class OnnxAttributeReader(ModelSource source, string node, int depth)
{
    public OnnxAttribute Read(byte[] bytes)
    {
        string name = "", reference = "";
        float number = 0;
        long integer = 0, type = 0;
        byte[] text = [];
        List<OnnxTensor> tensors = [];
        List<double> numbers = [];
        List<long> integers = [];
        List<string> texts = [];
        List<OnnxGraph> graphs = [];
        var reader = new OnnxTensorReader(source);
        Messages.Read(source, $"an attribute of {node}", bytes, field => field.Number switch
        {
            1 => field.Text(out name),
            2 => field.Float(out number),
            3 => field.Integer(out integer),
            4 => field.Bytes(out text),
            5 => field.Messages(tensors, reader.Read),
            6 => field.Messages(graphs, new OnnxGraphReader(source, depth + 1).Read),
            7 => field.Floats(numbers),
            8 => field.Integers(integers),
            9 => field.Texts(texts),
            20 => field.Integer(out type),
            21 => field.Text(out reference),
            _ => field.SkipIf(13),
        });
        string place = $"attribute {ModelSource.Quote(name)} of {node}";
        if (reference.Length > 0)
        {
            throw source.Fault(place, "it refers to an attribute of a function", "its value");
        }
        return new OnnxAttribute(name, (int)System.Math.Clamp(type, -1, int.MaxValue), number, integer, System.Text.Encoding.UTF8.GetString(text), tensors.Count > 0 ? tensors[^1] : null, numbers.ConvertAll(value => (float)value), integers, texts) { Graph = graphs.Count > 0 ? graphs[^1] : null };
    }
}
