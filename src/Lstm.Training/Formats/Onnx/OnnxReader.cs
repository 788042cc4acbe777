using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Reads the messages of an ONNX file. A field that is neither read nor known to change nothing is refused.</summary>
internal sealed class OnnxReader(ModelSource source)
{
    /// <summary>With which a field of the file's own message begins: its number and how it is written.</summary>
    private static readonly byte[] FirstBytes = [0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72, 0xa2, 0xca, 0xd2];

    /// <summary>The file.</summary>
    public OnnxModel ReadModel()
    {
        if (source.Bytes.Length > 0 && !FirstBytes.Contains(source.Bytes[0]))
        {
            throw source.Fault(null, $"it begins with {source.Start}, as no ONNX file does", "an ONNX file");
        }
        var graphs = new List<OnnxGraph>();
        var opsets = new List<long>();
        long ir = 0;
        Messages.Read(source, "the file", source.Bytes, field => field.Number switch
        {
            1 => field.Integer(out ir),
            7 => field.Messages(graphs, new OnnxGraphReader(source, depth: 0).Read),
            8 => field.Messages(opsets, ReadOpset),
            _ => field.SkipIf(2, 3, 4, 5, 6, 14) // producer, the model's version, documentation, metadata
                || field.PassOverIf(20, "how it was trained") || field.PassOverIf(25, "functions of its own") || field.PassOverIf(26, "on which devices it runs"),
        });
        if (graphs.Count != 1)
        {
            throw source.Fault(null, $"it holds {graphs.Count} graphs", "an ONNX model, which has one");
        }
        opsets.RemoveAll(version => version <= 0);
        return opsets.Count == 1
            ? new OnnxModel(graphs[0], new OpsetRules(source, opsets[0]), [.. OpsetRules.Check(source, ir, opsets[0]), .. source.PassedOver])
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
}
