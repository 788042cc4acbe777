using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Trainer.Data;
using Lstm.Trainer.Training;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The trainer's gradients against the reference's, and the same bits at every width.</summary>
public class FastGradientTests
{
    private const double Limit = 1e-4;

    public static TheoryData<string> Cases => GradientCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void As_the_reference(string name)
    {
        var item = GradientCase.Named(name);
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize);
        var reference = new ReferenceGradients(parameters, item.Loss);
        double loss = reference.Backward(sequences);
        var (network, fastLoss) = Run(item, parameters, sequences, LaneKernels.Best);
        Assert.Equal(loss, fastLoss, 1e-5 * Math.Abs(loss));
        foreach (var tensor in parameters.Tensors)
        {
            AssertClose(tensor.Name, reference.Tensors.Gradients[tensor.Name], NetworkParameters.Gather(network.Gradient, tensor));
        }
    }

    [Fact]
    public void Initial_states()
    {
        var item = GradientCase.Named("stacked with peepholes");
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize).Take(1).ToList();
        var reference = new ReferenceGradients(parameters, item.Loss);
        reference.Backward(sequences);
        var (network, _) = Run(item, parameters, sequences, LaneKernels.Best);
        foreach (var (expected, actual) in reference.LstmLayers.Zip(network.LstmLayers))
        {
            AssertClose("h_0", expected.InitialHiddenGradient, FirstLane(actual.InitialHiddenGradient));
            AssertClose("c_0", expected.InitialCellGradient, FirstLane(actual.InitialCellGradient));
        }
    }

    [Fact]
    public void A_window_that_goes_on_from_carried_states()
    {
        const int Start = 4;
        var item = GradientCase.Named("stacked with peepholes");
        var parameters = item.Parameters();
        var whole = item.Sequences(parameters.Spec.OutputSize)[1];
        var later = Sequence.OfNumbers("later", whole.Length - Start, whole.Inputs[(3 * Start)..], whole.Targets[(2 * Start)..]);
        var network = Network(item, parameters, whole.Length, 0f, LaneKernels.Best);
        network.Load([whole], 0, Start);
        network.Forward();
        double weight = network.Load([whole], Start, int.MaxValue);
        network.Forward();
        network.Loss((float)(1 / weight));
        network.Backward();
        var reference = new ReferenceGradients(parameters, item.Loss);
        foreach (var (expected, actual) in reference.LstmLayers.Zip(network.LstmLayers))
        {
            expected.InitialHidden = Array.ConvertAll(FirstLane(actual.InitialHidden), value => (double)value);
            expected.InitialCell = Array.ConvertAll(FirstLane(actual.InitialCell), value => (double)value);
            Assert.Contains(expected.InitialCell, value => value != 0);
        }
        reference.Backward([later]);
        foreach (var tensor in parameters.Tensors)
        {
            AssertClose(tensor.Name, reference.Tensors.Gradients[tensor.Name], NetworkParameters.Gather(network.Gradient, tensor));
        }
    }

    [Fact]
    public void With_dropout_the_loss_falls_as_the_gradient_says()
    {
        const float Step = 0.02f;
        const ulong Seed = 3;
        var item = GradientCase.Named("stacked with peepholes");
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize).ToArray();
        var network = Network(item, parameters, sequences.Max(sequence => sequence.Length), 0.5f, LaneKernels.Best);
        double weight = network.Load(sequences, 0, int.MaxValue);
        double Loss()
        {
            network.Forward(Seed);
            return network.Loss((float)(1 / weight)) / weight;
        }
        Loss();
        network.Backward();
        float[] gradient = network.Gradient.ToArray(), first = parameters.Values.ToArray();
        Move(Step);
        double above = Loss();
        Move(-Step);
        double below = Loss();
        Assert.Equal(gradient.Sum(slope => (double)slope * slope), (above - below) / (2 * Step), 1e-3);
        network.Forward();
        Assert.NotEqual(below, network.Loss(1f) / weight);

        void Move(float step)
        {
            for (int i = 0; i < first.Length; i++)
            {
                parameters.Values[i] = first[i] + (step * gradient[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_bits_at_every_width(string name)
    {
        var item = GradientCase.Named(name);
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize);
        float[] expected = Run(item, parameters, sequences, LaneKernels.For(InstructionSet.Scalar)).Network.Gradient.ToArray();
        foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
        {
            Assert.Equal(expected, Run(item, parameters, sequences, LaneKernels.For(set)).Network.Gradient.ToArray());
        }
    }

    private static (ShardNetwork Network, double Loss) Run(GradientCase item, NetworkParameters parameters, List<Sequence> sequences, LaneKernels kernels)
    {
        var network = Network(item, parameters, sequences.Max(sequence => sequence.Length), 0f, kernels);
        double weight = network.Load(sequences.ToArray(), 0, int.MaxValue);
        network.Forward();
        double loss = network.Loss((float)(1 / weight)) / weight;
        network.Backward();
        return (network, loss);
    }

    private static ShardNetwork Network(GradientCase item, NetworkParameters parameters, int capacity, float dropout, LaneKernels kernels)
    {
        var weights = new ModelWeights(parameters);
        weights.Transpose();
        return new ShardNetwork(weights, LossFunction.Create(item.Loss, parameters.Spec), capacity, item.Tokens, dropout, kernels);
    }

    private static float[] FirstLane(ReadOnlySpan<float> values)
    {
        float[] lane = new float[values.Length / LaneKernels.Lanes];
        for (int i = 0; i < lane.Length; i++)
        {
            lane[i] = values[i * LaneKernels.Lanes];
        }
        return lane;
    }

    private static void AssertClose(string what, double[] expected, float[] actual)
    {
        double error = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum()), norm = Math.Sqrt(expected.Sum(value => value * value));
        Assert.True(error <= Limit * norm, $"{what}: {error:E1} away from the reference, whose norm is {norm:E1}.");
    }
}
