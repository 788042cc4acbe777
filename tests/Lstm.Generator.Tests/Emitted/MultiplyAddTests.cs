using System;
using System.Linq;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Multiply-adds are products of a weight and a value in a time step: by hand for every kind of layer, and the same number wherever it is told.</summary>
public class MultiplyAddTests
{
    // Of I = 3 values, with H = 5 units: weights times values, no biases.
    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 5 }""", 4 * 5 * (3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "bias": false }""", 4 * 5 * (3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "peephole": true }""", (4 * 5 * (3 + 5)) + (3 * 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "peephole": true, "coupled": true }""", (3 * 5 * (3 + 5)) + (2 * 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "projection": 2 }""", (4 * 5 * (3 + 2)) + (5 * 2))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "layerNorm": true }""", (4 * 5 * (3 + 5)) + (4 * 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "initialState": true, "clip": 1 }""", 4 * 5 * (3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "direction": "bidirectional" }""", 2 * 4 * 5 * (3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 64 }""", 4 * 64 * (3 + 64))]
    [InlineData("""{ "type": "gru", "hidden": 5 }""", 3 * 5 * (3 + 5))]
    [InlineData("""{ "type": "gru", "hidden": 5, "bias": false }""", 3 * 5 * (3 + 5))]
    [InlineData("""{ "type": "gru", "hidden": 5, "reset": "before" }""", 3 * 5 * (3 + 5))]
    [InlineData("""{ "type": "rnn", "hidden": 5 }""", 5 * (3 + 5))]
    [InlineData("""{ "type": "ltm-stm", "hidden": 5 }""", (4 * 5 * (3 + 5)) + (5 * 5))]
    [InlineData("""{ "type": "dense", "size": 5 }""", 3 * 5)]
    [InlineData("""{ "type": "scale", "tensor": "s" }""", 3)]
    [InlineData("""{ "type": "scale", "tensor": "s", "offset": "o" }""", 3)]
    [InlineData("""{ "type": "activation", "activation": "softmax" }""", 0)]
    [InlineData("""{ "type": "residual", "from": "input" }""", 0)]
    [InlineData("""{ "type": "pool", "kind": "mean" }""", 0)]
    [InlineData("""{ "type": "conv1d", "filters": 5, "kernel": 4, "dilation": 2 }""", 3 * 4 * 5)]
    [InlineData("""{ "type": "conv1d", "filters": 5, "kernel": 4, "stride": 7 }""", 9)] // 60 at every seventh step, rounded up
    [InlineData("""{ "type": "frame-conv1d", "channels": 1, "filters": 5, "kernel": 2 }""", 2 * 2 * 5)]
    [InlineData("""{ "type": "frame-conv1d", "channels": 1, "filters": 5, "kernel": 2, "padLeft": 1, "stride": 3 }""", 1 * 2 * 5)]
    public void A_layer_has_what_one_counts_by_hand(string layer, long expected)
    {
        var plan = Plan(3, """{ "type": "rnn", "hidden": 3, "tensors": "first." }""", layer);
        Assert.Equal(expected, plan.Layers[1].MultiplyAddsPerStep);
        Told(plan, (3 * (3 + 3)) + expected);
    }

    [Fact]
    public void A_magnitude_and_an_embedding_have_none()
    {
        Told(Plan(4, """{ "type": "magnitude", "channels": 2 }""", """{ "type": "rnn", "hidden": 3 }"""), 3 * (2 + 3));
        Told(Plan(1, """{ "type": "embedding", "rows": 9, "size": 4 }""", """{ "type": "rnn", "hidden": 3 }"""), 3 * (4 + 3));
    }

    [Fact]
    public void The_GRU_of_four_inputs_and_twenty_units_has_those_of_W_and_R() => Told(Plan(4, """{ "type": "gru", "hidden": 20 }"""), 1440);

    [Fact]
    public void Layers_behind_a_stride_count_as_often_as_they_run()
    {
        string[] layers =
        [
            """{ "type": "conv1d", "filters": 5, "kernel": 4, "stride": 2 }""", // 60 at every second step
            """{ "type": "lstm", "hidden": 2 }""", // 56 at every second step
            """{ "type": "conv1d", "filters": 1, "kernel": 3, "stride": 4 }""", // 6 at every eighth, rounded up
            """{ "type": "dense", "size": 7 }""", // 7 at every eighth, rounded up
        ];
        var plan = Plan(3, layers);
        Assert.Equal([30L, 28, 1, 1], plan.Layers.Select(layer => layer.MultiplyAddsPerStep));
        Assert.Equal([0L, 5, 0, 0], plan.Layers.Select(layer => layer.ActivationsPerStep));
        Told(plan, 60);
    }

    private static void Told(NetworkPlan plan, long expected)
    {
        string code = EmittedNetworks.Emit(plan.Spec, "Counted");
        Assert.Equal(expected, plan.MultiplyAdds);
        Assert.Contains($"public const long MultiplyAddsPerStep = {expected};", code, StringComparison.Ordinal);
        Assert.Contains($"// A step takes {expected} multiply-adds (a weight times a value) and ", code, StringComparison.Ordinal);
    }

    private static NetworkPlan Plan(int input, params string[] layers) =>
        new(SpecParser.Parse($$"""{ "input": {{input}}, "layers": [ {{string.Join(", ", layers)}} ] }""").Model!);
}
