using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>A network, a loss and sequences to take gradients of: small, and together with everything that has a gradient.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Layers">The layers, as a spec has them.</param>
/// <param name="Loss">The loss.</param>
/// <param name="AtEnd">Whether there are targets at the end only.</param>
/// <param name="Tokens">Whether the input is tokens.</param>
/// <param name="Input">Values of a sample.</param>
/// <param name="Known">Tokens that there are.</param>
/// <param name="Graph">Instead of the layers the whole spec of a network that branches, with three values of a sample; its first output is a number.</param>
internal sealed record GradientCase(string Name, string Layers, LossOptions Loss, bool AtEnd = false, bool Tokens = false, int Input = 3, int Known = 3, string? Graph = null)
{
    private const string Lstm = """{ "type": "lstm", "hidden": 5 }""";
    private const string Head = """{ "type": "dense", "size": 2 }""";

    private static readonly LossOptions Squared = new(LossKind.MeanSquared);

    public static IReadOnlyList<GradientCase> All { get; } =
    [
        new("one layer", $"{Lstm}, {Head}", Squared),
        new("target at the end", $"{Lstm}, {Head}", Squared, AtEnd: true),
        new("no bias", """{ "type": "lstm", "hidden": 5, "bias": false }, { "type": "dense", "size": 2, "bias": false }""", Squared),
        new("peepholes", $$"""{ "type": "lstm", "hidden": 5, "peephole": true }, {{Head}}""", Squared),
        new("stacked with peepholes", $$"""{ "type": "lstm", "hidden": 4, "peephole": true }, { "type": "lstm", "hidden": 3, "peephole": true }, {{Head}}""", Squared),
        new("one unit, no head", """{ "type": "lstm", "hidden": 1 }""", Squared),
        new("many units", $$"""{ "type": "lstm", "hidden": 9 }, {{Head}}""", Squared),
        new("scales and a dense layer first", $$"""{ "type": "scale", "tensor": "s" }, { "type": "dense", "size": 3, "activation": "tanh", "tensors": "first." }, {{Lstm}}, { "type": "dense", "size": 2, "tensors": "head." }, { "type": "scale", "tensor": "out" }""", Squared),
        new("identity, relu", """{ "type": "lstm", "hidden": 5, "peephole": true, "activations": { "inputGate": "identity", "forgetGate": "sigmoid", "candidate": "relu", "outputGate": "tanh", "cell": "identity" } }, { "type": "dense", "size": 2, "activation": "relu" }""", Squared),
        new("tanh, relu", """{ "type": "lstm", "hidden": 5, "peephole": true, "activations": { "inputGate": "relu", "forgetGate": "tanh", "candidate": "sigmoid", "outputGate": "identity", "cell": "relu" } }, { "type": "dense", "size": 2, "activation": "tanh" }""", Squared),
        new("relu, identity", """{ "type": "lstm", "hidden": 5, "activations": { "inputGate": "tanh", "forgetGate": "identity", "candidate": "identity", "outputGate": "relu", "cell": "sigmoid" } }, { "type": "dense", "size": 2, "activation": "sigmoid" }""", Squared),
        new("forget gate relu", $$"""{ "type": "lstm", "hidden": 5, "activations": { "forgetGate": "relu" } }, {{Head}}""", Squared),
        new("softmax and squares", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", Squared),
        new("absolute", $"{Lstm}, {Head}", new(LossKind.MeanAbsolute)),
        new("Huber", $"{Lstm}, {Head}", new(LossKind.Huber, HuberDelta: 0.4f)),
        new("quantiles", $"{Lstm}, {Head}", new(LossKind.Quantile) { Quantiles = new([0.1f, 0.75f]) }),
        new("quantile at the end", $"{Lstm}, {Head}", new(LossKind.Quantile) { Quantiles = new([0.2f]) }, AtEnd: true),
        new("cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy)),
        new("cross-entropy at the end", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy), AtEnd: true),
        new("binary cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 2, "activation": "sigmoid" }""", new(LossKind.BinaryCrossEntropy)),
        new("weighted cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy) { Weights = new([0.5f, 4f, 20f]) }),
        new("weighted cross-entropy at the end", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy) { Weights = new([0.5f, 4f, 20f]) }, AtEnd: true),
        new("weighted binary cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 2, "activation": "sigmoid" }""", new(LossKind.BinaryCrossEntropy) { Weights = new([7f, 0.25f]) }),
        new("weighted binary cross-entropy at the end", $$"""{{Lstm}}, { "type": "dense", "size": 2, "activation": "sigmoid" }""", new(LossKind.BinaryCrossEntropy) { Weights = new([7f, 0.25f]) }, AtEnd: true),
        new("focal cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy) { Weights = new([0.5f, 4f, 20f]), Focus = 2 }),
        new("focal binary cross-entropy", $$"""{{Lstm}}, { "type": "dense", "size": 2, "activation": "sigmoid" }""", new(LossKind.BinaryCrossEntropy) { Weights = new([7f, 0.25f]), Focus = 3 }),
        new("weighted tokens", $$"""{ "type": "lstm", "hidden": 5 }, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy) { Weights = new([3f, 1f, 0.25f]) }, Tokens: true),
        new("error to signal", $"{Lstm}, {Head}", new(LossKind.ErrorToSignal, PreEmphasis: 0.85f)),
        new("tokens", $$"""{ "type": "lstm", "hidden": 5, "peephole": true }, { "type": "dense", "size": 3, "activation": "softmax" }""", new(LossKind.CrossEntropy), Tokens: true),
    ];

    public static TheoryData<string> Names => [.. All.Select(item => item.Name)];

    public static GradientCase Named(string name) => All.First(item => item.Name == name);

    /// <summary>The network with drawn weights; scales and factors are not 1, offsets, biases and initial states not 0.</summary>
    public NetworkParameters Parameters()
    {
        var result = SpecParser.Parse(Graph ?? $$"""{ "input": {{Input}}, "layers": [ {{Layers}} ] }""");
        Assert.Empty(result.Errors);
        var parameters = new NetworkParameters(result.Model!);
        Initialization.Uniform(parameters, new Xoshiro256(7));
        foreach (var tensor in parameters.Tensors.Where(tensor => tensor.Name is "s" or "o" or "out" || tensor.Name.StartsWith("h0", StringComparison.Ordinal) || tensor.Name.StartsWith("c0", StringComparison.Ordinal)))
        {
            for (int n = 0; n < tensor.Rows; n++)
            {
                NetworkParameters.At(parameters.Values, tensor, n) = tensor.Name[0] is 'h' or 'c' ? 0.25f - (0.125f * n) : 0.5f + n;
            }
        }
        foreach (var layer in parameters.Layers.Where(layer => layer.Spec is LayerNormLayerSpec))
        {
            var values = layer.Part.Vectors(parameters.Values); // other factors than 1 and biases than 0
            for (int n = 0; n < values.Length; n++)
            {
                values[n] += 0.25f - (0.125f * n);
            }
        }
        return parameters;
    }

    /// <summary>Sequences of several lengths, fewer than a shard has lanes; some targets are missing.</summary>
    public List<Sequence> Sequences(int outputSize)
    {
        var random = new Xoshiro256(11);
        return [.. new[] { 6, 9, 4, 9, 1 }.Select((length, s) =>
        {
            float[] inputs = Draw(Tokens ? 0 : length * 3);
            int[] tokens = [.. Enumerable.Range(0, Tokens ? length : 0).Select(_ => random.NextIndex(Known))];
            int steps = AtEnd ? 1 : length;
            bool classes = Loss.Kind == LossKind.CrossEntropy;
            int[] labels = [.. Enumerable.Range(0, classes ? steps : 0).Select(t => t == 2 ? -1 : random.NextIndex(3))];
            float[] targets = Draw(classes ? 0 : steps * outputSize);
            if (Loss.Kind == LossKind.BinaryCrossEntropy)
            {
                targets = Array.ConvertAll(targets, value => value > 0 ? 1f : 0f);
            }
            if (Loss.Kind == LossKind.Heads)
            {
                MakeProbabilities(targets);
            }
            if (targets.Length > 3)
            {
                targets[Loss.Kind == LossKind.Heads ? 0 : 3] = float.NaN;
            }
            return new Sequence($"sequence {s}", length, inputs, targets, labels, tokens);
        })];

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2f * random.NextSingle()) - 1f)];
    }

    /// <summary>Targets of a sigmoid become 0 or 1, those of a softmax a 1 for the class of the largest.</summary>
    private void MakeProbabilities(float[] targets)
    {
        var spec = SpecParser.Parse(Graph!).Model!;
        for (int row = 0; row < targets.Length / spec.OutputSize; row++)
        {
            foreach (var (layer, part) in spec.Graph!.Outputs.Zip(spec.Outputs))
            {
                var head = targets.AsSpan((row * spec.OutputSize) + part.Offset, part.Size);
                float[] drawn = head.ToArray();
                for (int n = 0; n < head.Length; n++)
                {
                    head[n] = ((spec.Layers[layer] as DenseLayerSpec)?.Activation.Kind) switch
                    {
                        ActivationKind.Sigmoid => drawn[n] > 0 ? 1 : 0,
                        ActivationKind.Softmax => drawn[n] == drawn.Max() ? 1 : 0,
                        _ => drawn[n],
                    };
                }
            }
        }
    }
}
