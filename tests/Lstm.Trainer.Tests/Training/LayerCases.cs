using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine.Losses;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Every layer beside the plain ones, each above a dense layer, whose gradient is that of the layer's input, and first as well.</summary>
internal static class LayerCases
{
    private const string First = """{ "type": "dense", "size": 4, "activation": "tanh", "tensors": "first." }""";
    private const string Head = """{ "type": "dense", "size": 2 }""";
    private const string Softmax = """{ "type": "dense", "size": 3, "activation": "softmax" }""";

    private static readonly LossOptions Squared = new(LossKind.MeanSquared);

    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. Graphs(),
        .. Cells().Select(cell => new GradientCase(cell.Name, $"{cell.Layer}, {Head}", Squared)),
        .. Cells().Select(cell => new GradientCase($"{cell.Name} above another layer", $"{First}, {cell.Layer}, {Head}", Squared)),
        new("embedding by token", $$"""{ "type": "embedding", "rows": 5, "size": 4 }, { "type": "gru", "hidden": 4 }, {{Softmax}}""", new(LossKind.CrossEntropy), Tokens: true, Input: 1, Known: 5),
        new("one-hot tokens into a GRU", $$"""{ "type": "gru", "hidden": 4 }, {{Softmax}}""", new(LossKind.CrossEntropy), Tokens: true),
        new("one-hot tokens, bidirectional", $$"""{ "type": "lstm", "hidden": 4, "direction": "bidirectional" }, {{Softmax}}""", new(LossKind.CrossEntropy), Tokens: true),
        new("tokens into a coupled LSTM", $$"""{ "type": "lstm", "hidden": 4, "coupled": true, "peephole": true }, {{Softmax}}""", new(LossKind.CrossEntropy), Tokens: true),
        new("pool last", $$"""{{First}}, { "type": "lstm", "hidden": 4 }, { "type": "pool", "kind": "last" }, {{Head}}""", Squared, AtEnd: true),
        new("pool mean", $$"""{{First}}, { "type": "gru", "hidden": 4 }, { "type": "pool", "kind": "mean" }, {{Head}}""", Squared, AtEnd: true),
        new("pool mean, bidirectional, classes", $$"""{ "type": "gru", "hidden": 4, "direction": "bidirectional" }, { "type": "pool", "kind": "mean" }, {{Softmax}}""", new(LossKind.CrossEntropy), AtEnd: true),
        new("pool final, bidirectional", $$"""{ "type": "lstm", "hidden": 4, "direction": "bidirectional" }, { "type": "pool", "kind": "final" }, {{Head}}""", Squared, AtEnd: true),
        new("pool final of reverse", $$"""{{First}}, { "type": "gru", "hidden": 4, "direction": "reverse" }, { "type": "pool", "kind": "final" }, {{Head}}""", Squared, AtEnd: true),
        new("pool final of backwards", $$"""{{First}}, { "type": "rnn", "hidden": 4, "direction": "backwards" }, { "type": "pool", "kind": "final" }, {{Head}}""", Squared, AtEnd: true),
        new("pool as the end", """{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 2 }, { "type": "pool", "kind": "mean" }""", Squared, AtEnd: true),
        new("layers behind a pool", $$"""{ "type": "lstm", "hidden": 4 }, { "type": "pool", "kind": "last" }, { "type": "dense", "size": 4, "activation": "tanh", "tensors": "a." }, { "type": "dense", "size": 4, "tensors": "b." }, { "type": "residual", "from": 2 }, { "type": "activation", "activation": "sigmoid" }, {{Head}}""", Squared, AtEnd: true),
        new("scale with offset in between", $$"""{{First}}, { "type": "scale", "tensor": "s", "offset": "o" }, { "type": "gru", "hidden": 4 }, {{Head}}""", Squared),
        new("scale with offset first", $$"""{ "type": "scale", "tensor": "s", "offset": "o" }, { "type": "gru", "hidden": 4 }, {{Head}}""", Squared),
        new("layer normalisation", $$"""{{First}}, { "type": "layer-norm", "epsilon": 0.01, "tensors": "a." }, { "type": "lstm", "hidden": 5 }, { "type": "layer-norm", "bias": false }, {{Head}}""", Squared),
        new("layer normalisation first and last", """{ "type": "layer-norm" }, { "type": "gru", "hidden": 4 }, { "type": "layer-norm", "tensors": "last." }""", Squared),
        new("layer normalisation behind a pool", $$"""{ "type": "gru", "hidden": 4, "direction": "bidirectional" }, { "type": "pool", "kind": "mean" }, { "type": "layer-norm" }, {{Head}}""", Squared, AtEnd: true),
        new("activation layers", $$"""{{First}}, { "type": "lstm", "hidden": 4 }, { "type": "activation", "activation": "tanh" }, { "type": "activation", "activation": "softmax" }, {{Head}}""", Squared),
        new("softmax by itself, cross-entropy", """{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 3 }, { "type": "activation", "activation": "softmax" }""", new(LossKind.CrossEntropy)),
        new("sigmoid by itself, binary cross-entropy", """{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 2 }, { "type": "activation", "activation": "sigmoid" }""", new(LossKind.BinaryCrossEntropy)),
        new("weighted classes of pooled sequences", $$"""{ "type": "gru", "hidden": 4 }, { "type": "pool", "kind": "mean" }, {{Softmax}}""", new(LossKind.CrossEntropy) { Weights = new([0.5f, 4f, 20f]) }, AtEnd: true),
        new("residual of a layer, twice", $$"""{{First}}, { "type": "lstm", "hidden": 4 }, { "type": "residual", "from": 0 }, { "type": "gru", "hidden": 3 }, { "type": "residual", "from": 0 }, {{Head}}""", Squared),
        new("residual of the sample", $$"""{ "type": "lstm", "hidden": 3 }, { "type": "residual", "from": "input" }, {{Head}}""", Squared),
        new("residual at the end", """{ "type": "gru", "hidden": 3 }, { "type": "dense", "size": 3 }, { "type": "residual", "from": 0 }""", Squared),
        new("stacked, bidirectional, with initial states", $$"""{ "type": "lstm", "hidden": 3, "direction": "bidirectional", "initialState": true }, { "type": "gru", "hidden": 3, "direction": "bidirectional", "initialState": true }, {{Head}}""", Squared),
    ];

    public static TheoryData<string> Names => [.. All.Select(item => item.Name)];

    public static GradientCase Named(string name) => All.First(item => item.Name == name);

    private static IEnumerable<GradientCase> Graphs()
    {
        yield return new("two heads of one memory", "", Squared, Graph: """
            { "input": 3, "layers": [ { "type": "gru", "hidden": 5, "name": "m" }, { "type": "dense", "size": 2, "name": "a" }, { "type": "dense", "size": 1, "activation": "tanh", "from": "m", "name": "b" } ], "outputs": ["b", "a"] }
            """);
        yield return new("heads with losses of their own", "", new(LossKind.Heads), Graph: Heads);
        yield return new("heads with weights", "", new(LossKind.Heads) { Weights = new([0.5f, 0.5f, 4f, 2f, 2f, 2f]) }, Graph: Heads);
        yield return new("heads with targets at the end", "", new(LossKind.Heads), AtEnd: true, Graph: Heads);
        yield return new("sum, product and concatenation of what is taken twice", "", Squared, Graph: """
            { "inputs": { "x": 2, "y": 1 }, "layers": [
              { "type": "dense", "size": 3, "activation": "tanh", "from": "x", "name": "p" }, { "type": "lstm", "hidden": 3, "from": "y", "name": "q" },
              { "type": "multiply", "from": ["p", "q", "p"], "name": "r" }, { "type": "add", "from": ["q", "r", "q"], "name": "s" },
              { "type": "concat", "from": ["s", "x", "r", "p"] }, { "type": "layer-norm" }, { "type": "gru", "hidden": 4 }, { "type": "dense", "size": 2 } ] }
            """);
        yield return new("an output that a layer takes too", "", Squared, Graph: """
            { "input": 3, "layers": [ { "type": "conv1d", "filters": 3, "kernel": 2, "name": "c" }, { "type": "scale", "tensor": "s", "offset": "o" }, { "type": "lstm", "hidden": 3, "name": "h" },
              { "type": "add", "from": ["h", "c", "input"] }, { "type": "activation", "activation": "tanh", "name": "y" } ], "outputs": ["h", "y"] }
            """);
        yield return new("embeddings beside numbers", "", Squared, Graph: """
            { "inputs": { "x": 2, "kind": 1 }, "layers": [ { "type": "embedding", "rows": 4, "size": 3, "from": "kind", "name": "k" },
              { "type": "concat", "from": ["x", "k"] }, { "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 2, "name": "y" }, { "type": "embedding", "rows": 5, "size": 2, "from": "kind", "name": "o" },
              { "type": "add", "from": ["y", "o"] } ] }
            """);
    }

    private const string Heads = """
        { "input": 3, "layers": [ { "type": "lstm", "hidden": 5, "peephole": true, "name": "m" }, { "type": "dense", "size": 2, "name": "value" },
          { "type": "dense", "size": 1, "activation": "sigmoid", "from": "m", "name": "yes" }, { "type": "dense", "size": 3, "activation": "softmax", "from": "m", "name": "class" } ],
          "outputs": ["value", "yes", "class"] }
        """;

    private static IEnumerable<(string Name, string Layer)> Cells()
    {
        yield return ("coupled", """{ "type": "lstm", "hidden": 5, "coupled": true }""");
        yield return ("coupled with peepholes", """{ "type": "lstm", "hidden": 5, "coupled": true, "peephole": true, "activations": { "candidate": "sigmoid", "cell": "identity" } }""");
        yield return ("projection", """{ "type": "lstm", "hidden": 5, "projection": 3 }""");
        yield return ("coupled, peepholes, projection, initial state, no bias", """{ "type": "lstm", "hidden": 5, "coupled": true, "peephole": true, "projection": 2, "initialState": true, "bias": false }""");
        yield return ("LSTM with initial state", """{ "type": "lstm", "hidden": 5, "peephole": true, "initialState": true }""");
        yield return ("GRU", """{ "type": "gru", "hidden": 5, "reset": "after" }""");
        yield return ("GRU, other activations, initial state", """{ "type": "gru", "hidden": 5, "initialState": true, "activations": { "resetGate": "tanh", "candidate": "sigmoid" } }""");
        yield return ("GRU without bias", """{ "type": "gru", "hidden": 5, "bias": false }""");
        yield return ("GRU, reset before", """{ "type": "gru", "hidden": 5, "reset": "before", "initialState": true }""");
        yield return ("GRU, reset before, without bias", """{ "type": "gru", "hidden": 3, "reset": "before", "bias": false }""");
        yield return ("RNN", """{ "type": "rnn", "hidden": 5, "initialState": true }""");
        yield return ("RNN, sigmoid, no bias", """{ "type": "rnn", "hidden": 5, "activation": "sigmoid", "bias": false }""");
        yield return ("LTM/STM", """{ "type": "ltm-stm", "hidden": 5, "initialState": true }""");
        yield return ("LTM/STM without bias", """{ "type": "ltm-stm", "hidden": 5, "bias": false }""");
        yield return ("LSTM reverse", """{ "type": "lstm", "hidden": 5, "direction": "reverse" }""");
        yield return ("GRU backwards", """{ "type": "gru", "hidden": 5, "direction": "backwards", "initialState": true }""");
        yield return ("bidirectional LSTM", """{ "type": "lstm", "hidden": 4, "direction": "bidirectional", "coupled": true, "projection": 3 }""");
        yield return ("bidirectional GRU", """{ "type": "gru", "hidden": 4, "direction": "bidirectional", "reset": "before" }""");
        yield return ("bidirectional RNN", """{ "type": "rnn", "hidden": 4, "direction": "bidirectional" }""");
        yield return ("bidirectional LTM/STM", """{ "type": "ltm-stm", "hidden": 3, "direction": "bidirectional" }""");
        yield return ("convolution", """{ "type": "conv1d", "filters": 5, "kernel": 3, "activation": "tanh" }""");
        yield return ("dilated convolution without bias", """{ "type": "conv1d", "filters": 2, "kernel": 2, "dilation": 3, "bias": false }""");
        yield return ("convolution, kernel 1", """{ "type": "conv1d", "filters": 3, "kernel": 1, "activation": "sigmoid" }""");
    }
}
