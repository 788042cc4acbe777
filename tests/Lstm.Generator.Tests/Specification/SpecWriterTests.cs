using System;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class SpecWriterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_as_an_equal_model(bool everything)
    {
        var specs = new RandomSpecs(seed: 1, everything: everything);
        for (int i = 0; i < 2000; i++)
        {
            var model = specs.Next();
            var result = SpecParser.Parse(SpecWriter.Write(model));
            Assert.Empty(result.Errors);
            Assert.Equal(model, result.Model);
            Assert.Equal(model.GetHashCode(), result.Model!.GetHashCode());
            Assert.Equal(SpecHash.Of(model), SpecHash.Of(result.Model));
        }
    }

    [Fact]
    public void Defaults_are_left_out()
    {
        LayerSpec[] layers =
        [
            new LstmLayerSpec("", 0, 32, Peephole: true, Bias: true, LstmActivations.Standard with { Cell = ActivationKind.Relu }),
            new DenseLayerSpec("dense0.", 1, Bias: true, ActivationKind.Sigmoid),
        ];
        string expected = """
            {
              "input": 3,
              "layers": [
                { "type": "lstm", "hidden": 32, "peephole": true, "activations": { "cell": "relu" } },
                { "type": "dense", "size": 1, "activation": "sigmoid" }
              ],
              "maxStateBytes": 1024
            }

            """;
        Assert.Equal(expected, SpecWriter.Write(new ModelSpec(3, new EquatableArray<LayerSpec>(layers), null, 1024)));
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 8, "peephole": true, "coupled": true, "layerNorm": true, "projection": 4, "cellClip": 3.5, "direction": "bidirectional", "clip": 0.1, "initialState": true, "bias": false, "tensors": "a.", "activations": { "cell": { "type": "scaledTanh", "alpha": 1.7159, "beta": 0.6666667 } } }""")]
    [InlineData("""{ "type": "gru", "hidden": 8, "reset": "before", "direction": "reverse", "activations": { "updateGate": "hardSigmoid" } }""")]
    [InlineData("""{ "type": "rnn", "hidden": 8, "activation": { "type": "leakyRelu", "alpha": 0.3 }, "direction": "backwards", "clip": 1E-06 }""")]
    [InlineData("""{ "type": "ltm-stm", "hidden": 8, "activations": { "useGate": "identity", "output": "tanh" } }""")]
    [InlineData("""{ "type": "conv1d", "filters": 4, "kernel": 3, "stride": 2, "dilation": 5, "activation": "relu", "bias": false, "tensors": "c." }""")]
    [InlineData("""{ "type": "frame-conv1d", "channels": 1, "filters": 4, "kernel": 2, "stride": 2, "dilation": 2, "padLeft": 1, "padRight": 2, "padMode": "reflect", "activation": { "type": "elu", "alpha": 0.5 }, "bias": false, "tensors": "c." }""")]
    [InlineData("""{ "type": "magnitude", "channels": 2 }""")]
    [InlineData("""{ "type": "scale", "tensor": "s", "offset": "o" }""")]
    [InlineData("""{ "type": "layer-norm" }""")]
    [InlineData("""{ "type": "layer-norm", "epsilon": 0.001, "bias": false, "tensors": "n." }""")]
    [InlineData("""{ "type": "activation", "activation": { "type": "affine", "beta": -1 } }""")]
    public void A_layer_is_written_as_one_would(string layer)
    {
        string text = $$"""{ "input": 4, "layers": [ {{layer}}, { "type": "lstm", "hidden": 1, "tensors": "z." }, { "type": "dense", "size": 1 }, { "type": "residual", "from": 1 }, { "type": "pool", "kind": "mean" } ] }""";
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        Assert.Contains("    " + layer + ",\n", SpecWriter.Write(result.Model!));
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var specs = new RandomSpecs(seed: 13, everything: true);
        var models = Enumerable.Range(0, 200).Select(_ => specs.Next()).ToList();
        var (before, foreign) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        foreign.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ";", NegativeSign = "~" };
        var expected = models.ConvertAll(model => (SpecWriter.Write(model), SpecHash.Of(model)));
        try
        {
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal("~1;5", $"{-1.5}");
            Assert.Equal(expected, models.ConvertAll(model => (SpecWriter.Write(model), SpecHash.Of(model))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_model_that_no_file_describes_is_refused()
    {
        var gap = new LstmLayerSpec("", 1, 8, Peephole: false, Bias: true, LstmActivations.Standard);
        Assert.Contains("Index", Refused(gap));
        Assert.Contains("\"hidden\" must be", Refused(gap with { Index = 0, HiddenSize = 0 }));
        Assert.Contains("at least one layer", Refused());
        Assert.Contains("surrogate", Refused(gap with { Index = 0, Tensors = "\ud83d" }));
        var good = gap with { Index = 0 };
        Assert.Contains("f is 1 − i", Refused(good with { Coupled = true, Activations = LstmActivations.Standard with { ForgetGate = ActivationKind.Relu } }));
        Assert.Contains("\"clip\" must be above 0", Refused(good with { Clip = -1 }));
        Assert.Contains("NaN", Refused(good with { CellClip = float.NaN }));
        Assert.Contains("has no numbers", Refused(good, new ActivationLayerSpec(new ActivationSpec(ActivationKind.Tanh, 2, 0))));
        Assert.Contains("only an \"alpha\"", Refused(good, new ActivationLayerSpec(new ActivationSpec(ActivationKind.Elu, 2, 1))));
        Assert.Contains("\"offset\" must not be empty", Refused(good, new ScaleLayerSpec("s", "")));
        Assert.Contains("pooled", Refused(good, new PoolLayerSpec(PoolKind.Last), new PoolLayerSpec(PoolKind.Last)));
    }

    private static string Refused(params LayerSpec[] layers) =>
        Assert.Throws<ArgumentException>(() => SpecWriter.Write(new ModelSpec(1, new EquatableArray<LayerSpec>(layers)))).Message;
}
