using System;
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
        string expected = $$"""
            {
              "$schema": "{{SpecWriter.SchemaUrl}}",
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

    [Fact]
    public void A_model_that_no_file_describes_is_refused()
    {
        var gap = new LstmLayerSpec("", 1, 8, Peephole: false, Bias: true, LstmActivations.Standard);
        Assert.Contains("Index", Refused(gap));
        Assert.Contains("\"hidden\" must be", Refused(gap with { Index = 0, HiddenSize = 0 }));
        Assert.Contains("at least one layer", Refused());
        Assert.Contains("surrogate", Refused(gap with { Index = 0, Tensors = "\ud83d" }));
    }

    private static string Refused(params LayerSpec[] layers) =>
        Assert.Throws<ArgumentException>(() => SpecWriter.Write(new ModelSpec(1, new EquatableArray<LayerSpec>(layers)))).Message;
}
