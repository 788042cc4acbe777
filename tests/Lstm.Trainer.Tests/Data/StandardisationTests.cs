using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Columns brought to one scale, and weights that bring them there themselves.</summary>
public sealed class StandardisationTests : DataFolder
{
    [Fact]
    public void Mean_and_deviation_of_the_training_part_only()
    {
        var data = DataSet.Read(new DataOptions
        {
            Path = Write("x.csv", "a,y\n1,10\n3,30\n100,1000\n200,2000\n"),
            Target = new NumberTarget(["y"]),
            Split = new SplitByTime(0.5, 0),
        });
        Assert.Equal((2, 1), (data.InputScaling!.Centre[0], data.InputScaling.Scale[0]));
        Assert.Equal((20, 10), (data.TargetScaling!.Centre[0], data.TargetScaling.Scale[0]));
        Assert.Equal([-1f, 1f], data.Train[0].Inputs);
        Assert.Equal([98f, 198f], data.Validation[0].Targets);
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void Least_and_greatest()
    {
        var data = Raw("x.csv", "a,y\n10,0\n20,0\n15,0\n", options => options with { Target = new NumberTarget(["y"]), InputScaling = Scaling.MinMax });
        Assert.Equal([0f, 1f, 0.5f], data.Train[0].Inputs);
        Assert.Null(data.TargetScaling);
    }

    [Theory]
    [InlineData(Scaling.MeanAndDeviation)]
    [InlineData(Scaling.MinMax)]
    public void A_constant_column_is_named_and_not_scaled(Scaling scaling)
    {
        var data = Raw("x.csv", "a,b,y\n0.1,1,0\n0.1,2,1\n0.1,3,1\n", options => options with { Target = new NumberTarget(["y"]), InputScaling = scaling });
        Assert.Equal(1, data.InputScaling!.Scale[0]);
        Assert.Equal(0f, data.Train[0].Inputs[0]);
        Assert.Equal("Input column 1 \"a\" does not vary in the training part; it is shifted but not scaled, and there is nothing in it to learn.", Assert.Single(data.Warnings));
    }

    [Fact]
    public void A_large_value_with_a_small_spread_does_not_cancel_and_is_reported()
    {
        var data = Raw("x.csv", "a,y\n1000000001,0\n1000000003,1\n", options => options with { Target = new NumberTarget(["y"]), InputScaling = Scaling.MeanAndDeviation });
        Assert.Equal([-1f, 1f], data.Train[0].Inputs);
        Assert.Contains("is centred 1000000002 times its spread away from 0", Assert.Single(data.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_a_float_once_scaled() =>
        Assert.Contains(
            "test.csv, line 2, column 1 \"a\": 1E+38 is so far from the values of the training part",
            Complaint(() => Raw("x.csv", "a,y\n0,0\n1e-30,0\n", options => options with { TestPath = Write("test.csv", "a,y\n1e38,0\n"), Target = new NumberTarget(["y"]), InputScaling = Scaling.MeanAndDeviation })),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 5 }""", true)]
    [InlineData("""{ "type": "lstm", "hidden": 5, "bias": false }""", true)]
    [InlineData("""{ "type": "lstm", "hidden": 5, "peephole": true }""", false)]
    [InlineData("""{ "type": "dense", "size": 4, "activation": "tanh" }, { "type": "lstm", "hidden": 3 }""", true)]
    [InlineData("""{ "type": "dense", "size": 4, "bias": false }, { "type": "lstm", "hidden": 3 }""", false)]
    [InlineData("""{ "type": "lstm", "hidden": 5, "coupled": true, "peephole": true, "projection": 3 }""", true)]
    [InlineData("""{ "type": "lstm", "hidden": 3, "direction": "bidirectional", "bias": false }""", true)]
    [InlineData("""{ "type": "gru", "hidden": 5 }""", true)]
    [InlineData("""{ "type": "gru", "hidden": 5, "reset": "before", "direction": "bidirectional" }""", true)]
    [InlineData("""{ "type": "gru", "hidden": 4, "bias": false }""", true)]
    [InlineData("""{ "type": "rnn", "hidden": 5, "direction": "reverse" }""", true)]
    [InlineData("""{ "type": "ltm-stm", "hidden": 4, "bias": false }""", true)]
    [InlineData("""{ "type": "conv1d", "filters": 4, "kernel": 1 }, { "type": "rnn", "hidden": 3 }""", true)]
    public void Folded_weights_on_raw_units_give_what_unfolded_ones_give_on_standardised(string layers, bool headBias)
    {
        var spec = SpecParser.Parse($$"""{ "input": 3, "layers": [ {{layers}}, { "type": "dense", "size": 2, "bias": {{(headBias ? "true" : "false")}}, "tensors": "head." } ] }""").Model!;
        var random = new Random(11);
        var model = new WeightedModel(spec, RandomTensors(spec, random));
        var inputs = new Standardisation(new EquatableArray<double>([20.5, -3, 0.01]), new EquatableArray<double>([7.25, 0.5, 0.002]));
        var targets = new Standardisation(new EquatableArray<double>([5, -1]), new EquatableArray<double>([2.5, 0.3]));

        var folded = Folding.Fold(model, inputs, targets);
        var standardised = new ReferenceNetwork(spec, name => model.Tensors[name]);
        var raw = new ReferenceNetwork(folded.Spec, name => folded.Tensors[name]);
        double[][] z = [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 3).Select(_ => (random.NextDouble() * 4) - 2).ToArray())];
        double[][] expected = standardised.Run(z);
        double[][] actual = raw.Run([.. z.Select(row => row.Select((value, column) => inputs.Undo(column, value)).ToArray())]);
        for (int t = 0; t < z.Length; t++)
        {
            Assert.Equal(targets.Undo(0, expected[t][0]), actual[t][0], 1e-5);
            Assert.Equal(targets.Undo(1, expected[t][1]), actual[t][1], 1e-5);
        }

        var unfolded = Folding.Unfold(folded, inputs, targets);
        foreach (var (name, values) in model.Tensors)
        {
            Assert.All(values.Zip(unfolded.Tensors[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-4)); // b' is up to 60 here, and a float
        }
    }

    [Theory]
    [InlineData("""{ "type": "conv1d", "filters": 4, "kernel": 2 }, { "type": "gru", "hidden": 2 }""", "sees zeros before the beginning")]
    [InlineData("""{ "type": "gru", "hidden": 3 }, { "type": "residual", "from": "input" }""", "layers[1] adds the sample itself")]
    [InlineData("""{ "type": "lstm", "hidden": 3, "layerNorm": true }""", "the first layer normalises its sums")]
    [InlineData("""{ "type": "activation", "activation": "tanh" }, { "type": "gru", "hidden": 2 }""", "the first layer has no weights")]
    public void Why_a_network_cannot_take_a_standardisation_in(string layers, string reason)
    {
        var spec = SpecParser.Parse($$"""{ "input": 3, "layers": [ {{layers}} ] }""").Model!;
        Assert.Contains(reason, Folding.InputFault(spec)!, StringComparison.Ordinal);
        var inputs = new Standardisation(new EquatableArray<double>([20.5, -3, 0.01]), new EquatableArray<double>([7.25, 0.5, 0.002]));
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Folding.Fold(new WeightedModel(spec, RandomTensors(spec, new Random(1))), inputs, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_fold_leaves_the_network_as_it_is()
    {
        var spec = SpecParser.Parse("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 2 } ] }""").Model!;
        var model = new WeightedModel(spec, RandomTensors(spec, new Random(1)));
        var folded = Folding.Fold(model, inputs: null, targets: null);
        Assert.Equal(spec, folded.Spec);
        Assert.Equal(model.Tensors, folded.Tensors);
    }

    [Fact]
    public void Layers_that_cannot_take_a_standardisation_in()
    {
        var one = new Standardisation(new EquatableArray<double>([1]), new EquatableArray<double>([2]));
        var scale = SpecParser.Parse("""{ "input": 1, "layers": [ { "type": "scale", "tensor": "s" }, { "type": "lstm", "hidden": 1 } ] }""").Model!;
        Assert.Throws<ArgumentException>(() => Folding.Fold(new WeightedModel(scale, RandomTensors(scale, new Random(1))), one, null));
        Assert.Throws<ArgumentException>(() => Folding.Fold(new WeightedModel(scale, RandomTensors(scale, new Random(1))), null, one));
        var sigmoid = SpecParser.Parse("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1 }, { "type": "dense", "size": 1, "activation": "sigmoid" } ] }""").Model!;
        Assert.Throws<ArgumentException>(() => Folding.Fold(new WeightedModel(sigmoid, RandomTensors(sigmoid, new Random(1))), null, one));
        var two = SpecParser.Parse("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 1 } ] }""").Model!;
        Assert.Throws<ArgumentException>(() => Folding.Fold(new WeightedModel(two, RandomTensors(two, new Random(1))), one, null));
    }

    private static Dictionary<string, float[]> RandomTensors(ModelSpec spec, Random random)
    {
        var tensors = new Dictionary<string, float[]>();
        int size = spec.InputSize;
        foreach (var layer in spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int count = TensorNames.ShapeOf(layer, name, size).Aggregate(1, (product, dimension) => product * dimension);
                tensors[name] = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
            }
            size = layer.OutputSize(size);
        }
        return tensors;
    }
}
