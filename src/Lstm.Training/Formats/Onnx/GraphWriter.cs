using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Writes a graph node by node; field numbers are those of onnx.proto.</summary>
/// <param name="taken">The names of the graph's inputs and outputs.</param>
internal sealed class GraphWriter(IReadOnlyCollection<string> taken)
{
    private const int IrVersion = 8, Opset = 17;
    private const int Float = 1, Int64 = 7;

    private readonly MessageWriter graph = new();
    private readonly List<(string Name, MessageWriter Tensor)> constants = [];
    private int values;

    /// <summary>Adds a node with one output, whose name it returns.</summary>
    public string Node(string type, string[] inputs, params MessageWriter[] attributes) => Nodes(type, inputs, 1, attributes)[0];

    /// <summary>Adds a node.</summary>
    public string[] Nodes(string type, string[] inputs, int outputs, params MessageWriter[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => NextValue())];
        var node = new MessageWriter()
            .Each(inputs, (writer, name) => writer.Text(1, name))
            .Each(names, (writer, name) => writer.Text(2, name))
            .Text(3, $"{type}_{names[0]}")
            .Text(4, type)
            .Each(attributes, (writer, attribute) => writer.Message(5, attribute));
        graph.Message(1, node);
        return names;
    }

    /// <summary>Adds a constant, whose name it returns.</summary>
    public string Constant(string name, float[] numbers, params long[] shape) => Constant(name, Float, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray(), shape);

    /// <summary>Adds a constant of whole numbers: a vector, or with no shape given a scalar.</summary>
    public string Constant(string name, params long[] numbers) => Constant(name, Int64, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray(), [numbers.Length]);

    /// <summary>Adds a constant that is a single whole number.</summary>
    public string Scalar(string name, long number) => Constant(name, Int64, BitConverter.GetBytes(number), []);

    public static MessageWriter Attribute(string name, long value) => new MessageWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    public static MessageWriter Attribute(string name, float value) => new MessageWriter().Text(1, name).Float(2, value).Integer(20, 1);

    public static MessageWriter Attribute(string name, string value) => new MessageWriter().Text(1, name).Text(4, value).Integer(20, 3);

    public static MessageWriter Attributes(string name, params long[] values) => new MessageWriter().Text(1, name).Each(values, (writer, value) => writer.Integer(8, value)).Integer(20, 7);

    public static MessageWriter Attributes(string name, params float[] values) => new MessageWriter().Text(1, name).Each(values, (writer, value) => writer.Float(7, value)).Integer(20, 6);

    public static MessageWriter Attributes(string name, params string[] values) => new MessageWriter().Text(1, name).Each(values, (writer, value) => writer.Text(9, value)).Integer(20, 8);

    /// <summary>The file.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="inputs">The inputs: their names, whether they are token numbers, and their dimensions; a name for one that is open.</param>
    /// <param name="outputs">The outputs: their names, the values that they are, and their dimensions.</param>
    public byte[] ToFile(string name, IReadOnlyList<(string Name, bool IsToken, object[] Dims)> inputs, IReadOnlyList<(string Name, string Value, object[] Dims)> outputs)
    {
        foreach (var output in outputs)
        {
            // A result has a name of its own.
            graph.Message(1, new MessageWriter().Text(1, output.Value).Text(2, output.Name).Text(3, outputs.Count == 1 ? "result" : $"result_{output.Name}").Text(4, "Identity"));
        }
        graph.Text(2, name);
        foreach (var (_, tensor) in constants)
        {
            graph.Message(5, tensor);
        }
        foreach (var input in inputs)
        {
            graph.Message(11, ValueInfo(input.Name, input.IsToken ? Int64 : Float, input.Dims));
        }
        foreach (var output in outputs)
        {
            graph.Message(12, ValueInfo(output.Name, Float, output.Dims));
        }
        return new MessageWriter().Integer(1, IrVersion).Text(2, "lstm export").Message(7, graph).Message(8, new MessageWriter().Text(1, "").Integer(2, Opset)).ToArray();
    }

    private string NextValue()
    {
        string name = $"v{values++}";
        return taken.Contains(name) ? NextValue() : name;
    }

    private string Constant(string name, int type, byte[] bytes, long[] shape)
    {
        string own = taken.Contains(name) || constants.Any(constant => constant.Name == name) ? $"{name}.{constants.Count}" : name; // names of inputs and outputs have no dot
        constants.Add((own, new MessageWriter().Each(shape, (writer, size) => writer.Integer(1, size)).Integer(2, type).Text(8, own).Bytes(9, bytes)));
        return own;
    }

    private static MessageWriter ValueInfo(string name, int type, object[] dims)
    {
        var shape = new MessageWriter().Each(dims, (writer, dim) => writer.Message(1, dim is string open ? new MessageWriter().Text(2, open) : new MessageWriter().Integer(1, Convert.ToInt64(dim, System.Globalization.CultureInfo.InvariantCulture))));
        return new MessageWriter().Text(1, name).Message(2, new MessageWriter().Message(1, new MessageWriter().Integer(1, type).Message(2, shape)));
    }
}
