using System;
using System.IO;
using System.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Emitted code is held on disk, so that a change to the emitter shows in review as a change to what it writes (Baselines/README.md).</summary>
public class BaselineTests
{
    private const string Update = "LSTM_UPDATE_BASELINES";

    /// <summary>Whether what is held is to be written anew.</summary>
    internal static bool Updates => Environment.GetEnvironmentVariable(Update) is "1";

    /// <summary>One for each form of a layer, with and without peepholes, stacks, dense and scale layers.</summary>
    [Theory]
    [InlineData("Tiny1")]
    [InlineData("H3Peep")]
    [InlineData("H8")]
    [InlineData("H32")]
    [InlineData("H64")]
    [InlineData("Identity")]
    public void Emitted_code_is_the_baseline(string name) => AssertBaseline(name, EmittedNetworks.Emit(EmittedNetworks.Golden[name], name));

    /// <summary>One small network for each emitter that those have not: other cells, whole sequences, convolutions, tables.</summary>
    [Theory]
    [InlineData("Gru", 2, """{ "type": "gru", "hidden": 4 }""")]
    [InlineData("GruBefore", 2, """{ "type": "gru", "hidden": 17, "reset": "before" }""")]
    [InlineData("CoupledProjectedNormed", 2, """{ "type": "lstm", "hidden": 4, "coupled": true, "projection": 2, "peephole": true, "layerNorm": true, "initialState": true }""")]
    [InlineData("Bidirectional", 2, """{ "type": "lstm", "hidden": 3, "direction": "bidirectional" }, { "type": "dense", "size": 2, "activation": "softmax" }""")]
    [InlineData("Convolution", 2, """{ "type": "conv1d", "filters": 4, "kernel": 3, "stride": 2, "activation": "relu" }, { "type": "lstm", "hidden": 4 }, { "type": "pool", "kind": "mean" }""")]
    [InlineData("Frame", 6, """{ "type": "frame-conv1d", "channels": 2, "filters": 2, "kernel": 3 }, { "type": "activation", "activation": "softsign" }, { "type": "magnitude", "channels": 2 }, { "type": "rnn", "hidden": 1 }""")]
    [InlineData("Clipped", 2, """{ "type": "lstm", "hidden": 3, "clip": 2.5, "cellClip": 4, "activations": { "cell": { "type": "scaledTanh", "alpha": 1.5, "beta": 0.5 } } }""")]
    [InlineData("HeldWhereNotFinite", 2, """{ "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 1 }""", ""","onNonFinite": "hold" """)]
    [InlineData("AnomalyScore", 3, """{ "type": "gru", "hidden": 3 }, { "type": "dense", "size": 2 }, { "type": "residual", "from": "input" }, { "type": "anomaly" }""")]
    [InlineData("LayerNorm", 3, """{ "type": "layer-norm" }, { "type": "gru", "hidden": 3 }, { "type": "layer-norm", "epsilon": 0.001, "bias": false }""")]
    [InlineData("Embedding", 1, """{ "type": "embedding", "rows": 7, "size": 3 }, { "type": "rnn", "hidden": 3 }, { "type": "residual", "from": 0 }""")]
    public void Emitted_code_of_a_small_network_is_the_baseline(string name, int input, string layers, string options = "") => AssertBaseline(name, EmittedNetworks.Emit(Parse(input, layers, options), name));

    /// <summary>The second file of a model that C calls: its functions, and its header in a comment.</summary>
    [Fact]
    public void The_exports_to_C_are_the_baseline()
    {
        var session = GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("gate.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3 } ] }"""));
        AssertBaseline("CExports", session.Generated["App.Gate.CExports.g.cs"]);
    }

    /// <summary>Several inputs and outputs: methods with a span for each, a block on the stack that serves twice, results that a guard looks at together.</summary>
    [Fact]
    public void Emitted_code_of_a_network_that_branches_is_the_baseline() => AssertBaseline("Branches", EmittedNetworks.Emit(
        Parse("""
            {
              "inputs": { "frame": 3, "noise": 2 },
              "layers": [
                { "type": "concat", "from": ["frame", "noise"] },
                { "type": "gru", "hidden": 4 },
                { "type": "dense", "size": 3, "activation": "sigmoid", "name": "mask" },
                { "type": "multiply", "from": ["mask", "frame"], "name": "masked" },
                { "type": "dense", "size": 3, "activation": "tanh", "name": "shifted" },
                { "type": "add", "from": ["shifted", "masked", "frame"], "name": "sum" },
                { "type": "dense", "size": 1, "activation": "sigmoid", "from": "masked", "name": "voice" }
              ],
              "outputs": ["sum", "voice"],
              "onNonFinite": "reset"
            }
            """),
        "Branches"));

    private static ModelSpec Parse(int input, string layers, string options) => Parse($$"""{ "input": {{input}}{{options}}, "layers": [ {{layers}} ] }""");

    private static ModelSpec Parse(string text)
    {
        var parsed = SpecParser.Parse(text);
        Assert.Empty(parsed.Errors);
        return parsed.Model!;
    }

    private static void AssertBaseline(string name, string code)
    {
        string path = $"tests/Lstm.Generator.Tests/Baselines/{name}.g.cs.txt";
        if (Updates)
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), code);
        }
        Assert.True(Repository.Has(path), $"{path} is missing: {Command}");
        string[] expected = Repository.Read(path).ReplaceLineEndings("\n").Split('\n'), actual = code.Split('\n');
        int line = Enumerable.Range(0, Math.Max(expected.Length, actual.Length)).FirstOrDefault(k => Line(expected, k) != Line(actual, k), -1);
        Assert.True(line < 0, $"{path}({line + 1}) is\n  {Line(expected, line)}\nand emitted is\n  {Line(actual, line)}\nIf that is meant: {Command}");
    }

    private const string Command = Update + "=1 dotnet test tests/Lstm.Generator.Tests, and review the difference.";

    private static string Line(string[] lines, int k) => k >= 0 && k < lines.Length ? lines[k] : "(nothing)";
}
