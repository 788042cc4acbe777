using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Runs;
using Lstm.Training.Search;
using Xunit;

namespace Lstm.Trainer.Tests.Search;

/// <summary>Networks of another size, depth and cell.</summary>
public class SpecVariantTests
{
    private const string Two = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32, "peephole": true }, { "type": "lstm", "hidden": 16, "projection": 8, "direction": "bidirectional" }, { "type": "dense", "size": 1 } ] }""";

    [Fact]
    public void Units_are_those_of_the_first_layer_and_the_others_keep_their_ratio() =>
        Assert.Equal(["lstm 8 peephole", "lstm 4 bidirectional projection 2", "dense 1"], Labels(Two, ("units", "8")));

    [Fact]
    public void The_last_recurrent_layer_is_repeated_or_left_out()
    {
        Assert.Equal(["lstm 32 peephole", "lstm 16 bidirectional projection 8", "lstm 16 bidirectional projection 8", "dense 1"], Labels(Two, ("layers", "3")));
        Assert.Equal(["lstm 32 peephole", "dense 1"], Labels(Two, ("layers", "1")));
    }

    [Fact]
    public void Another_cell_keeps_what_all_cells_have() =>
        Assert.Equal(["gru 8", "gru 4 bidirectional", "dense 1"], Labels(Two, ("cell", "gru"), ("units", "8")));

    [Fact]
    public void A_cell_that_is_there_keeps_its_options() => Assert.Equal(Labels(Two), Labels(Two, ("cell", "lstm")));

    [Theory]
    [InlineData("units", "0", "expected whole numbers from 1 on")]
    [InlineData("units", "many", "expected whole numbers from 1 on")]
    [InlineData("cell", "lsm", "expected one of lstm, gru, rnn")]
    public void Values_that_make_no_network_are_refused(string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<RunException>(() => Labels(Two, (name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Residual_layers_refuse_another_depth()
    {
        const string Residual = """{ "input": 4, "layers": [ { "type": "lstm", "hidden": 4 }, { "type": "residual", "from": "input" }, { "type": "dense", "size": 1 } ] }""";
        Assert.Contains("residual layers", Assert.Throws<RunException>(() => Labels(Residual, ("layers", "2"))).Message, StringComparison.Ordinal);
        Assert.Equal(3, Labels(Residual, ("layers", "1")).Length);
    }

    [Fact]
    public void What_a_network_that_branches_joins_must_still_fit_together()
    {
        const string Gated = """{ "input": 3, "layers": [ { "type": "gru", "hidden": 4, "name": "m" }, { "type": "dense", "size": 4, "name": "gate" }, { "type": "multiply", "from": ["gate", "m"] }, { "type": "dense", "size": 1 } ] }""";
        const string Passed = """{ "input": 3, "layers": [ { "type": "gru", "hidden": 4, "name": "m" }, { "type": "concat", "from": ["m", "input"] }, { "type": "dense", "size": 1 } ] }""";
        string fault = Assert.Throws<RunException>(() => Labels(Gated, ("units", "8"))).Message;
        Assert.Contains("units=8: layers[2], \"multiply\", would join gate with 4 values and m with 8 values", fault, StringComparison.Ordinal);
        Assert.Contains("try others than units (e.g. --try learning-rate=", fault, StringComparison.Ordinal);
        Assert.Equal(4, Labels(Gated, ("units", "4"), ("cell", "lstm")).Length);
        Assert.Equal(["gru 8", "concat 2", "dense 1"], Labels(Passed, ("units", "8")));
        Assert.Contains("the network branches", Assert.Throws<RunException>(() => Labels(Passed, ("layers", "2"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_recurrent_layers_is_refused()
    {
        var dense = new ModelSpec(1, new EquatableArray<LayerSpec>([new DenseLayerSpec("dense0.", 1, Bias: true, ActivationKind.Identity)]));
        Assert.Contains("no recurrent layer", Assert.Throws<RunException>(() => SpecVariant.Of(dense, [new TrialSetting("units", "4")])).Message, StringComparison.Ordinal);
    }

    /// <summary>The labels of a variant's layers, once it has been written and read again.</summary>
    private static string[] Labels(string spec, params (string Name, string Value)[] settings)
    {
        var variant = SpecVariant.Of(SpecParser.Parse(spec).Model!, settings.Select(setting => new TrialSetting(setting.Name, setting.Value)));
        return [.. SpecParser.Parse(SpecWriter.Write(variant)).Model!.Layers.Select(layer => layer.Label)];
    }
}
