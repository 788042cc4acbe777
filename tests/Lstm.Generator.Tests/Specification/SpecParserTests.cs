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
        var errors = SpecParser.Parse("""{ "inputs": 3, "layers": [ { "type": "lstn" }, { "type": "dense", "sise": 1 } ] }""").Errors;
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

    private static ModelSpec Parse(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return result.Model!;
    }
}
