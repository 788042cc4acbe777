using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The trainer's outputs and gradients against the double-precision reference network, and the same bits at every width.</summary>
[Trait("Speed", "Slow")]
public class LayerGradientTests
{
    private const double Limit = 1e-4;
    private const double DifferenceLimit = 1e-6;

    public static TheoryData<string> Cases => LayerCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_as_the_reference_has_them(string name)
    {
        var (item, parameters, sequences) = Prepare(LayerCases.Named(name));
        var (network, loss) = Run(item, parameters, sequences, LaneKernels.Best);
        var differences = new CentralDifferences(parameters, item.Loss, sequences);
        Assert.Equal(differences.Loss(), loss, 1e-5 * loss);
        var constants = parameters.Spec.Layers.OfType<ScaleLayerSpec>().SelectMany(TensorNames.Of).ToList();
        foreach (var tensor in parameters.Tensors.Where(tensor => !constants.Contains(tensor.Name)))
        {
            double[] expected = differences.Gradient(tensor);
            AssertClose(tensor.Name, expected, [.. NetworkParameters.Gather(network.Gradient, tensor).Select(value => (double)value)], Limit);
            Assert.Contains(expected, slope => Math.Abs(slope) > 1e-7);
        }
    }

    [Theory]
    [InlineData("stacked with peepholes")]
    [InlineData("scales and a dense layer first")]
    [InlineData("cross-entropy")]
    public void Differences_are_as_exact_as_gradients_that_were_derived(string name)
    {
        var (item, parameters, sequences) = Prepare(GradientCase.Named(name));
        var derived = new ReferenceGradients(parameters, item.Loss);
        derived.Backward(sequences);
        var differences = new CentralDifferences(parameters, item.Loss, sequences);
        foreach (var tensor in parameters.Tensors.Where(tensor => tensor.Name is not ("s" or "out")))
        {
            AssertClose(tensor.Name, derived.Tensors.Gradients[tensor.Name], differences.Gradient(tensor), DifferenceLimit);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_of_the_forward_pass(string name)
    {
        var (item, parameters, sequences) = Prepare(LayerCases.Named(name));
        var reference = new ReferenceNetwork(parameters.Spec, parameters.Tensor);
        var pass = new ForwardPass(parameters, item.Tokens);
        foreach (var sequence in sequences)
        {
            double[] expected = [.. CentralDifferences.Outputs(reference, parameters.Spec, sequence).SelectMany(row => row)];
            var actual = pass.Run(sequence);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Theory]
    [InlineData("""{ "type": "gru", "hidden": 3, "direction": "bidirectional" }, { "type": "dense", "size": 1 }""")]
    [InlineData("""{ "type": "rnn", "hidden": 3 }, { "type": "pool", "kind": "mean" }, { "type": "dense", "size": 1 }""")]
    [InlineData("""{ "type": "conv1d", "filters": 2, "kernel": 3, "dilation": 40 }, { "type": "dense", "size": 1 }""")]
    public void Outputs_of_a_long_sequence(string layers)
    {
        var parameters = new NetworkParameters(Problems.Spec($$"""{ "input": 1, "layers": [ {{layers}} ] }"""));
        var random = new Xoshiro256(5);
        Initialization.Uniform(parameters, random);
        var sequence = Sequence.OfNumbers("long", 700, [.. Enumerable.Range(0, 700).Select(_ => random.NextSingle())], []);
        double[] expected = [.. CentralDifferences.Outputs(new ReferenceNetwork(parameters.Spec, parameters.Tensor), parameters.Spec, sequence).SelectMany(row => row)];
        var actual = new ForwardPass(parameters, tokens: false).Run(sequence);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_bits_at_every_width(string name)
    {
        var (item, parameters, sequences) = Prepare(LayerCases.Named(name));
        float[] expected = Run(item, parameters, sequences, LaneKernels.For(InstructionSet.Scalar)).Network.Gradient.ToArray();
        foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
        {
            Assert.Equal(expected, Run(item, parameters, sequences, LaneKernels.For(set)).Network.Gradient.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_left_of_the_shard_before(string name)
    {
        var (item, parameters, sequences) = Prepare(LayerCases.Named(name));
        float[] expected = Run(item, parameters, sequences, LaneKernels.Best).Network.Gradient.ToArray();
        var other = sequences.AsEnumerable().Reverse().Take(3).ToArray();
        var network = Network(item, parameters, sequences, LaneKernels.Best);
        Pass(network, other);
        Pass(network, sequences.ToArray());
        Assert.Equal(expected, network.Gradient.ToArray());
    }

    /// <summary>The case with weights that are multiples of 1/4096, so that differences are of equal steps.</summary>
    private static (GradientCase Item, NetworkParameters Parameters, List<Sequence> Sequences) Prepare(GradientCase item)
    {
        var parameters = item.Parameters();
        foreach (ref float value in parameters.Values)
        {
            value = MathF.Round(value * 4096) / 4096;
        }
        return (item, parameters, item.Sequences(parameters.Spec.OutputSize));
    }

    private static (ShardNetwork Network, double Loss) Run(GradientCase item, NetworkParameters parameters, List<Sequence> sequences, LaneKernels kernels)
    {
        var network = Network(item, parameters, sequences, kernels);
        return (network, Pass(network, sequences.ToArray()));
    }

    private static ShardNetwork Network(GradientCase item, NetworkParameters parameters, List<Sequence> sequences, LaneKernels kernels) =>
        new(new ModelWeights(parameters), LossFunction.Create(item.Loss, parameters.Spec), sequences.Max(sequence => sequence.Length), item.Tokens, 0f, kernels);

    private static double Pass(ShardNetwork network, Sequence[] sequences)
    {
        double weight = network.Load(sequences, 0, int.MaxValue);
        network.Forward();
        double loss = network.Loss((float)(1 / weight)) / weight;
        network.Backward();
        return loss;
    }

    private static void AssertClose(string what, double[] expected, double[] actual, double limit)
    {
        double error = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum()), norm = Math.Sqrt(expected.Sum(value => value * value));
        Assert.True(error <= limit * norm, $"{what}: {error:E1} away from the reference, whose norm is {norm:E1}.");
    }
}
