using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Reference;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Networks of every layer learn what they should, and what they learnt is the same in the weight file.</summary>
public class LayerLearningTests
{
    private const string Head = """{ "type": "dense", "size": 1 }""";

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 8, "coupled": true }""")]
    [InlineData("""{ "type": "lstm", "hidden": 8, "projection": 4, "peephole": true }""")]
    [InlineData("""{ "type": "gru", "hidden": 8 }""")]
    [InlineData("""{ "type": "gru", "hidden": 8, "reset": "before" }""")]
    [InlineData("""{ "type": "rnn", "hidden": 8 }""")]
    [InlineData("""{ "type": "ltm-stm", "hidden": 8, "initialState": true }""")]
    [InlineData("""{ "type": "conv1d", "filters": 8, "kernel": 3, "dilation": 2, "activation": "tanh" }, { "type": "conv1d", "filters": 8, "kernel": 3, "activation": "tanh", "tensors": "second." }""")]
    [InlineData("""{ "type": "dense", "size": 8, "tensors": "in." }, { "type": "gru", "hidden": 8 }, { "type": "residual", "from": 0 }, { "type": "activation", "activation": "tanh" }""")]
    [InlineData("""{ "type": "scale", "tensor": "s", "offset": "o" }, { "type": "gru", "hidden": 8 }""")]
    public void A_running_mean(string layers) => Learn(layers, Problems.RunningMean(200, seed: 1), Problems.RunningMean(50, seed: 2), 15, 0.15);

    [Theory]
    [InlineData("""{ "type": "gru", "hidden": 8, "direction": "bidirectional" }""")]
    [InlineData("""{ "type": "lstm", "hidden": 8, "direction": "reverse" }""")]
    [InlineData("""{ "type": "rnn", "hidden": 8, "direction": "bidirectional" }""")]
    public void What_is_to_come(string layers) => Learn(layers, [.. Problems.RunningMean(200, seed: 1).Select(Ahead)], [.. Problems.RunningMean(50, seed: 2).Select(Ahead)], 20, 0.3);

    [Theory]
    [InlineData("mean")]
    [InlineData("last")]
    [InlineData("final")]
    public void The_mean_of_a_sequence(string pool) =>
        Learn($$"""{ "type": "gru", "hidden": 8, "direction": "{{(pool == "last" ? "forward" : "bidirectional")}}" }, { "type": "pool", "kind": "{{pool}}" }""", Means(300, 1), Means(60, 2), 20, 0.3);

    [Fact]
    public void The_next_token_of_a_cycle_by_an_embedding()
    {
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "embedding", "rows": 4, "size": 3 }, { "type": "gru", "hidden": 8 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        var sequences = Enumerable.Range(0, 32).Select(n =>
        {
            int[] tokens = [.. Enumerable.Range(n, 13).Select(t => t % 4)];
            return new Sequence($"{n}", 12, [], [], tokens[1..], tokens[..12]);
        }).ToList();
        var options = new TrainingOptions { Epochs = 60, Loss = new(LossKind.CrossEntropy), Optimizer = new(LearningRate: 0.03f), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, sequences, [], options);
        Assert.InRange(trainer.Train(cancellation: TestContext.Current.CancellationToken).Best!.TrainingLoss, 0, 0.02);
        AssertWritten(trainer, sequences[0], tokens: true);
    }

    private static void Learn(string layers, List<Sequence> training, List<Sequence> validation, int epochs, double share)
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{layers}}, {{Head}} ] }""");
        var options = new TrainingOptions { Epochs = epochs, Optimizer = new(LearningRate: 0.01f), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, training, validation, options);
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        double blind = validation.SelectMany(sequence => sequence.Targets).Average(target => (double)target * target);
        Assert.InRange(result.Best!.ValidationLoss, 0, share * blind); // answering 0, the mean, every time makes 1
        AssertWritten(trainer, validation[0], tokens: false);
    }

    /// <summary>The trainer's answers are those of the reference network with the weights of the file.</summary>
    private static void AssertWritten(NetworkTrainer trainer, Sequence sequence, bool tokens)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            var writer = new WeightFileWriter();
            trainer.Parameters.Write(writer);
            writer.Save(path);
            var reference = new ReferenceNetwork(trainer.Parameters.Spec, WeightFile.Open(path).ReadAll);
            double[] expected = [.. CentralDifferences.Outputs(reference, trainer.Parameters.Spec, sequence).SelectMany(row => row)];
            var actual = new ForwardPass(trainer.Parameters, tokens).Run(sequence);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same sequence, with what a running mean from its end comes to as the targets.</summary>
    private static Sequence Ahead(Sequence sequence)
    {
        float[] targets = new float[sequence.Length];
        float mean = 0f;
        for (int t = sequence.Length - 1; t >= 0; t--)
        {
            targets[t] = mean += 0.3f * (sequence.Inputs[t] - mean);
        }
        return sequence with { Targets = targets };
    }

    private static List<Sequence> Means(int count, ulong seed) => [.. Problems.RunningMean(count, seed).Select(sequence => sequence with { Targets = [sequence.Inputs.Average()] })];
}
