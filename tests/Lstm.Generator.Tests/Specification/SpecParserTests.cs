using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class SpecParserTests
{
    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var model = Parse("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 }, { "type": "dense", "size": 2 }, { "type": "dense", "size": 1 } ] }""");
        LayerSpec[] layers =
        [
            new LstmLayerSpec("", 0, 32, Peephole: false, Bias: true, LstmActivations.Standard),
            new DenseLayerSpec("dense0.", 2, Bias: true, ActivationKind.Identity),
            new DenseLayerSpec("dense1.", 1, Bias: true, ActivationKind.Identity),
        ];
        Assert.Equal(new ModelSpec(3, new EquatableArray<LayerSpec>(layers)), model);
        Assert.Equal(1, model.OutputSize);
    }

    [Fact]
    public void What_is_given_is_taken()
    {
        var model = Parse("""
            { "$schema": "x", "input": 65536,
              "layers": [
                { "type": "scale", "tensor": "in_scale" },
                { "type": "lstm", "hidden": 4096, "peephole": true, "bias": false, "tensors": "lstm.",
                  "activations": { "inputGate": "tanh", "forgetGate": "relu", "candidate": "identity", "outputGate": "tanh", "cell": "sigmoid" } },
                { "type": "dense", "size": 2, "bias": false, "tensors": "linear.", "activation": "softmax" }
              ],
              "maxWeightBytes": 9223372036854775807, "maxStateBytes": 1024 }
            """);
        var activations = new LstmActivations(ActivationKind.Tanh, ActivationKind.Relu, ActivationKind.Identity, ActivationKind.Tanh, ActivationKind.Sigmoid);
        LayerSpec[] layers =
        [
            new ScaleLayerSpec("in_scale"),
            new LstmLayerSpec("lstm.", 0, 4096, Peephole: true, Bias: false, activations),
            new DenseLayerSpec("linear.", 2, Bias: false, ActivationKind.Softmax),
        ];
        Assert.Equal(new ModelSpec(65536, new EquatableArray<LayerSpec>(layers), long.MaxValue, 1024), model);
    }

    [Fact]
    public void What_a_recurrent_layer_is_given_is_taken()
    {
        var elu = new ActivationSpec(ActivationKind.Elu, 0.5f, 0);
        Assert.Equal(
            new LstmLayerSpec("", 0, 8, Peephole: true, Bias: true, LstmActivations.Standard with { Cell = elu })
            {
                Coupled = true,
                CellClip = 3,
                Projection = 4,
                LayerNorm = true,
                Clip = 0.1f,
                Direction = Direction.Bidirectional,
                InitialState = true,
            },
            Layer("""{ "type": "lstm", "hidden": 8, "peephole": true, "coupled": true, "cellClip": 3e0, "projection": 4, "layerNorm": true, "clip": 0.1, "direction": "bidirectional", "initialState": true, "activations": { "cell": { "alpha": 5E-1, "type": "elu" } } }"""));
        Assert.Equal(
            new GruLayerSpec("g.", 0, 8, Bias: false, new(ActivationKind.Tanh, elu, ActivationKind.Relu)) { ResetBefore = true, Direction = Direction.Reverse },
            Layer("""{ "type": "gru", "hidden": 8, "tensors": "g.", "bias": false, "reset": "before", "direction": "reverse", "activations": { "resetGate": "tanh", "updateGate": { "type": "elu", "alpha": 0.5 }, "candidate": "relu" } }"""));
        Assert.Equal(
            new RnnLayerSpec("", 0, 8, Bias: true, new ActivationSpec(ActivationKind.ScaledTanh, 2, 1)) { Direction = Direction.Backwards },
            Layer("""{ "type": "rnn", "hidden": 8, "direction": "backwards", "activation": { "type": "scaledTanh", "alpha": 2 } }"""));
        Assert.Equal(
            new LtmStmLayerSpec("", 0, 8, Bias: true, new(ActivationKind.Relu, ActivationKind.Tanh, ActivationKind.Softsign, ActivationKind.Softplus, ActivationKind.Identity)),
            Layer("""{ "type": "ltm-stm", "hidden": 8, "activations": { "learnGate": "relu", "forgetGate": "tanh", "candidate": "softsign", "useGate": "softplus", "output": "identity" } }"""));
    }

    [Fact]
    public void What_another_layer_is_given_is_taken()
    {
        Assert.Equal(new ScaleLayerSpec("s", "o"), Layer("""{ "type": "scale", "tensor": "s", "offset": "o" }"""));
        Assert.Equal(new ActivationLayerSpec(ActivationKind.Softmax), Layer("""{ "type": "activation", "activation": { "type": "softmax" } }"""));
        Assert.Equal(new LayerNormLayerSpec("norm0.", 1e-5f, Bias: true), Layer("""{ "type": "layer-norm" }"""));
        Assert.Equal(new LayerNormLayerSpec("n.", 0.001f, Bias: false), Layer("""{ "type": "layer-norm", "epsilon": 1e-3, "bias": false, "tensors": "n." }"""));
        Assert.Equal(new MagnitudeLayerSpec(4), Layer("""{ "type": "magnitude", "channels": 4 }"""));
        Assert.Equal(new ConvLayerSpec("conv0.", 8, 3, 1, 1, Bias: true, ActivationKind.Identity), Layer("""{ "type": "conv1d", "filters": 8, "kernel": 3 }"""));
        Assert.Equal(new ConvLayerSpec("c.", 8, 3, 2, 4, Bias: false, ActivationKind.Relu), Layer("""{ "type": "conv1d", "filters": 8, "kernel": 3, "stride": 2, "dilation": 4, "bias": false, "activation": "relu", "tensors": "c." }"""));
        Assert.Equal(new FrameConvLayerSpec("conv0.", 2, 8, 3, 1, 1, 0, 0, Reflect: false, Bias: true, ActivationKind.Identity), Layer("""{ "type": "frame-conv1d", "channels": 2, "filters": 8, "kernel": 3 }"""));
        Assert.Equal(
            new FrameConvLayerSpec("c.", 2, 8, 3, 5, 2, 1, 3, Reflect: true, Bias: false, ActivationKind.Tanh),
            Layer("""{ "type": "frame-conv1d", "channels": 2, "filters": 8, "kernel": 3, "stride": 5, "dilation": 2, "padLeft": 1, "padRight": 3, "padMode": "reflect", "bias": false, "activation": "tanh", "tensors": "c." }"""));
        var model = Parse("""{ "input": 1, "layers": [ { "type": "embedding", "rows": 7, "size": 5 }, { "type": "rnn", "hidden": 5 }, { "type": "residual", "from": 0 }, { "type": "pool", "kind": "mean" } ] }""");
        LayerSpec[] layers = [new EmbeddingLayerSpec("embedding0.", 7, 5), new RnnLayerSpec("", 0, 5, Bias: true, ActivationKind.Tanh), new ResidualLayerSpec(0), new PoolLayerSpec(PoolKind.Mean)];
        Assert.Equal(layers, model.Layers);
        Assert.Equal(ResidualLayerSpec.Input, ((ResidualLayerSpec)Parse("""{ "input": 5, "layers": [ { "type": "rnn", "hidden": 5 }, { "type": "residual", "from": "input" } ] }""").Layers[1]).From);
    }

    [Theory]
    [InlineData("""{ "type": "frame-conv1d", "channels": 2, "filters": 3, "kernel": 3 }""", 3 * 6)]
    [InlineData("""{ "type": "frame-conv1d", "channels": 2, "filters": 3, "kernel": 3, "stride": 2, "padLeft": 1 }""", 3 * 4)]
    [InlineData("""{ "type": "frame-conv1d", "channels": 1, "filters": 1, "kernel": 4, "dilation": 5 }""", 1)]
    [InlineData("""{ "type": "frame-conv1d", "channels": 8, "filters": 1, "kernel": 2, "stride": 9, "padMode": "reflect", "padLeft": 1, "padRight": 1 }""", 1)]
    [InlineData("""{ "type": "magnitude", "channels": 4 }""", 8)]
    [InlineData("""{ "type": "gru", "hidden": 5, "direction": "bidirectional" }""", 10)]
    [InlineData("""{ "type": "gru", "hidden": 5, "direction": "backwards" }""", 5)]
    [InlineData("""{ "type": "lstm", "hidden": 5, "projection": 3, "direction": "bidirectional" }""", 6)]
    [InlineData("""{ "type": "conv1d", "filters": 7, "kernel": 3, "stride": 2 }""", 7)]
    [InlineData("""{ "type": "activation", "activation": "relu" }""", 16)]
    public void A_layer_puts_out_as_many_values_as_the_page_says(string layer, int outputSize) => Assert.Equal(outputSize, Layer(layer).OutputSize(16));

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4 }""", false)]
    [InlineData("""{ "type": "conv1d", "filters": 7, "kernel": 3, "stride": 2 }""", false)]
    [InlineData("""{ "type": "rnn", "hidden": 4, "direction": "reverse" }""", true)]
    [InlineData("""{ "type": "gru", "hidden": 4, "direction": "backwards" }""", true)]
    [InlineData("""{ "type": "ltm-stm", "hidden": 4, "direction": "bidirectional" }""", true)]
    public void A_network_needs_the_whole_sequence_where_a_layer_goes_backwards(string layer, bool whole) =>
        Assert.Equal(whole, Parse($$"""{ "input": 16, "layers": [ { "type": "lstm", "hidden": 4 }, {{layer}} ] }""").NeedsWholeSequence);

    // At the edge of what LSTM014 refuses.
    [Theory]
    [InlineData(1, """{ "type": "embedding", "rows": 4, "size": 2 }, { "type": "rnn", "hidden": 2 }, { "type": "residual", "from": 0 }""")]
    [InlineData(8, """{ "type": "rnn", "hidden": 4 }, { "type": "residual", "from": "input" }""")]
    [InlineData(8, """{ "type": "rnn", "hidden": 4, "direction": "reverse" }, { "type": "rnn", "hidden": 4 }, { "type": "residual", "from": 0 }""")]
    [InlineData(8, """{ "type": "conv1d", "filters": 4, "kernel": 2, "stride": 2 }, { "type": "rnn", "hidden": 4 }, { "type": "residual", "from": 0 }""")]
    [InlineData(8, """{ "type": "conv1d", "filters": 8, "kernel": 2, "dilation": 3 }, { "type": "residual", "from": "input" }""")]
    [InlineData(8, """{ "type": "rnn", "hidden": 4 }, { "type": "pool", "kind": "final" }, { "type": "dense", "size": 4 }, { "type": "residual", "from": 1 }""")]
    [InlineData(9, """{ "type": "frame-conv1d", "channels": 3, "filters": 1, "kernel": 3, "dilation": 2, "padLeft": 1, "padRight": 1 }, { "type": "rnn", "hidden": 4 }""")]
    [InlineData(9, """{ "type": "frame-conv1d", "channels": 3, "filters": 1, "kernel": 3, "padMode": "reflect", "padLeft": 2, "padRight": 2 }, { "type": "rnn", "hidden": 4 }""")]
    [InlineData(65536, """{ "type": "frame-conv1d", "channels": 2, "filters": 2, "kernel": 1 }, { "type": "rnn", "hidden": 4 }""")]
    [InlineData(8, """{ "type": "lstm", "hidden": 2, "projection": 1, "coupled": true, "activations": { "inputGate": "hardSigmoid" } }""")]
    [InlineData(8, """{ "type": "rnn", "hidden": 2, "clip": 3.4028235e38 }""")]
    public void What_goes_together_is_taken(int inputSize, string layers) => Parse($$"""{ "input": {{inputSize}}, "layers": [ {{layers}} ] }""");

    [Fact]
    public void There_is_no_negative_zero()
    {
        var layer = (ActivationLayerSpec)Layer("""{ "type": "activation", "activation": { "type": "affine", "alpha": -0, "beta": -0.0 } }""");
        Assert.False(float.IsNegative(layer.Activation.Alpha) || float.IsNegative(layer.Activation.Beta));
    }

    [Fact]
    public void Recurrent_layers_of_all_types_are_counted_together()
    {
        var model = Parse("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1 }, { "type": "gru", "hidden": 1 }, { "type": "rnn", "hidden": 1, "tensors": "b." }, { "type": "ltm-stm", "hidden": 1 } ] }""");
        Assert.Equal([0, 1, 0, 2], model.Layers.Cast<RecurrentLayerSpec>().Select(layer => layer.Index));
    }

    [Fact]
    public void Convolutions_of_both_kinds_are_counted_together()
    {
        var model = Parse("""{ "input": 2, "layers": [ { "type": "conv1d", "filters": 2, "kernel": 1 }, { "type": "frame-conv1d", "channels": 1, "filters": 1, "kernel": 1, "tensors": "f." }, { "type": "conv1d", "filters": 2, "kernel": 1 } ] }""");
        Assert.Equal(["conv0.", "f.", "conv2."], model.Layers.Select(layer => layer.Tensors));
    }

    [Fact]
    public void Lstm_layers_are_counted_by_prefix()
    {
        var model = Parse("""
            { "input": 1, "layers": [
                { "type": "lstm", "hidden": 1 }, { "type": "lstm", "hidden": 1, "tensors": "b." }, { "type": "dense", "size": 1 },
                { "type": "lstm", "hidden": 1, "tensors": "" }, { "type": "lstm", "hidden": 1, "tensors": "b." } ] }
            """);
        Assert.Equal([0, 0, 1, 1], model.Layers.OfType<LstmLayerSpec>().Select(layer => layer.Index));
    }

    [Fact]
    public void A_file_kept_by_hand_can_have_comments_a_last_comma_and_a_byte_order_mark()
    {
        var model = Parse("\uFEFF// the arm\r\n{ /* three axes */ \"input\": 3, // m/s²\n \"layers\": [ { \"type\": \"lstm\", \"hidden\": 8, }, ], } // end");
        Assert.Equal(3, model.InputSize);
    }

    [Fact]
    public void Escapes_in_names_and_texts_are_resolved()
    {
        var model = Parse("""{ "in\u0070ut": 1, "layers": [ { "type": "lst\u006D", "hidden": 1, "tensors": "\"\\\/\ud83d\ude00é" } ] }""");
        Assert.Equal("\"\\/😀é", model.Layers[0].Tensors);
    }

    [Fact]
    public void A_mistake_in_a_layer_brings_no_second_one_about_what_follows_from_it()
    {
        // The broken layer may have been the LSTM, and the misspelled property is the missing one.
        var errors = SpecParser.Parse("""{ "imput": 3, "layers": [ { "type": "lstn" }, { "type": "dense", "sise": 1 } ] }""").Errors;
        Assert.Equal(["LSTM004", "LSTM007", "LSTM004"], errors.Select(error => error.Rule));
    }

    [Fact]
    public void A_message_quotes_long_and_odd_texts_on_one_short_line()
    {
        string name = new string('x', 5000) + "\\n";
        var error = SpecParser.Parse($$"""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1 } ], "a\nb{{name}}": 1 }""").Errors.Single();
        Assert.Contains("\"a<U+000A>bxxx", error.Message);
        Assert.InRange(error.Message.Length, 1, 300);
    }

    private static LayerSpec Layer(string layer) => Parse($$"""{ "input": 16, "layers": [ {{layer}}, { "type": "lstm", "hidden": 1, "tensors": "last." } ] }""").Layers[0];

    private static ModelSpec Parse(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return result.Model!;
    }
}
