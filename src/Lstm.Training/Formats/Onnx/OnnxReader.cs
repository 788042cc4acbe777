using System;
using System.Collections.Generic;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Reads the messages of an ONNX file. A field that is neither read nor known to change nothing is refused.</summary>
internal sealed class OnnxReader(ModelSource source)
{
    /// <summary>The file.</summary>
    public OnnxModel ReadModel()
    {
        var graphs = new List<OnnxGraph>();
        var opsets = new List<long>();
        long ir = 0;
        Messages.Read(source, "the file", source.Bytes, field => field.Number switch
        {
            1 => field.Integer(out ir),
            7 => field.Messages(graphs, ReadGraph),
            8 => field.Messages(opsets, ReadOpset),
            _ => field.SkipIf(2, 3, 4, 5, 6, 14), // producer, the model's version, documentation, metadata
        });
        if (graphs.Count != 1)
        {
            throw source.Fault(null, $"it holds {graphs.Count} graphs", "an ONNX model, which has one");
        }
        opsets.RemoveAll(version => version <= 0);
        return opsets.Count == 1
            ? new OnnxModel(graphs[0], new OpsetRules(source, opsets[0]), [.. OpsetRules.Check(source, ir, opsets[0])])
            : throw source.Fault(null, "it does not say which version of the operators it uses", "one opset_import of the domain \"\" or \"ai.onnx\"");
    }

    // A node of another domain is refused where it stands.
    private long ReadOpset(byte[] bytes)
    {
        string domain = "";
        long version = 0;
        Messages.Read(source, "opset_import", bytes, field => field.Number switch
        {
            1 => field.Text(out domain),
            2 => field.Integer(out version),
            _ => false,
        });
        return domain is "" or "ai.onnx" ? version : 0;
    }

    private OnnxGraph ReadGraph(byte[] bytes)
    {
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
            _ => field.SkipIf(2, 10, 13, 16), // name, documentation, inferred shapes, metadata
        });
        return new OnnxGraph(nodes, initializers, inputs, outputs);
    }

    private OnnxNode ReadNode(int number, byte[] bytes)
    {
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        string name = "", type = "", domain = "";
        var reader = new OnnxAttributeReader(source, $"node #{number}");
        Messages.Read(source, $"node #{number}", bytes, field => field.Number switch
        {
            1 => field.Texts(inputs),
            2 => field.Texts(outputs),
            3 => field.Text(out name),
            4 => field.Text(out type),
            5 => field.Messages(attributes, reader.Read),
            7 => field.Text(out domain),
            _ => field.SkipIf(6, 9), // documentation, metadata
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
        Messages.Read(source, place, type, field => field.Number == 1 ? field.Bytes(out tensor) : field.SkipIf(6));
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
