using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>A graph of TensorFlow Lite in the operators of ONNX, which is how graphs are read here.</summary>
/// <param name="source">The file.</param>
/// <param name="model">All of it, for the graphs of loops.</param>
/// <param name="graph">The graph.</param>
/// <param name="depth">In how many loops it lies.</param>
internal sealed class GraphTranslation(ModelSource source, TfLiteModel model, TfLiteGraph graph, int depth = 0)
{
    private const int Deepest = 8;
    private const long BytesPerOperator = 2048; // of the nodes that it becomes

    private readonly Dictionary<int, string> names = [];
    private readonly HashSet<string> taken = [];
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxTensor> constants = [];
    private int made;
    private BothWays? bothWays;

    public ModelSource Source => source;

    public TfLiteModel Model => model;

    public TfLiteGraph Graph => graph;

    public IReadOnlyList<OnnxNode> Nodes => nodes;

    public IReadOnlyList<OnnxTensor> Constants => constants;

    /// <summary>What goes before the names of its values, so that no graph has those of another.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Finds bidirectional layers.</summary>
    public BothWays BothWays => bothWays ??= new(this);

    /// <summary>A graph of a loop in this one.</summary>
    /// <param name="op">The loop.</param>
    /// <param name="number">The graph's number.</param>
    public GraphTranslation Within(TfLiteOperator op, int number)
    {
        if (number < 1 || number >= model.Graphs.Count || depth == Deepest)
        {
            throw source.Fault(op.Place, depth == Deepest ? FormattableString.Invariant($"loops lie in each other more than {Deepest} deep") : $"its graph is number {number}, and there are {model.Graphs.Count}", "a whole TensorFlow Lite file");
        }
        return new(source, model, model.Graphs[number], depth + 1) { Prefix = FormattableString.Invariant($"{Prefix}{op.Number}.{number}/") };
    }

    /// <summary>Adds nodes for all operators but some.</summary>
    public void Translate(IReadOnlySet<TfLiteOperator>? without = null)
    {
        foreach (var op in graph.Operators.Where(op => without?.Contains(op) != true))
        {
            source.Budget.Take(source, op.Place, BytesPerOperator); // graphs may share those of their loops
            OperatorTranslation.Add(this, op);
        }
    }

    /// <summary>Lets a value have a name of a graph around this one.</summary>
    public void Rename(int tensor, string name) => names[tensor] = name;

    /// <summary>The name of a value that an operator takes; "" for one that is left out.</summary>
    public string Take(int tensor)
    {
        if (tensor < 0)
        {
            return "";
        }
        bool isKnown = names.ContainsKey(tensor);
        string name = NameOf(tensor);
        if (!isKnown && graph.Tensors[tensor] is { Data: not null } constant)
        {
            constants.Add(TensorValues.Tensor(source, name, constant));
        }
        return name;
    }

    /// <summary>The name of a value that an operator makes, or an input.</summary>
    public string NameOf(int tensor)
    {
        if (!names.TryGetValue(tensor, out string? name))
        {
            string own = Prefix + graph.Tensors[tensor].Name;
            names[tensor] = name = own.Length > 0 && taken.Add(own) ? own : FormattableString.Invariant($"{own}#{tensor}");
        }
        return name;
    }

    /// <summary>The shape of a value.</summary>
    public IReadOnlyList<int> Shape(int tensor) => tensor < 0 ? [] : graph.Tensors[tensor].Shape;

    /// <summary>Whole numbers that are known; null where they are not.</summary>
    public long[]? Numbers(int tensor) => tensor >= 0 && graph.Tensors[tensor] is { Data: not null, Type: TfLiteType.Int32 or TfLiteType.Int64 } constant ? TensorValues.Wholes(source, constant) : null;

    /// <summary>Adds a node with one output, whose name is made here unless it is given.</summary>
    public string Node(TfLiteOperator op, string type, string[] inputs, string? output = null, params OnnxAttribute[] attributes) => Several(op, type, inputs, [output ?? Fresh(op)], attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Several(TfLiteOperator op, string type, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        nodes.Add(new OnnxNode(nodes.Count, $"{op.Name} {Prefix}{op.Number}", type, inputs, outputs, attributes.ToDictionary(attribute => attribute.Name)));
        return outputs;
    }

    /// <summary>Limits the cell state of the LSTM that was added last.</summary>
    public void LimitCell(float? limit) => nodes[^1] = nodes[^1] with { CellClip = limit };

    /// <summary>Takes over what another graph has.</summary>
    public void Add(GraphTranslation other)
    {
        nodes.AddRange(other.nodes);
        constants.AddRange(other.constants);
    }

    /// <summary>A constant of whole numbers.</summary>
    public string Whole(TfLiteOperator op, params long[] numbers) => Constant(op, OnnxType.Int64, [numbers.Length], MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());

    /// <summary>A constant that is one whole number, without axes.</summary>
    public string Scalar(TfLiteOperator op, long number) => Constant(op, OnnxType.Int64, [], MemoryMarshal.AsBytes<long>([number]).ToArray());

    public string Floats(TfLiteOperator op, float[] numbers, params long[] shape) => Constant(op, OnnxType.Float, shape, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());

    /// <summary>A name that no value has.</summary>
    public string Fresh(TfLiteOperator op) => FormattableString.Invariant($"{Prefix}{op.Number}~{made++}");

    public ImportException Fault(TfLiteOperator op, string problem, string expected) => source.Fault(op.Place, problem, expected);

    private string Constant(TfLiteOperator op, int type, long[] shape, byte[] values)
    {
        string name = Fresh(op);
        constants.Add(new OnnxTensor(name, shape, type) { Raw = values });
        return name;
    }
}
