using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

// The part of onnx.proto (ONNX 1.22, Apache-2.0) that is read: messages and, in OnnxReader, their field numbers.

/// <summary>A file: a graph, which version of the operators it is written in, and what is to be said of that.</summary>
internal sealed record OnnxModel(OnnxGraph Graph, OpsetRules Opset, IReadOnlyList<string> Notes);

/// <summary>Nodes in an order in which each comes behind what it takes.</summary>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers, IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs)
{
    private HashSet<string>? outer;

    /// <summary>Values of the graph around it that it takes.</summary>
    public IReadOnlySet<string> Outer => outer ??= Nodes.SelectMany(node => node.Takes).Concat(Outputs.Select(output => output.Name))
        .Except(Inputs.Select(input => input.Name).Concat(Initializers.Select(tensor => tensor.Name)).Concat(Nodes.SelectMany(node => node.Outputs))).Where(name => name.Length > 0).ToHashSet();
}

/// <summary>An operator applied to values by their names; "" for one that is left out.</summary>
internal sealed record OnnxNode(int Number, string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>What messages call it.</summary>
    public string Place => $"node {(Name.Length > 0 ? ModelSource.Quote(Name) : "#" + Number)} ({ModelSource.Quote(Operator).Trim('"')})";

    /// <summary>What the cell state of an LSTM is limited to after each step, which ONNX cannot say and TensorFlow Lite can; null for nothing.</summary>
    public float? CellClip { get; init; }

    /// <summary>Graphs within it: branches, or the body of a loop.</summary>
    public IEnumerable<OnnxGraph> Graphs => Attributes.Values.Select(attribute => attribute.Graph).OfType<OnnxGraph>();

    /// <summary>The values that it takes, also within its graphs.</summary>
    public IEnumerable<string> Takes => Inputs.Concat(Graphs.SelectMany(graph => graph.Outer));

    /// <summary>The name of an input; "" for one that is not given.</summary>
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";
}

/// <summary>A named constant of a node. Exactly what its type says is set.</summary>
internal sealed record OnnxAttribute(
    string Name, int Type, float Float, long Integer, string Text, OnnxTensor? Tensor, IReadOnlyList<float> Floats, IReadOnlyList<long> Integers, IReadOnlyList<string> Texts)
{
    /// <summary>The graph that it is.</summary>
    public OnnxGraph? Graph { get; init; }
}

/// <summary>A constant tensor, in one of the forms in which its values may be written.</summary>
internal sealed record OnnxTensor(string Name, IReadOnlyList<long> Dims, int Type)
{
    public byte[]? Raw { get; init; }

    /// <summary>float_data or double_data.</summary>
    public IReadOnlyList<double> Reals { get; init; } = [];

    /// <summary>int32_data, int64_data or uint64_data; bits of the type where it is smaller.</summary>
    public IReadOnlyList<long> Wholes { get; init; } = [];

    /// <summary>Where the values are, if they are in a file beside: location, offset, length.</summary>
    public IReadOnlyDictionary<string, string>? External { get; init; }
}

/// <summary>An input or output. Dimensions that the file leaves open are null.</summary>
internal sealed record OnnxValueInfo(string Name, int ElementType, IReadOnlyList<long?> Dims);

/// <summary>TensorProto.DataType.</summary>
internal static class OnnxType
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int UInt16 = 4;
    public const int Int16 = 5;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;
    public const int BFloat16 = 16;

    public static bool IsWhole(int type) => type is Int64 or Int32 or Int16 or Int8 or UInt8 or UInt16 or Bool;
}
