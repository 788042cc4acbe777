using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Formats.PyTorch;
using Lstm.Training.Formats.PyTorch.Scripts;
using Lstm.Training.Formats.RtNeural;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests;

/// <summary>
/// Every type of layers goes through all that the trainer does with layers: each of them has an arm for it, or refuses it in a message for
/// people. A type that was added and forgotten stops here (docs/contributing/add-a-layer.md).
/// </summary>
public class EveryLayerTests
{
    private const string Rnn = """{ "type": "rnn", "hidden": 4 }""";

    private const string Named = """{ "type": "rnn", "hidden": 4, "name": "memory" }""";

    /// <summary>A network with a layer of each type.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["lstm"] = """{ "type": "lstm", "hidden": 4, "peephole": true, "initialState": true }""",
        ["gru"] = """{ "type": "gru", "hidden": 4 }, { "type": "gru", "hidden": 4, "reset": "before" }""",
        ["rnn"] = Rnn,
        ["ltm-stm"] = """{ "type": "ltm-stm", "hidden": 4 }""",
        ["dense"] = $$"""{{Rnn}}, { "type": "dense", "size": 2 }""",
        ["scale"] = $$"""{{Rnn}}, { "type": "scale", "tensor": "s", "offset": "o" }""",
        ["layer-norm"] = $$"""{{Rnn}}, { "type": "layer-norm" }""",
        ["activation"] = $$"""{{Rnn}}, { "type": "activation", "activation": "tanh" }""",
        ["residual"] = $$"""{{Rnn}}, { "type": "residual", "from": "input" }""",
        ["embedding"] = $$"""{ "type": "embedding", "rows": 7, "size": 4 }, {{Rnn}}""",
        ["pool"] = $$"""{{Rnn}}, { "type": "pool", "kind": "mean" }""",
        ["conv1d"] = """{ "type": "conv1d", "filters": 4, "kernel": 2 }""",
        ["frame-conv1d"] = $$"""{ "type": "frame-conv1d", "channels": 2, "filters": 3, "kernel": 1 }, {{Rnn}}""",
        ["magnitude"] = $$"""{ "type": "magnitude", "channels": 2 }, {{Rnn}}""",
        ["anomaly"] = $$"""{{Rnn}}, { "type": "anomaly" }""",
        ["add"] = $$"""{{Named}}, { "type": "add", "from": ["input", "memory"] }""",
        ["multiply"] = $$"""{{Named}}, { "type": "multiply", "from": ["input", "memory"] }""",
        ["concat"] = $$"""{{Named}}, { "type": "concat", "from": ["input", "memory"] }""",
    };

    public static TheoryData<string> Types { get; } = [.. LayerTypes.Names];

    [Theory, MemberData(nameof(Types))]
    public void A_layer_has_a_reference(string type)
    {
        var spec = Spec(type);
        var network = new ReferenceNetwork(spec, Zeros(spec));
        Assert.Equal(spec.OutputSize, network.Run([new double[spec.InputSize], new double[spec.InputSize]])[0].Length);
    }

    [Theory, MemberData(nameof(Types))]
    public void A_layer_can_be_trained_or_is_named(string type)
    {
        var spec = Spec(type);
        if (Trainability.Fault(spec) is { } fault)
        {
            Assert.Contains($"({type}): ", fault);
            return;
        }
        var parameters = new NetworkParameters(spec);
        Initialization.Uniform(parameters, new Xoshiro256(1), forgetBias: 1);
        var tensors = spec.Layers.SelectMany(TensorNames.Of).ToDictionary(name => name, parameters.Tensor);
        Assert.All(tensors, tensor => Assert.Equal(Zeros(spec)(tensor.Key).Length, tensor.Value.Length));
        bool tokens = spec.Layers[0] is EmbeddingLayerSpec;
        var network = new ShardNetwork(new ModelWeights(parameters), LossFunction.Create(new LossOptions(LossKind.MeanSquared), spec), 3, tokens, dropout: 0f, LaneKernels.Best);
        Assert.NotNull(network);
    }

    [Theory, MemberData(nameof(Types))]
    public void The_first_layer_takes_a_standardisation_in_or_says_why_not(string type)
    {
        var spec = Spec(type);
        Assert.True(Folding.InputFault(spec) is null or { Length: > 0 });
    }

    [Theory, MemberData(nameof(Types))]
    public void A_layer_is_exported_or_refused(string type)
    {
        var source = new ExportSource("net", Spec(type), Zeros(Spec(type)));
        foreach (var export in (Func<ExportSource, byte[]>[])[OnnxExporter.Write, TorchScriptWriter.Write, RtNeuralExporter.Write])
        {
            try
            {
                Assert.NotEmpty(export(source));
            }
            catch (ExportException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Fact]
    public void There_is_a_sample_of_every_type() => Assert.Equal(LayerTypes.Names, Samples.Keys);

    private static ModelSpec Spec(string type) => SpecParser.Parse($$"""{ "input": {{(type == "embedding" ? 1 : 4)}}, "layers": [ {{Samples[type]}} ] }""").Model!;

    private static Func<string, float[]> Zeros(ModelSpec spec)
    {
        var lengths = new Dictionary<string, int>();
        foreach (var tensor in spec.Layers.Zip(spec.Sizes).SelectMany(layer => layer.First.TensorShapes(layer.Second.Input)))
        {
            lengths.Add(tensor.Name, tensor.Shape.Aggregate(1, (product, length) => product * length));
        }
        return name => new float[lengths[name]];
    }
}
