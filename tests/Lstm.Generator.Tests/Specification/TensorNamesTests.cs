using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Names and shapes of tensors, as docs/model-format.md lists them.</summary>
public class TensorNamesTests
{
    /// <summary>A layer as a spec file has it, the values it takes, and its tensors.</summary>
    public static TheoryData<string, int, string> Layers { get; } = new()
    {
        { """{ "type": "lstm", "hidden": 5 }""", 3, "weight_ih_l0[20,3] weight_hh_l0[20,5] bias_ih_l0[20] bias_hh_l0[20]" },
        { """{ "type": "lstm", "hidden": 5, "peephole": true, "bias": false, "tensors": "a." }""", 3, "a.weight_ih_l0[20,3] a.weight_hh_l0[20,5] a.peephole_l0[3,5]" },
        { """{ "type": "lstm", "hidden": 5, "coupled": true, "peephole": true, "layerNorm": true }""", 3, "weight_ih_l0[15,3] weight_hh_l0[15,5] bias_ih_l0[15] bias_hh_l0[15] peephole_l0[2,5] norm_l0[3,5]" },
        { """{ "type": "lstm", "hidden": 5, "projection": 2, "layerNorm": true, "initialState": true }""", 3, "weight_ih_l0[20,3] weight_hh_l0[20,2] bias_ih_l0[20] bias_hh_l0[20] norm_l0[4,5] weight_hr_l0[2,5] h0_l0[2] c0_l0[5]" },
        { """{ "type": "gru", "hidden": 5, "initialState": true }""", 3, "weight_ih_l0[15,3] weight_hh_l0[15,5] bias_ih_l0[15] bias_hh_l0[15] h0_l0[5]" },
        { """{ "type": "rnn", "hidden": 5, "bias": false, "direction": "bidirectional" }""", 3, "weight_ih_l0[5,3] weight_hh_l0[5,5] weight_ih_l0_reverse[5,3] weight_hh_l0_reverse[5,5]" },
        { """{ "type": "rnn", "hidden": 5, "bias": false, "direction": "reverse" }""", 3, "weight_ih_l0[5,3] weight_hh_l0[5,5]" },
        { """{ "type": "ltm-stm", "hidden": 5, "initialState": true }""", 3, "weight_ih_l0[20,3] weight_hh_l0[20,5] bias_ih_l0[20] bias_hh_l0[20] weight_use_l0[5,5] bias_use_l0[5] h0_l0[5] c0_l0[5]" },
        { """{ "type": "ltm-stm", "hidden": 5, "bias": false }""", 3, "weight_ih_l0[20,3] weight_hh_l0[20,5] weight_use_l0[5,5]" },
        { """{ "type": "dense", "size": 5 }""", 3, "dense0.weight[5,3] dense0.bias[5]" },
        { """{ "type": "scale", "tensor": "s", "offset": "o" }""", 3, "s[3] o[3]" },
        { """{ "type": "embedding", "rows": 7, "size": 5 }""", 1, "embedding0.weight[7,5]" },
        { """{ "type": "conv1d", "filters": 5, "kernel": 2, "bias": false }""", 3, "conv0.weight[5,3,2]" },
        { """{ "type": "frame-conv1d", "channels": 3, "filters": 5, "kernel": 2 }""", 6, "conv0.weight[5,3,2] conv0.bias[5]" },
        { """{ "type": "activation", "activation": "tanh" }""", 3, "" },
        { """{ "type": "magnitude", "channels": 2 }""", 4, "" },
        { """{ "type": "layer-norm" }""", 3, "norm0.weight[3] norm0.bias[3]" },
        { """{ "type": "layer-norm", "bias": false }""", 3, "norm0.weight[3]" },
    };

    [Theory, MemberData(nameof(Layers))]
    public void A_layer_has_the_tensors_of_the_page(string layer, int inputSize, string expected)
    {
        var spec = Parse($$"""{ "input": {{inputSize}}, "layers": [ {{layer}}, { "type": "gru", "hidden": 1, "tensors": "last." } ] }""").Layers[0];
        Assert.Equal(expected, string.Join(' ', TensorNames.Of(spec).Select(name => $"{name}[{string.Join(',', TensorNames.ShapeOf(spec, name, inputSize))}]")));
    }

    [Fact]
    public void A_score_has_the_tensors_of_the_page() =>
        Assert.Equal("anomaly.median[3] anomaly.deviation[3] anomaly.smoothing[1] anomaly.limit[1]", string.Join(' ', new AnomalyLayerSpec().TensorShapes(3).Select(tensor => $"{tensor.Name}[{string.Join(',', tensor.Shape)}]")));

    [Fact]
    public void The_next_recurrent_layer_takes_what_a_projected_bidirectional_one_puts_out()
    {
        var model = Parse("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "projection": 2, "direction": "bidirectional" }, { "type": "gru", "hidden": 6 } ] }""");
        Assert.Equal(4, model.Layers[0].OutputSize(3));
        Assert.Equal(6, model.OutputSize);
        Assert.True(model.NeedsWholeSequence);
        Assert.Equal(["weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1"], TensorNames.Of(model.Layers[1]));
        Assert.Equal([18, 4], TensorNames.ShapeOf(model.Layers[1], "weight_ih_l1", 4));
    }

    [Fact]
    public void No_network_that_can_be_written_reads_a_tensor_twice()
    {
        var specs = new RandomSpecs(seed: 11, everything: true);
        for (int i = 0; i < 200; i++)
        {
            var names = specs.Next().Layers.SelectMany(TensorNames.Of).ToList();
            Assert.Equal(names.Count, new HashSet<string>(names).Count);
            Assert.All(names, name => Assert.Null(TensorNames.Fault(name, canBeEmpty: false)));
        }
    }

    private static ModelSpec Parse(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return result.Model!;
    }
}
