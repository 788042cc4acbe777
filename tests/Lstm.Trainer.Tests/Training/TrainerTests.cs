using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The loop: when it stops, what it keeps, what it refuses, and that it allocates nothing.</summary>
public class TrainerTests
{
    private static readonly ModelSpec Spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 } ] }""");
    private static readonly TrainingOptions Options = new() { Epochs = 4, Threads = 1 };

    [Fact]
    public void An_epoch_allocates_nothing()
    {
        using var trainer = Trainer(Options with { Window = 7, BatchSize = 32 });
        trainer.RunEpoch(CancellationToken.None);
        Assert.Equal(0, Allocations.Of(() => trainer.RunEpoch(CancellationToken.None)));
    }

    [Fact]
    public void Divergence_stops_with_the_best_weights()
    {
        using var trainer = Trainer(Options with { Epochs = 50, ClipNorm = null, Optimizer = new(OptimizerKind.Sgd, LearningRate: 1e30f) });
        float[] first = trainer.Parameters.Values.ToArray();
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Contains("infinite or not a number", result.Message);
        Assert.Null(result.Best);
        Assert.Equal(first, trainer.Parameters.Values.ToArray());
    }

    [Fact]
    public void Of_a_diverged_epoch_that_was_the_best_its_beginning_is_kept()
    {
        // One step an epoch: its loss is that of the weights it began with, and those it ended with may be the ones that diverge.
        var begun = new List<float[]>();
        using var trainer = WithoutValidation(Options with { Epochs = 50, BatchSize = 128, ClipNorm = null, Optimizer = new(OptimizerKind.Sgd, LearningRate: 0.02f), Schedule = new Blast(At: 4) });
        var result = trainer.Train(progress: _ => begun.Add(trainer.Parameters.Values.ToArray()), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Equal(4, result.Best!.Epoch);
        Assert.Contains("those it began with take their place", result.Message);
        Assert.Equal(begun[2], trainer.Parameters.Values.ToArray());
    }

    [Fact]
    public void An_epoch_that_began_untrained_and_ended_diverged_is_not_kept()
    {
        using var trainer = WithoutValidation(Options with { Epochs = 50, BatchSize = 128, ClipNorm = null, Optimizer = new(OptimizerKind.Sgd, LearningRate: 0.02f), Schedule = new Blast(At: 1) });
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Single(result.History);
        Assert.Null(result.Best);
        Assert.Contains("there are no others that have learned anything", result.Message);
    }

    [Theory]
    [InlineData(4, "those it began with take their place")]
    [InlineData(1, "A smaller learning rate may help.")]
    public void Weights_that_are_far_off_without_divergence_are_told(int at, string message)
    {
        using var trainer = WithoutValidation(Options with { Epochs = 6, BatchSize = 128, ClipNorm = null, Optimizer = new(OptimizerKind.Sgd, LearningRate: 0.02f), Schedule = new Blast(at, 1e4) });
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Finished, result.Reason);
        Assert.Equal(at, result.Best!.Epoch);
        Assert.Contains($"The weights that epoch {at} ended with are far off: their loss is ", result.Message);
        Assert.Contains(message, result.Message);
    }

    [Fact]
    public void Resumed_training_that_diverges_keeps_the_same_weights()
    {
        var options = Options with { Epochs = 50, BatchSize = 128, ClipNorm = null, Optimizer = new(OptimizerKind.Sgd, LearningRate: 0.02f), Schedule = new Blast(At: 4) };
        string checkpoint = System.IO.Path.GetTempFileName();
        using var whole = WithoutValidation(options);
        whole.Train(cancellation: TestContext.Current.CancellationToken);
        using (var first = WithoutValidation(options with { Epochs = 4 }))
        {
            first.Train(checkpoint, cancellation: TestContext.Current.CancellationToken);
        }
        using var second = WithoutValidation(options);
        second.Resume(checkpoint);
        second.Train(cancellation: TestContext.Current.CancellationToken);
        System.IO.File.Delete(checkpoint);
        Assert.Equal(whole.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_batch_larger_than_the_data_takes_no_memory_and_the_same_steps()
    {
        float[][] weights = [.. new[] { 100, 1000, int.MaxValue }.Select(size =>
        {
            using var trainer = Trainer(Options with { BatchSize = size });
            trainer.Train(cancellation: TestContext.Current.CancellationToken);
            return trainer.Parameters.Values.ToArray();
        })];
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_refused_with_advice()
    {
        var model = new ModelWeights(new NetworkParameters(Spec));
        ShardNetwork Make(int steps) => new(model, LossFunction.Create(new LossOptions(LossKind.MeanSquared), Spec), steps, false, 0, LaneKernels.Best);
        MemoryCheck.Require(Make, 2, 1000);
        var exception = Assert.Throws<ArgumentException>(() => MemoryCheck.Require(Make, 1_000_000, 1_000_000));
        Assert.Contains("1,000,000 time steps of 16,000,000 sequences side by side", exception.Message);
        Assert.Contains("--bptt", exception.Message);
    }

    [Fact]
    public void Patience_ends_and_the_best_epoch_is_kept()
    {
        var weights = new List<float[]>();
        using var trainer = Trainer(Options with { Epochs = 100, Patience = 3, MinImprovement = 1 });
        var result = trainer.Train(progress: _ => weights.Add(trainer.Parameters.Values.ToArray()), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.OutOfPatience, result.Reason);
        Assert.Equal(4, result.History.Count);
        Assert.Equal(1, result.Best!.Epoch);
        Assert.Equal(weights[0], trainer.Parameters.Values.ToArray());
        Assert.NotEqual(weights[3], weights[0]);
    }

    [Fact]
    public void Cancelling_keeps_what_is_done()
    {
        using var source = new CancellationTokenSource();
        using var trainer = Trainer(Options);
        var result = trainer.Train(progress: progress =>
        {
            if (progress.Epoch.Epoch == 2)
            {
                source.Cancel();
            }
        }, cancellation: source.Token);
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(2, result.History.Count);
    }

    [Fact]
    public void Every_sequence_comes_once_in_an_epoch_and_lengths_stay_together()
    {
        var sequences = Problems.RunningMean(100, seed: 3);
        var order = new BatchOrder(sequences, 8);
        order.Shuffle(new Xoshiro256(1));
        var batches = Enumerable.Range(0, order.Count).Select(batch => order[batch].ToArray()).ToList();
        Assert.Equal(sequences.Select(sequence => sequence.Id).Order(), batches.SelectMany(batch => batch).Select(sequence => sequence.Id).Order());
        Assert.InRange(batches.Average(batch => batch.Max(sequence => sequence.Length) - batch.Min(sequence => sequence.Length)), 0, 3);
        int[] starts = [.. batches.Select(batch => batch[0].Length)];
        Assert.NotEqual(starts.Order(), starts);
    }

    [Fact]
    public void The_rate_rises_over_the_warm_up_and_falls_at_plateaus()
    {
        var options = Options with { Epochs = 6, BatchSize = 100, WarmUpSteps = 2, MinImprovement = 1, Optimizer = new(LearningRate: 1f), Schedule = new PlateauSchedule(2, 0.5) };
        using var trainer = Trainer(options);
        var rates = trainer.Train(cancellation: TestContext.Current.CancellationToken).History.Select(epoch => epoch.LearningRate);
        Assert.Equal([0.5, 1, 1, 0.5, 0.5, 0.25], rates);
    }

    [Fact]
    public void States_are_carried_from_window_to_window()
    {
        var sequences = Problems.RunningMean(5, seed: 9).ToArray();
        var parameters = new NetworkParameters(Spec);
        Initialization.Uniform(parameters, new Xoshiro256(1));
        var whole = Network(sequences.Max(sequence => sequence.Length));
        whole.Load(sequences, 0, int.MaxValue);
        whole.Forward();
        var windows = Network(4);
        for (int start = 0; start < whole.Window.Steps; start += 4)
        {
            windows.Load(sequences, start, 4);
            windows.Forward();
            for (int t = 0; t < windows.Window.Steps; t++)
            {
                Assert.Equal(whole.Output.At(start + t).ToArray(), windows.Output.At(t).ToArray());
            }
        }

        ShardNetwork Network(int capacity) => new(new ModelWeights(parameters), LossFunction.Create(Options.Loss, Spec), capacity, tokens: false, dropout: 0f, LaneKernels.Best);
    }

    [Fact]
    public void Weights_are_those_of_the_reference_network()
    {
        using var trainer = Trainer(Options);
        var reference = new ReferenceNetwork(Spec, trainer.Parameters.Tensor);
        var sequence = Problems.RunningMean(1, seed: 5)[0];
        var network = new ShardNetwork(new ModelWeights(trainer.Parameters), LossFunction.Create(Options.Loss, Spec), sequence.Length, tokens: false, dropout: 0f, LaneKernels.Best);
        network.Load([sequence], 0, int.MaxValue);
        network.Forward();
        for (int t = 0; t < sequence.Length; t++)
        {
            Assert.Equal(reference.Step([sequence.Inputs[t]])[0], network.Output.At(t)[0], 1e-6);
        }
        var copy = new NetworkParameters(Spec);
        copy.Read(trainer.Parameters.Tensor);
        Assert.Equal(trainer.Parameters.Values.ToArray(), copy.Values.ToArray());
    }

    [Theory]
    [InlineData(LossKind.CrossEntropy, "CrossEntropy needs a dense layer with softmax at the end; the network ends in a dense layer with identity")]
    [InlineData(LossKind.BinaryCrossEntropy, "BinaryCrossEntropy needs a dense layer with sigmoid")]
    public void A_loss_that_needs_another_head(LossKind loss, string message)
    {
        var sequence = new Sequence("a", 1, [1f], [1f], [0], []);
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new NetworkTrainer(Spec, [sequence], [], Options with { Loss = new(loss) })).Message);
    }

    [Fact]
    public void A_sequence_that_does_not_fit()
    {
        var sequence = Sequence.OfNumbers("speed.csv, row 7", 3, [1f, 2f], [1f]);
        Assert.Contains("Sequence speed.csv, row 7: 2 input values; 3 time steps of 1 make 3", Assert.Throws<ArgumentException>(() => new NetworkTrainer(Spec, [sequence], [], Options)).Message);
    }

    [Fact]
    public void Options_that_make_no_sense() =>
        Assert.Contains("BatchSize is 0; it must be at least 1", Assert.Throws<ArgumentException>(() => Trainer(Options with { BatchSize = 0 })).Message);

    private static NetworkTrainer Trainer(TrainingOptions options) => new(Spec, Problems.RunningMean(100, seed: 3), Problems.RunningMean(20, seed: 4), options);

    private static NetworkTrainer WithoutValidation(TrainingOptions options) => new(Spec, Problems.RunningMean(100, seed: 3), [], options);

    /// <summary>A rate that is far too large in one epoch.</summary>
    private sealed record Blast(int At, double Rate = 1e30) : LearningRateSchedule
    {
        public override double Factor(int epoch, int epochs, int plateaus) => epoch == At - 1 ? Rate : 1;
    }
}
