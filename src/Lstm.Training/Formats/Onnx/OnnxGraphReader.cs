using System;
using System.Collections.Generic;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Reads a graph, be it a file's or that of an attribute: the branch of an If, the body of a Loop or Scan.</summary>
internal sealed class OnnxGraphReader(ModelSource source, int depth)
{
    // Exporters write five at most: a layer's If around one for its states around one for a shape.
    private const int Deepest = 16;

    public OnnxGraph Read(byte[] bytes)
    {
        if (depth > Deepest)
        {
            throw source.Fault("the graph", $"graphs lie in each other {depth} deep", $"at most {Deepest}");
        }
        List<OnnxNode> nodes = [];
        List<OnnxTensor> initializers = [];
        List<OnnxValueInfo> inputs = [], outputs = [];
        var tensors = new OnnxTensorReader(source);
        Messages.Read(source, "the graph", bytes, field => field.Number switch
        {
            1 => field.Messages(nodes, node => ReadNode(nodes.Count, node)),
            5 => field.Messages(initializers, tensors.Read),
            11 => field.Messages(inputs, ReadValueInfo),
            12 => field.Messages(outputs, ReadValueInfo),
            _ => field.SkipIf(2, 10, 13, 16) || field.PassOverIf(14, "how its tensors were quantised"), // name, documentation, inferred shapes, metadata
        });
        return new OnnxGraph(nodes, initializers, inputs, outputs);
    }

    private OnnxNode ReadNode(int number, byte[] bytes)
    {
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        string name = "", type = "", domain = "";
        var reader = new OnnxAttributeReader(source, $"node #{number}", depth);
        Messages.Read(source, $"node #{number}", bytes, field => field.Number switch
        {
            1 => field.Texts(inputs),
            2 => field.Texts(outputs),
            3 => field.Text(out name),
            4 => field.Text(out type),
            5 => field.Messages(attributes, reader.Read),
            7 => field.Text(out domain),
            _ => field.SkipIf(6, 9) || field.PassOverIf(10, "on which devices it runs"), // documentation, metadata
        });
        var byName = new Dictionary<string, OnnxAttribute>();
        var node = new OnnxNode(number, name, domain is "" or "ai.onnx" ? type : $"{domain}.{type}", inputs, outputs, byName);
        foreach (var attribute in attributes)
        {
            if (!byName.TryAdd(attribute.Name, attribute))
            {
                throw source.Fault(node.Place, $"the attribute {ModelSource.Quote(attribute.Name)} is given twice", "each once");
            }
        }
        return node;
    }

    private OnnxValueInfo ReadValueInfo(byte[] bytes)
    {
        string name = "";
        byte[] type = [], tensor = [], shape = [];
        long elements = 0;
        Messages.Read(source, "an input or output", bytes, field => field.Number switch
        {
            1 => field.Text(out name),
            2 => field.Bytes(out type),
            _ => field.SkipIf(3, 4),
        });
        string place = $"input or output {ModelSource.Quote(name)}";
        Messages.Read(source, place, type, field => field.Number == 1 ? field.Bytes(out tensor) : field.SkipIf(4, 5, 6, 8, 9)); // sequences, maps and the like have no element type
        Messages.Read(source, place, tensor, field => field.Number switch
        {
            1 => field.Integer(out elements),
            2 => field.Bytes(out shape),
            _ => false,
        });
        var dims = new List<long?>();
        Messages.Read(source, place, shape, field => field.Number == 1 && field.Messages(dims, dimension => ReadDimension(place, dimension)));
        return new OnnxValueInfo(name, (int)Math.Clamp(elements, 0, int.MaxValue), dims);
    }

    private long? ReadDimension(string place, byte[] bytes)
    {
        long size = -1;
        Messages.Read(source, place, bytes, field => field.Number == 1 ? field.Integer(out size) : field.SkipIf(2, 3));
        return size > 0 ? size : null;
    }
}
