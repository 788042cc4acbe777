using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
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
    public void Initial_cells()
    {
        var item = GradientCase.Named("stacked with peepholes");
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize).Take(1).ToList();
        var reference = new ReferenceGradients(parameters, item.Loss);
        reference.Backward(sequences);
        var (network, _) = Run(item, parameters, sequences, LaneKernels.Best);
        foreach (var (expected, actual) in reference.LstmLayers.Zip(network.LstmLayers))
        {
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
        var network = Network(item, new ModelWeights(parameters), whole.Length, 0f, LaneKernels.Best);
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
    public void With_dropout_the_loss_follows_the_gradient_of_the_layer_below()
    {
        const float Step = 0.05f;
        const ulong Seed = 3;
        var item = GradientCase.Named("stacked with peepholes");
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize).ToArray();
        var weights = new ModelWeights(parameters);
        var network = Network(item, weights, sequences.Max(sequence => sequence.Length), 0.5f, LaneKernels.Best);
        double weight = network.Load(sequences, 0, int.MaxValue);
        Loss(Seed);
        network.Backward();
        int below = parameters.Layers[1].Offset;
        float[] gradient = network.Gradient[..below].ToArray(), first = parameters.Values[..below].ToArray();
        double norm = Math.Sqrt(gradient.Sum(slope => (double)slope * slope));
        double difference = LossAt(Step / norm) - LossAt(-Step / norm);
        Assert.Equal(1, difference / (2 * Step * norm), 0.01);
        Assert.NotEqual(Loss(Seed), Loss(Seed + 1));

        double Loss(ulong seed)
        {
            network.Forward(seed);
            return network.Loss((float)(1 / weight)) / weight;
        }

        double LossAt(double step)
        {
            for (int i = 0; i < first.Length; i++)
            {
                parameters.Values[i] = first[i] + (float)(step * gradient[i]);
            }
            weights.Pack();
            return Loss(Seed);
        }
    }

    [Fact]
    public void Nothing_grows_where_a_sequence_has_ended()
    {
        var item = new GradientCase("growing", """{ "type": "lstm", "hidden": 1, "activations": { "forgetGate": "identity", "candidate": "identity", "cell": "identity" } }""", new(LossKind.MeanSquared));
        var parameters = item.Parameters();
        parameters.Values.Clear();
        Set("bias_ih_l0", 1, 1000f); // the cell takes on a factor of 1000 at every step, once there is something in it
        Set("weight_ih_l0", 2, 1f);
        float[] zeros = new float[60], one = [1f, 0f, 0f];
        var (network, loss) = Run(item, parameters, [Sequence.OfNumbers("ends", 1, one, [0f]), Sequence.OfNumbers("continues", 20, zeros, zeros[..20])], LaneKernels.Best);
        Assert.True(double.IsFinite(loss));
        Assert.All(network.Gradient.ToArray(), slope => Assert.True(float.IsFinite(slope)));

        void Set(string name, int row, float value) => NetworkParameters.At(parameters.Values, parameters.Tensors.First(tensor => tensor.Name == name), row) = value;
    }

    [Fact]
    public void A_batch_of_several_shards()
    {
        var item = GradientCase.Named("peepholes");
        var parameters = item.Parameters();
        var sequences = Enumerable.Range(0, 8).SelectMany(_ => item.Sequences(parameters.Spec.OutputSize)).ToList();
        var reference = new ReferenceGradients(parameters, item.Loss);
        double loss = reference.Backward(sequences);
        var weights = new ModelWeights(parameters);
        var options = new TrainingOptions { BatchSize = sequences.Count, Threads = 2 };
        using var runner = new BatchRunner(weights, LossFunction.Create(item.Loss, parameters.Spec), options, 9, tokens: false, ranks: null);
        var step = new GradientKeeper();
        Assert.True(runner.Take(sequences.ToArray(), step));
        Assert.Equal(loss, runner.MeanLoss, 1e-6);
        foreach (var tensor in parameters.Tensors)
        {
            AssertClose(tensor.Name, reference.Tensors.Gradients[tensor.Name], NetworkParameters.Gather(step.Gradient, tensor));
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
        var network = Network(item, new ModelWeights(parameters), sequences.Max(sequence => sequence.Length), 0f, kernels);
        double weight = network.Load(sequences.ToArray(), 0, int.MaxValue);
        network.Forward();
        double loss = network.Loss((float)(1 / weight)) / weight;
        network.Backward();
        return (network, loss);
    }

    private static ShardNetwork Network(GradientCase item, ModelWeights weights, int capacity, float dropout, LaneKernels kernels) =>
        new(weights, LossFunction.Create(item.Loss, weights.Parameters.Spec), capacity, item.Tokens, dropout, kernels);

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

    private sealed class GradientKeeper : IGradientStep
    {
        public float[] Gradient { get; private set; } = [];

        public ulong DropoutSeed => 0;

        public void Take(AlignedBuffer gradient, ShardWorkers workers) => Gradient = gradient.Span.ToArray();
    }
}
