using System;
using System.Linq;
using Lstm.Training.Data.Storage;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>Figures against what they come to by hand.</summary>
public sealed class ScoresTests
{
    [Fact]
    public void Errors_of_numbers()
    {
        var scores = Scores.Of(TaskKind.Regression, ["y"]);
        foreach (var (truth, answer) in new[] { (1f, 2f), (2f, 2f), (3f, 1f), (float.NaN, 9f) })
        {
            scores.Add([answer], [truth]);
        }
        var part = scores.Finish("test", []);
        Assert.Equal(Math.Sqrt(5 / 3.0), Metric(part, "RMSE"), 1e-9);
        Assert.Equal(1, Metric(part, "MAE"), 1e-9);
        Assert.Equal(1 - (5 / 2.0), Metric(part, "R²"), 1e-9);
        Assert.Equal(2, Metric(part, "largest error"), 1e-9);
        Assert.Equal(3, part.Targets[0].Truths.Count);
    }

    [Fact]
    public void Each_of_several_outputs_has_its_own_error()
    {
        var scores = Scores.Of(TaskKind.Regression, ["a", "b"]);
        scores.Add([1, 5], [1, 2]);
        var part = scores.Finish("test", []);
        Assert.Equal(0, Metric(part, "RMSE of a"));
        Assert.Equal(3, Metric(part, "RMSE of b"));
        Assert.DoesNotContain(part.Metrics, metric => metric.Name == "R²"); // nothing varies
    }

    [Fact]
    public void Probabilities_of_yes_and_no()
    {
        var scores = Scores.Of(TaskKind.Binary, ["y"]);
        foreach (var (truth, answer) in new[] { (1f, 0.9f), (1f, 0.4f), (0f, 0.6f), (0f, 0.1f), (0f, 0.4f) })
        {
            scores.Add([answer], [truth]);
        }
        var part = scores.Finish("test", []);
        Assert.Equal(3 / 5.0, Metric(part, "accuracy"), 1e-9);
        Assert.Equal(4.5 / 6, Metric(part, "AUC"), 1e-9); // of six pairs four are in order and one is tied
        Assert.Equal(1 / 2.0, Metric(part, "precision"), 1e-9);
        Assert.Equal(1 / 2.0, Metric(part, "recall"), 1e-9);
        Assert.Equal(((1 / 2.0) + (2 / 3.0)) / 2, Metric(part, "balanced accuracy"), 1e-9);
        Assert.Equal(3 / 5.0, Metric(part, "majority"), 1e-9);
        Assert.Equal((1 + (2 / 4.0)) / 2, Metric(part, "average precision"), 1e-9); // the second is found together with what ties
        Assert.Equal(("y", 2, 2, 1), (part.Classes[0].Name, part.Classes[0].Count, part.Classes[0].Answered, part.Classes[0].Right));
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.9) + Math.Log(0.6)) / 5, Metric(part, "cross-entropy"), 1e-6);
    }

    /// <summary>Each output is right by itself, though all answers of one are above those of the other.</summary>
    [Fact]
    public void Outputs_of_yes_and_no_are_measured_each_by_itself()
    {
        var scores = Scores.Of(TaskKind.Binary, ["a", "b"]);
        foreach (var (truths, answers) in new[] { (new[] { 1f, 1f }, new[] { 0.3f, 0.9f }), ([0f, 0f], [0.1f, 0.8f]), ([0f, 0f], [0.2f, 0.7f]), ([0f, float.NaN], [0.2f, 0.99f]) })
        {
            scores.Add(answers, truths);
        }
        var part = scores.Finish("test", []);
        Assert.Equal(1, Metric(part, "average precision"), 1e-9); // pooled: 1/2 (1 + 2/4)
        Assert.Equal(1, Metric(part, "AUC"), 1e-9);
        Assert.Equal(1, Metric(part, "average precision of a"), 1e-9);
        Assert.Equal(((3 / 4.0) + (1 / 3.0)) / 2, Metric(part, "accuracy"), 1e-9);
        Assert.Equal((0 + (2 / 4.0)) / 2, Metric(part, "F1"), 1e-9);
        Assert.Equal(2 / 4.0, Metric(part, "F1 of b"), 1e-9);
        Assert.Equal(1 / 3.0, Metric(part, "precision"), 1e-9); // a never says yes
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.3)) / 3, Metric(part, "cross-entropy of b"), 1e-6);
        Assert.Contains("the mean over 1 of the 2 outputs", part.Metrics.Single(metric => metric.Name == "precision").Meaning, StringComparison.Ordinal);
        Assert.Equal([0.5, 0.5], part.Classes.Select(figures => figures.Threshold));
        Assert.Equal("cross-entropy", part.Metrics[1].Name); // what it was trained on is among the first
    }

    [Fact]
    public void Classes()
    {
        var scores = Scores.Of(TaskKind.Classification, ["a", "b", "c"]);
        scores.Add([0.5f, 0.3f, 0.2f], 0);
        scores.Add([0.5f, 0.3f, 0.2f], 1);
        scores.Add([0, 0, 1], 2);
        var part = scores.Finish("test", []);
        Assert.Equal(2 / 3.0, Metric(part, "accuracy"), 1e-9);
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.3)) / 3, Metric(part, "cross-entropy"), 1e-6);
        Assert.Equal(1, part.Confusion!.Counts[1, 0]);
        Assert.Equal([0.5f, 0.3f, 1f], part.TrueClassProbabilities);
        Assert.Equal(2 / 3.0, Metric(part, "balanced accuracy"), 1e-9);
        Assert.Equal(1 / 3.0, Metric(part, "majority"), 1e-9);
        Assert.Equal(["a", "b", "c"], part.Classes.Select(figures => figures.Name));
        Assert.Equal([1, 0, 1], part.Classes.Select(figures => figures.Recall));
        Assert.Equal([0.5, double.NaN, 1], part.Classes.Select(figures => figures.Precision));
        Assert.Equal([0.5, 0.5, 1], part.Classes.Select(figures => figures.AveragePrecision)); // two tie for a, and for b
        Assert.Equal("The network never predicts \"b\": none of the 1 in the test part is found.", Assert.Single(NeverAnswered.In(part, "")));
    }

    /// <summary>Figures of numbers are summed up as they come, and those of yes and no are put into order where the numbers of training were.</summary>
    [Theory]
    [InlineData(TaskKind.Regression, new float[0])]
    [InlineData(TaskKind.Regression, new[] { 0.5f })]
    [InlineData(TaskKind.Binary, new float[0])]
    public void Figures_take_no_memory_for_each_answer(TaskKind task, float[] quantiles)
    {
        const int Answers = 300_000, Small = 2_500_000;
        using var store = new NumberStore();
        store.Free(store.Allocate<float>(4 * Answers));
        PartEvaluation Measure(int count)
        {
            using var room = store.Temporary();
            var scores = Scores.Of(task, ["y"], quantiles: quantiles, store: room);
            for (int n = 0; n < count; n++)
            {
                scores.Add([n % 7 / 7f], [n % 2]);
            }
            return scores.Finish("test", []);
        }
        Measure(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var part = Measure(Answers);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Small);
        Assert.Equal((Answers, 37_500), (part.Targets[0].Count, part.Targets[0].Truths.Count));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(EvenSample<int>.Most, 1)]
    [InlineData(EvenSample<int>.Most + 1, 2)]
    [InlineData(5 * EvenSample<int>.Most, 8)]
    public void A_sample_is_even(int count, int every)
    {
        var sample = new EvenSample<int>();
        for (int n = 0; n < count; n++)
        {
            sample.Add(n);
        }
        Assert.Equal(Enumerable.Range(0, ((count - 1) / every) + 1).Select(n => n * every), sample);
    }

    [Fact]
    public void Errors_that_are_shown_are_those_of_all_answers()
    {
        var scores = Scores.Of(TaskKind.Regression, ["y"]);
        for (int n = 0; n < 3 * EvenSample<int>.Most; n++)
        {
            scores.Add([n == 100_001 ? 9 : n == 3 ? float.NaN : 1], [1]);
        }
        var errors = scores.Finish("test", []).Targets[0].Errors!;
        Assert.Equal((0.0, 8.0, 1L), (errors.Least, errors.Greatest, errors.NotFinite));
        Assert.Equal(8.0 / ((3 * EvenSample<int>.Most) - 1), errors.Mean, 1e-12);
    }

    [Theory]
    [InlineData("1 1 0 0", "0.9 0.8 0.7 0.1", 1)]
    [InlineData("0 0 1 1", "0.9 0.8 0.7 0.1", ((1 / 3.0) + (2 / 4.0)) / 2)]
    [InlineData("1 0 1 0", "0.9 0.8 0.7 0.1", (1 + (2 / 3.0)) / 2)]
    [InlineData("1 0 0 0", "0.5 0.5 0.5 0.5", 0.25)]
    [InlineData("0 0", "0.5 0.1", double.NaN)]
    public void Average_precision(string truths, string answers, double expected) => Assert.Equal(
        expected,
        Ranking.AveragePrecision([.. answers.Split(' ').Reverse().Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture))], [.. truths.Split(' ').Reverse().Select(text => text == "1")]),
        1e-9);

    [Fact]
    public void Nothing_to_measure_is_no_figure() => Assert.All(Enum.GetValues<TaskKind>(), task => Assert.Empty(Scores.Of(task, ["a", "b"]).Finish("test", []).Metrics));

    private static double Metric(PartEvaluation part, string name) => part.Metrics.Single(metric => metric.Name == name).Value;
}
