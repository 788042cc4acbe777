using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Networks learn what they should.</summary>
[Trait("Speed", "Slow")]
public class LearningTests
{
    [Fact]
    public void The_adding_problem()
    {
        var spec = Problems.Spec("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 16 }, { "type": "dense", "size": 1 } ] }""");
        var options = new TrainingOptions { Epochs = 40, Optimizer = new(LearningRate: 0.01f), Schedule = new CosineSchedule(0.05), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, Problems.Adding(1600, 30, seed: 1), Problems.Adding(320, 30, seed: 2), options);
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Finished, result.Reason);
        Assert.InRange(result.Best!.ValidationLoss, 0, 0.004); // guessing 1 every time makes 1/6
    }

    [Theory]
    [InlineData(OptimizerKind.Adam, 0.01f)]
    [InlineData(OptimizerKind.AdamW, 0.01f)]
    [InlineData(OptimizerKind.Sgd, 0.1f)]
    [InlineData(OptimizerKind.RmsProp, 0.01f)]
    public void A_running_mean_in_windows_with_every_optimizer(OptimizerKind kind, float rate)
    {
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 1 } ] }""");
        var options = new TrainingOptions { Epochs = 25, Window = 8, Optimizer = new(kind, rate), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, Problems.RunningMean(200, seed: 1), Problems.RunningMean(50, seed: 2), options);
        var result = trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(result.Best!.ValidationLoss, 0, result.History[0].TrainingLoss / 5);
    }

    [Fact]
    public void The_next_token_of_a_cycle()
    {
        var spec = Problems.Spec("""{ "input": 4, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        var sequences = Enumerable.Range(0, 32).Select(n =>
        {
            int[] tokens = [.. Enumerable.Range(n, 13).Select(t => t % 4)];
            return new Sequence($"{n}", 12, [], [], tokens[1..], tokens[..12]);
        }).ToList();
        var options = new TrainingOptions { Epochs = 60, Loss = new(LossKind.CrossEntropy), Optimizer = new(LearningRate: 0.03f), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, sequences, [], options);
        Assert.InRange(trainer.Train(cancellation: TestContext.Current.CancellationToken).Best!.TrainingLoss, 0, 0.02);
    }
}
