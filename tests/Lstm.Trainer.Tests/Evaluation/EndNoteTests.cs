using System;
using System.Linq;
using Lstm.Trainer.Tests.Cli;
using Lstm.Training.Data.Options;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Runs;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>What is said at the end of training, at each threshold and on the other side of it.</summary>
public sealed class EndNoteTests : IDisposable
{
    private readonly ToolRun tool = new();
    private readonly Preparation preparation;

    public EndNoteTests()
    {
        string spec = tool.Write("x.lstm.json", """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 2 }, { "type": "dense", "size": 1 } ] }""");
        preparation = Preparation.Of(new RunRequest
        {
            SpecPath = spec,
            Data = new DataOptions { Path = tool.Write("x.csv", "x,y\n1,2\n2,4\n3,1\n"), Target = new NumberTarget(["y"]) },
            Files = RunFiles.Beside(spec),
        });
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData(299, StopReason.Finished, true)]
    [InlineData(299, StopReason.OutOfPatience, true)]
    [InlineData(299, StopReason.Cancelled, false)] // who stops it knows
    [InlineData(300, StopReason.Finished, false)]
    public void Few_steps(int steps, StopReason reason, bool isSaid) => Said(isSaid, "Training had 299 steps of the optimiser in all", steps, Result(reason, _ => 1));

    [Theory]
    [InlineData(0.98, StopReason.Finished, true)]
    [InlineData(0.995, StopReason.Finished, false)]
    [InlineData(0.98, StopReason.OutOfPatience, false)]
    public void A_loss_that_still_falls(double factor, StopReason reason, bool isSaid) =>
        Said(isSaid, "The loss was still falling", 1000, Result(reason, epoch => epoch > 18 ? factor : 1)); // the last tenth of 20 epochs

    [Fact]
    public void A_loss_that_fell_early_does_not_fall_at_the_end() => Said(false, "still falling", 1000, Result(StopReason.Finished, epoch => epoch < 10 ? 5 : 1));

    [Theory]
    [InlineData(2.1, true)]
    [InlineData(1.9, false)]
    public void An_error_far_from_that_of_training(double error, bool isSaid) =>
        Said(isSaid, "The validation part is far from training: RMSE 2.1 against 1.", 1000, Result(), Part("training", "RMSE", 1), Part("validation", "RMSE", error));

    [Theory]
    [InlineData(0.8, 1000, true)]
    [InlineData(0.95, 1000, false)]
    [InlineData(0.8, 10, false)] // two of ten wrong: chance
    public void An_accuracy_far_from_that_of_training(double accuracy, int count, bool isSaid) => Said(
        isSaid,
        "The test part is far from training: accuracy 0.8 against 1.",
        1000,
        Result(),
        Part("training", "accuracy", 1),
        Part("test", "accuracy", accuracy) with { TrueClassProbabilities = new float[count] });

    [Theory]
    [InlineData(-0.2, true)]
    [InlineData(0.1, false)]
    public void R2_below_0(double value, bool isSaid) => Said(isSaid, "R² is below 0 (test -0.2)", 1000, Result(), Part("training", "R²", 0.5), Part("test", "R²", value));

    private void Said(bool isSaid, string note, int steps, TrainingResult result, params PartEvaluation[] parts)
    {
        string[] notes = [.. EndNotes.Of(preparation, new TrainingPlan(new TrainingOptions(), null, preparation.Data.Train, []), steps, result, parts.Length > 0 ? parts : [Part("training", "RMSE", 1)])];
        Assert.Equal(isSaid ? 1 : 0, notes.Length);
        Assert.All(notes, said => Assert.StartsWith(note, said, StringComparison.Ordinal));
    }

    private static PartEvaluation Part(string name, string figure, double value) => new(name, TaskKind.Regression, [new Metric(figure, value, "")], [], null, [], []);

    private static TrainingResult Result(StopReason reason = StopReason.Finished, Func<int, double>? loss = null)
    {
        EpochRecord[] history = [.. Enumerable.Range(1, 20).Select(epoch => new EpochRecord(epoch, loss?.Invoke(epoch) ?? 1, double.NaN, 0.001, IsBest: true))];
        return new TrainingResult(reason, "", history[^1], history);
    }
}
