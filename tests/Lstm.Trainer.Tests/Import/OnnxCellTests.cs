using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Trainer.Tests.Export;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Cells that a graph has written out, step by step or in a loop, become layers that answer as ONNX Runtime does.</summary>
public class OnnxCellTests
{
    private const int Steps = 5, Inputs = 2, Units = 3;

    private static readonly Dictionary<string, (Func<TestGraph> Graph, string Layers)> Cases = new()
    {
        ["an LSTM of PyTorch"] = (() => Unrolled("LSTM", "torch"), "lstm 3|dense 2"),
        ["a GRU of PyTorch"] = (() => Unrolled("GRU", "torch"), "gru 3|dense 2"),
        ["an RNN of PyTorch"] = (() => Unrolled("RNN", "torch"), "rnn 3 tanh|dense 2"),
        ["an LSTM of Keras"] = (() => Unrolled("LSTM", "keras"), "lstm 3|dense 2"),
        ["a GRU of Keras"] = (() => Unrolled("GRU", "keras"), "gru 3 reset before|dense 2"),
        ["two LSTMs"] = (() => Unrolled("LSTM", "torch", layers: 2), "lstm 3|lstm 3|dense 2"),
        ["the last step of a GRU"] = (() => Unrolled("GRU", "torch", isLast: true), "gru 3|pool final|dense 2"),
        ["both directions of an LSTM"] = (() => BothDirections("LSTM"), "lstm 3 bidirectional|dense 2"),
        ["both directions of a GRU"] = (() => BothDirections("GRU"), "gru 3 bidirectional|dense 2"),
        ["a loop of an LSTM"] = (() => Looped("LSTM"), "lstm 3|dense 2"),
        ["a loop of a GRU"] = (() => Looped("GRU"), "gru 3 reset before|dense 2"),
        ["a loop of an RNN"] = (() => Looped("RNN"), "rnn 3 tanh|dense 2"),
        ["a scan of an LSTM"] = (() => Scanned("LSTM"), "lstm 3|dense 2"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Become_layers(string name)
    {
        var runtime = OnnxRuntime.Need();
        var (graph, layers) = Cases[name];
        byte[] file = graph().ToBytes();
        var imported = Importer.Read(new ModelSource("test.onnx", file), new ImportOptions());
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Contains(imported.Notes, note => note.Contains("both agree", StringComparison.Ordinal));

        var random = new Random(7);
        float[] samples = [.. Enumerable.Range(0, Steps * Inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        long results = layers.Contains("pool", StringComparison.Ordinal) ? 1 : Steps;
        float[] expected = runtime.Run(file, samples, [1, Steps, Inputs], [1, results, 2]);
        float[] found = Answers.OfGenerated(imported, samples);
        Assert.Equal(expected.Length, found.Length);
        Assert.InRange(found.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6);
    }

    [Theory]
    [InlineData("another matrix at a step")]
    [InlineData("a step left out")]
    [InlineData("a sum instead of a product")]
    public void Are_not_believed_where_something_is_otherwise(string what)
    {
        var cell = new Writer(new TestGraph().Input("x", 1, 1, Steps, Inputs), 4) { Fault = what };
        Assert.Throws<ImportException>(() => cell.Unroll("LSTM", "torch", "x", 1, false).Output("y", 1, Steps, 2).Import());
    }

    [Fact]
    public void A_loop_that_is_no_cell_is_named()
    {
        var body = new TestGraph().Input("i", 7).Input("go", 9).Input("s", 1, 1, 2).Node("Tanh", ["s"], ["t"]).Node("Identity", ["go"], ["on"]).OutputOf(9, "on").Output("t", 1, 2);
        var graph = TestGraph.WithLstm().Whole("n", 3).Tensor("yes", 9, [], writer => writer.Bytes(9, [1])).Node("Loop", ["n", "yes", "y"], ["z"], body.AsAttribute("body")).Output("z");
        string message = Assert.Throws<ImportException>(() => graph.Import()).Message;
        Assert.Contains("the Loop", message, StringComparison.Ordinal);
        Assert.Contains("no time step of an LSTM, GRU or RNN", message, StringComparison.Ordinal);
    }

    internal static TestGraph Unrolled(string kind, string style, int layers = 1, bool isLast = false) =>
        new Writer(new TestGraph().Input("x", 1, 1, Steps, Inputs), 3).Unroll(kind, style, "x", layers, isLast).Output("y", isLast ? [1, 1, 2] : [1, Steps, 2]);

    private static TestGraph BothDirections(string kind) => new Writer(new TestGraph().Input("x", 1, 1, Steps, Inputs), 6).Both(kind, "x").Output("y", 1, Steps, 2);

    // As tf2onnx writes a while loop: a count as a state, its limit in the condition.
    internal static TestGraph Looped(string kind)
    {
        var inner = new Writer(new TestGraph(), 3);
        inner.Graph.Input("i", 7).Input("go", 9).Input("time", 7).Input("h", 1, 1, Units).Input("c", 1, 1, Units).Tensor("one", 7, [], writer => writer.Integer(7, 1));
        inner.Graph.Node("Gather", ["xt", "time"], ["x_t"], Attribute("axis", 0));
        var (hidden, cell) = inner.Cell(kind, "keras", "k", "x_t", "h", "c");
        inner.Graph.Node("Add", ["time", "one"], ["later"]).Node("Less", ["later", "limit"], ["below"]).Node("And", ["below", "go"], ["on"])
            .Node("Identity", [hidden], ["h2"]).Node("Identity", [cell], ["c2"]).Node("Identity", [hidden], ["out"])
            .OutputOf(9, "on").OutputOf(7, "later").Output("h2", 1, Units).Output("c2", 1, Units).Output("out", 1, Units);
        var graph = new TestGraph().Input("x", 1, 1, "time", Inputs).Node("Transpose", ["x"], ["xt"], Attributes("perm", 1L, 0L, 2L)).Node("Shape", ["xt"], ["shape"]).Tensor("first", 7, [], writer => writer.Integer(7, 0))
            .Node("Gather", ["shape", "first"], ["limit"]).Tensor("yes", 9, [], writer => writer.Bytes(9, [1])).Tensor("none", 7, [], writer => writer.Integer(7, 0)).Tensor("most", 7, [], writer => writer.Integer(7, int.MaxValue)).Floats("zeros", [1, Units])
            .Node("Loop", ["most", "yes", "none", "zeros", "zeros"], ["n", "hn", "cn", "all"], inner.Graph.AsAttribute("body"))
            .Node("Transpose", ["all"], ["b"], Attributes("perm", 1L, 0L, 2L));
        return new Writer(graph, 5).Dense("b").Output("y", 1, "time", 2);
    }

    internal static TestGraph Scanned(string kind)
    {
        var inner = new Writer(new TestGraph(), 3);
        inner.Graph.Input("h", 1, 1, Units).Input("c", 1, 1, Units).Input("x_t", 1, 1, Inputs);
        var (hidden, cell) = inner.Cell(kind, "torch", "k", "x_t", "h", "c");
        inner.Graph.Node("Identity", [hidden], ["h2"]).Node("Identity", [cell], ["c2"]).Node("Identity", [hidden], ["out"]).Output("h2", 1, Units).Output("c2", 1, Units).Output("out", 1, Units);
        var graph = new TestGraph().Input("x", 1, 1, Steps, Inputs).Node("Transpose", ["x"], ["xt"], Attributes("perm", 1L, 0L, 2L)).Floats("zeros", [1, Units])
            .Node("Scan", ["zeros", "zeros", "xt"], ["hn", "cn", "all"], inner.Graph.AsAttribute("body"), Attribute("num_scan_inputs", 1)).Node("Transpose", ["all"], ["b"], Attributes("perm", 1L, 0L, 2L));
        return new Writer(graph, 5).Dense("b").Output("y", 1, Steps, 2);
    }

    /// <summary>Writes cells out.</summary>
    private sealed class Writer(TestGraph graph, int seed)
    {
        private readonly Random random = new(seed);
        private int values;

        public TestGraph Graph => graph;

        public string Fault { get; init; } = "";

        public TestGraph Dense(string from, int size = Units)
        {
            Matrix("D", size, 2);
            return graph.Node("MatMul", [from, "D"], ["y"]);
        }

        public TestGraph Unroll(string kind, string style, string x, int layers, bool isLast)
        {
            graph.Floats("h0", [1, Units]).Whole("ax1", 1);
            string[] steps = Pieces(x);
            for (int layer = 0; layer < layers; layer++)
            {
                (string h, string c) = ("h0", "h0");
                for (int t = 0; t < Steps; t++)
                {
                    int from = Fault == "a step left out" && t == 3 ? 2 : t;
                    (h, c) = Cell(kind, style, $"w{layer}", steps[from], h, c, t);
                    steps[t] = h;
                }
            }
            if (isLast)
            {
                graph.Node("Unsqueeze", [steps[^1], "ax1"], ["all"]);
                return Dense("all");
            }
            return Dense(Together(steps));
        }

        /// <summary>Steps from the first to the last beside steps from the last to the first, of a sequence that is turned round.</summary>
        public TestGraph Both(string kind, string x)
        {
            graph.Floats("h0", [1, Units]).Whole("ax1", 1).Whole("last", -1).Whole("first", long.MinValue).Node("Slice", [x, "last", "first", "ax1", "last"], ["xr"]);
            string forward = Together(Unrolled(kind, "w", Pieces(x))), backward = Together([.. Unrolled(kind, "v", Pieces("xr")).Reverse()]);
            graph.Node("Concat", [forward, backward], ["both"], Attribute("axis", 2));
            return Dense("both", 2 * Units);
        }

        private string[] Unrolled(string kind, string w, string[] steps)
        {
            (string h, string c) = ("h0", "h0");
            for (int t = 0; t < steps.Length; t++)
            {
                (h, c) = Cell(kind, "torch", w, steps[t], h, c, t);
                steps[t] = h;
            }
            return steps;
        }

        private string[] Pieces(string x)
        {
            string[] steps = [.. Enumerable.Range(0, Steps).Select(t => $"{x}{t}")];
            graph.Node("Split", [x], [.. steps.Select(step => step + "k")], Attribute("axis", 1));
            foreach (string step in steps)
            {
                graph.Node("Squeeze", [step + "k", "ax1"], [step]);
            }
            return steps;
        }

        private string Together(string[] steps)
        {
            string name = $"all{values++}";
            foreach (string step in steps)
            {
                graph.Node("Unsqueeze", [step, "ax1"], [step + "u"]);
            }
            graph.Node("Concat", [.. steps.Select(step => step + "u")], [name], Attribute("axis", 1));
            return name;
        }

        /// <summary>One step; the first makes the weights.</summary>
        public (string Hidden, string Cell) Cell(string kind, string style, string w, string x, string h, string c, int t = 0)
        {
            int gates = kind switch { "LSTM" => 4, "GRU" => 3, _ => 1 }, size = x.StartsWith('x') || x.Contains("x_t", StringComparison.Ordinal) ? Inputs : Units;
            if (t == 0)
            {
                Matrix(w + "W", size, gates * Units);
                Matrix(w + "R", Units, gates * Units);
                graph.Floats(w + "b", [gates * Units], Draw(gates * Units));
                if (kind == "GRU" && style == "keras")
                {
                    Matrix(w + "Rh", Units, Units);
                    graph.Floats(w + "1", [], 1);
                }
                else
                {
                    graph.Floats(w + "br", [gates * Units], Draw(gates * Units));
                }
            }
            string r = Fault == "another matrix at a step" && t == 2 ? Matrix("other", Units, gates * Units) : w + "R";
            string fromX = Of("Add", Of("MatMul", x, w + "W"), w + "b");
            if (kind == "RNN")
            {
                string plain = Of("Tanh", Of("Add", fromX, Of("Add", Of("MatMul", h, r), w + "br")));
                return (plain, plain);
            }
            if (kind == "LSTM")
            {
                string[] four = Parts(Of("Add", fromX, Of("Add", Of("MatMul", h, r), w + "br")), 4);
                string i = Of("Sigmoid", four[0]), f = Of("Sigmoid", four[1]), g = Of("Tanh", four[2]), o = Of("Sigmoid", four[3]);
                string cell = Of(Fault == "a sum instead of a product" && t == 1 ? "Sub" : "Add", Of("Mul", f, c), Of("Mul", i, g));
                return (Of("Mul", o, Of("Tanh", cell)), cell);
            }
            if (style == "torch")
            {
                string[] ofX = Parts(fromX, 3), ofH = Parts(Of("Add", Of("MatMul", h, r), w + "br"), 3);
                string reset = Of("Sigmoid", Of("Add", ofH[0], ofX[0])), update = Of("Sigmoid", Of("Add", ofH[1], ofX[1])), candidate = Of("Tanh", Of("Add", ofX[2], Of("Mul", ofH[2], reset)));
                string next = Of("Add", Of("Mul", Of("Sub", h, candidate), update), candidate);
                return (next, next);
            }
            string[] mixed = Parts(fromX, 3), recurrent = Parts(Of("MatMul", h, r), 3);
            string z = Of("Sigmoid", Of("Add", mixed[0], recurrent[0])), rr = Of("Sigmoid", Of("Add", mixed[1], recurrent[1])), n = Of("Tanh", Of("Add", mixed[2], Of("MatMul", Of("Mul", rr, h), w + "Rh")));
            string after = Of("Add", Of("Mul", z, h), Of("Mul", Of("Sub", w + "1", z), n));
            return (after, after);
        }

        private string Of(string type, params string[] takes)
        {
            string name = $"n{values++}";
            graph.Node(type, takes, [name]);
            return name;
        }

        private string[] Parts(string from, int count)
        {
            string[] names = [.. Enumerable.Range(0, count).Select(_ => $"n{values++}")];
            graph.Node("Split", [from], names, Attribute("axis", 1));
            return names;
        }

        private string Matrix(string name, int rows, int columns)
        {
            graph.Floats(name, [rows, columns], Draw(rows * columns));
            return name;
        }

        private float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
