using System;
using System.Linq;
using Lstm.Trainer.Tests.Training;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Standardisation by a scale layer in front: inputs stay in their own units, and training sees what the device computes.</summary>
public sealed class FirstLayerScalingTests : DataFolder
{
    private const string Far = "a,y\n1300.25,1\n1301.5,2\n1300.75,3\n1299.125,5\n";

    [Fact]
    public void Inputs_stay_in_their_own_units()
    {
        var data = Read(Far, Scaling.MeanAndDeviation, networkScales: true);
        Assert.True(data.NetworkScalesInputs);
        Assert.Equal([1300.25f, 1301.5f, 1300.75f, 1299.125f], data.Train[0].Inputs);
        Assert.Equal(1300.40625, data.InputScaling!.Centre[0]);
        Assert.NotEqual(5f, data.Train[0].Targets[^1]); // targets are standardised as ever
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void Without_the_layer_the_column_and_the_remedy_are_named()
    {
        var data = Read(Far, Scaling.MeanAndDeviation, networkScales: false);
        Assert.False(data.NetworkScalesInputs);
        string warning = Assert.Single(data.Warnings);
        Assert.Contains("Input column 1 \"a\" is centred 1506 times its spread away from 0", warning, StringComparison.Ordinal);
        Assert.Contains("Put { \"type\": \"scale\", \"tensor\": \"input.scale\", \"offset\": \"input.offset\" } in front", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_a_few_spreads_away_is_no_matter() => Assert.Empty(Read("a,y\n130,1\n131,2\n", Scaling.MeanAndDeviation, networkScales: false).Warnings);

    [Theory]
    [InlineData(Scaling.MeanAndDeviation)]
    [InlineData(Scaling.MinMax)]
    public void Training_sees_the_bits_that_a_device_computes(Scaling scaling)
    {
        var data = Read(Far, scaling, networkScales: true);
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{FirstLayerScaling.Text}}, { "type": "conv1d", "filters": 1, "kernel": 1, "bias": false } ] }""");
        var parameters = new NetworkParameters(spec);
        foreach (var (name, values) in FirstLayerScaling.Tensors(spec, data.InputScaling!))
        {
            parameters.SetConstant(name, values);
        }
        NetworkParameters.At(parameters.Values, parameters.Tensors.Single(tensor => tensor.Name.EndsWith("weight", StringComparison.Ordinal)), 0) = 1f;
        float offset = (float)data.InputScaling!.Centre[0], scale = (float)(1 / data.InputScaling.Scale[0]);
        float[] expected = [.. data.Train[0].Inputs.Select(x => (x - offset) * scale)];
        Assert.Equal(expected, new ForwardPass(parameters, tokens: false).Run(data.Train[0]));
    }

    [Fact]
    public void The_layer_is_that_of_its_text() =>
        Assert.Equal(FirstLayerScaling.Layer, FirstLayerScaling.Of(Problems.Spec($$"""{ "input": 1, "layers": [ {{FirstLayerScaling.Text}}, { "type": "lstm", "hidden": 1 } ] }""")).Single().Layer);

    [Fact]
    public void Inputs_of_a_network_that_branches_are_standardised_each_by_its_layer()
    {
        var spec = Problems.Spec("""
            { "inputs": { "a": 1, "b": 2 }, "layers": [
              { "type": "scale", "tensor": "of.b", "offset": "from.b", "from": "b", "name": "scaled" },
              { "type": "scale", "tensor": "later", "offset": "behind", "name": "later" },
              { "type": "concat", "from": ["later", "a"] }, { "type": "rnn", "hidden": 1 } ] }
            """);
        var tensors = FirstLayerScaling.Tensors(spec, new Standardisation(new([1, 2, 3]), new([4, 8, 16])));
        Assert.Equal(["of.b", "from.b"], tensors.Keys);
        Assert.Equal([0.125f, 0.0625f], tensors["of.b"]);
        Assert.Equal([2f, 3f], tensors["from.b"]);
    }

    private DataSet Read(string text, Scaling scaling, bool networkScales) =>
        DataSet.Read(new DataOptions { Path = Write("x.csv", text), Target = new NumberTarget(["y"]), InputScaling = scaling, NetworkScalesInputs = networkScales });
}
