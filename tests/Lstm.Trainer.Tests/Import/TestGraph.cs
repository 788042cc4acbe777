using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Writes ONNX files by hand, also such as no exporter writes.</summary>
internal sealed class TestGraph
{
    private readonly List<MessageWriter> nodes = [], constants = [], inputs = [], outputs = [];

    private readonly Dictionary<string, int> names = [];

    public long Opset { get; init; } = 17;

    public long Ir { get; init; } = 8;

    public string Domain { get; init; } = "";

    /// <summary>A sample x [time, 1, 2] and an LSTM of 2 units with zeros for weights; what follows takes "y", which is [time, 1, 2].</summary>
    public static TestGraph WithLstm(params MessageWriter[] attributes) => new TestGraph().Input("x", 1, "time", 1, 2).Recurrent("LSTM", 8, attributes).Node("Squeeze", ["Y", Name("axis")], ["y"]).Whole("axis", 1);

    public TestGraph Recurrent(string type, int rows, MessageWriter[] attributes, params string[] more) =>
        Floats("W", [1, rows, 2]).Floats("R", [1, rows, 2]).Node(type, ["x", "W", "R", .. more], ["Y", "Y_h", "Y_c"], attributes);

    public TestGraph Node(string type, string[] takes, string[] gives, params MessageWriter[] attributes)
    {
        nodes.Add(new MessageWriter().Each(takes, (writer, name) => writer.Text(1, name)).Each(gives, (writer, name) => writer.Text(2, name)).Text(3, Named(type)).Text(4, type).Each(attributes, (writer, attribute) => writer.Message(5, attribute)));
        return this;
    }

    public TestGraph NodeOfDomain(string domain, string type, string[] takes, string[] gives, params MessageWriter[] attributes)
    {
        nodes.Add(new MessageWriter().Each(takes, (writer, name) => writer.Text(1, name)).Each(gives, (writer, name) => writer.Text(2, name)).Text(3, "the " + type).Text(4, type).Each(attributes, (writer, attribute) => writer.Message(5, attribute)).Text(7, domain));
        return this;
    }

    public TestGraph Floats(string name, long[] shape, params float[] values)
    {
        float[] all = values.Length > 0 ? values : new float[shape.Aggregate(1L, (a, b) => a * b)];
        return Tensor(name, 1, shape, writer => writer.Bytes(9, MemoryMarshal.AsBytes(all.AsSpan()).ToArray()));
    }

    public TestGraph Whole(string name, params long[] values) => Tensor(name, 7, [values.Length], writer => writer.Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));

    public TestGraph Tensor(string name, int type, long[] shape, Action<MessageWriter> values)
    {
        var tensor = new MessageWriter().Each(shape, (writer, size) => writer.Integer(1, size)).Integer(2, type).Text(8, name);
        values(tensor);
        constants.Add(tensor);
        return this;
    }

    public TestGraph Input(string name, int type, params object[] dims)
    {
        inputs.Add(ValueInfo(name, type, dims));
        return this;
    }

    public TestGraph Output(string name) => Output(name, "time", 1, 2);

    public TestGraph Output(string name, params object[] dims) => OutputOf(1, name, dims);

    public TestGraph OutputOf(int type, string name, params object[] dims)
    {
        outputs.Add(ValueInfo(name, type, dims));
        return this;
    }

    /// <summary>This graph as an attribute of a node.</summary>
    public MessageWriter AsAttribute(string name) => new MessageWriter().Text(1, name).Message(6, Graph()).Integer(20, 5);

    public byte[] ToBytes() => new MessageWriter().Integer(1, Ir).Message(7, Graph()).Message(8, new MessageWriter().Text(1, Domain).Integer(2, Opset)).ToArray();

    public ImportedModel Import(ImportOptions? options = null) => Importer.Read(new ModelSource("test.onnx", ToBytes()), options ?? new ImportOptions());

    // Each name once, as ONNX Runtime wants them.
    private string Named(string type)
    {
        int before = names.GetValueOrDefault(type);
        names[type] = before + 1;
        return before == 0 ? $"the {type}" : FormattableString.Invariant($"the {type} {before + 1}");
    }

    private MessageWriter Graph()
    {
        var graph = new MessageWriter();
        foreach (var (field, messages) in new[] { (1, nodes), (5, constants), (11, inputs), (12, outputs) })
        {
            graph.Each([.. messages], (writer, message) => writer.Message(field, message));
        }
        return graph.Text(2, "g");
    }

    private static string Name(string name) => name;

    private static MessageWriter ValueInfo(string name, int type, object[] dims)
    {
        var shape = new MessageWriter().Each(dims, (writer, dim) => writer.Message(1, dim is string open ? new MessageWriter().Text(2, open) : new MessageWriter().Integer(1, Convert.ToInt64(dim, System.Globalization.CultureInfo.InvariantCulture))));
        return new MessageWriter().Text(1, name).Message(2, new MessageWriter().Message(1, new MessageWriter().Integer(1, type).Message(2, shape)));
    }
}
