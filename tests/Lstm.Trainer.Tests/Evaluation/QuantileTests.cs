using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>Figures of quantiles and of several horizons, against what they come to by hand.</summary>
public sealed class QuantileTests : Data.DataFolder
{
    private static double Figure(IEnumerable<Metric> metrics, string name) => metrics.Single(metric => metric.Name == name).Value;

    [Fact]
    public void Quantiles_are_measured_by_pinball_loss_and_coverage()
    {
        var scores = Scores.Of(TaskKind.Regression, ["y_q0.1", "y_q0.5", "y_q0.9"], quantiles: [0.1f, 0.5f, 0.9f]);
        scores.Add([1, 2, 3], [2, 2, 2]); // pinball 0.1, 0, 0.1
        scores.Add([1, 2, 3], [5, 5, 5]); // 0.4, 1.5, 1.8
        scores.Add([4, 3, 6], [0, 0, 0]); // 3.6, 1.5, 0.6: and they cross
        scores.Add([1, 2, 3], [float.NaN, float.NaN, float.NaN]);
        var metrics = scores.Finish("", []).Metrics;
        Assert.Equal((0.1 + 0 + 0.1 + 0.4 + 1.5 + 1.8 + 3.6 + 1.5 + 0.6) / 9, Figure(metrics, "pinball loss"), 1e-6);
        Assert.Equal(1.0 / 3, Figure(metrics, "interval coverage"), 1e-9);
        Assert.Equal(2.0, Figure(metrics, "interval width"), 1e-9);
        Assert.Equal(1.0 / 3, Figure(metrics, "crossing"), 1e-9);
        Assert.Equal(1.0 / 3, Figure(metrics, "coverage of 0.1"), 1e-9);
        Assert.Equal(2.0 / 3, Figure(metrics, "coverage of 0.9"), 1e-9);
        Assert.Equal((0 + 3 + 3) / 3.0, Figure(metrics, "MAE"), 1e-9);
    }

    /// <summary>2, 4, 7 and 11 one row ahead and 4, 7 and 11 two rows ahead, where the last forecast has both.</summary>
    [Fact]
    public void Persistence_stands_beside_each_horizon()
    {
        var data = Raw("x.csv", "x\n1\n2\n4\n7\n11\n", options => options with { Horizon = new Horizon([1, 2]) });
        var naive = On(data, TargetStatistics.Of(data, new Horizon([1, 2]), isWeighted: false)).Single(baseline => baseline.Name == "persistence");
        Assert.Equal(Math.Sqrt((1 + 4 + 9) / 3.0), Figure(naive.Metrics, "RMSE of x+1"), 1e-6);
        Assert.Equal(Math.Sqrt((9 + 25 + 49) / 3.0), Figure(naive.Metrics, "RMSE of x+2"), 1e-6);
    }

    [Fact]
    public void And_the_season_too()
    {
        var data = Raw("x.csv", "x\n5\n1\n0\n6\n1\n0\n7\n", options => options with { Horizon = new Horizon([1, 4]) });
        var naive = On(data, new TargetStatistics([3, 3], new Horizon([1, 4]), Season: 3, IsWeighted: false)).Single(baseline => baseline.Name == "seasonal");
        Assert.Equal((16 + 1 + 1) / 3.0, Math.Pow(Figure(naive.Metrics, "RMSE of x+1"), 2), 1e-5); // 1, 0, 6 by 5, 1, 5: before the first season the last value
        Assert.Equal((16 + 1 + 4) / 3.0, Math.Pow(Figure(naive.Metrics, "RMSE of x+4"), 2), 1e-5); // 1, 0, 7 by 5, 1, 5
    }

    [Fact]
    public void Two_columns_have_their_own_last_values()
    {
        var data = Raw("x.csv", "x,y\n1,10\n2,30\n4,60\n", options => options with { Horizon = new Horizon([1, 2]) });
        var naive = On(data, TargetStatistics.Of(data, new Horizon([1, 2]), isWeighted: false)).Single(baseline => baseline.Name == "persistence");
        Assert.Equal([1, 3, 20, 50], new[] { "x+1", "x+2", "y+1", "y+2" }.Select(name => Math.Round(Figure(naive.Metrics, $"RMSE of {name}"), 4)));
    }

    [Fact]
    public void The_training_quantiles_are_the_baseline_of_quantiles()
    {
        string table = "a,x\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"1,{row}\n"));
        var data = Raw("x.csv", table, options => options with { Target = new NumberTarget(["x"]), Quantiles = [0.1f, 0.9f], Split = new SplitByTime(0.5, 0) });
        var statistics = TargetStatistics.Of(data, Horizon.None, isWeighted: false, [0.1f, 0.9f]);
        Assert.Equal([1.0, 9.0], statistics.Means);
        var naive = new NaiveForecasts(TaskKind.Regression, data.OutputNames, statistics).On(data.Validation, TestContext.Current.CancellationToken).Single();
        Assert.Equal("quantiles", naive.Name);
        Assert.Equal(["pinball loss"], naive.Judged);
        Assert.Equal(0.0, Figure(naive.Metrics, "interval coverage"));
    }

    /// <summary>A forecast made at a time step does not depend on what comes later, at any horizon.</summary>
    [Fact]
    public void Another_future_changes_no_forecast()
    {
        var random = new Random(3);
        float[] series = [.. Enumerable.Range(0, 30).Select(_ => random.NextSingle())];
        for (int now = 0; now < 24; now++)
        {
            float[] other = [.. series.Select((value, t) => t <= now ? value : -value)];
            float[] targets = new float[60];
            Array.Fill(targets, float.NaN);
            (targets[2 * now], targets[(2 * now) + 1]) = (100, 200);
            var answers = new[] { series, other }.Select(values => On([new Sequence("s", 30, new float[30], targets, [], []) { Observed = new ObservedTargets(values, 1, NumberStore.InMemory) }], ["x+1", "x+5"], new TargetStatistics([0, 0], new Horizon([1, 5]), 7, IsWeighted: false))
                .SelectMany(naive => naive.Metrics.Select(metric => metric.Value)).ToArray()).ToList();
            Assert.Equal(answers[0], answers[1]);
        }
    }

    private static IReadOnlyList<NaiveBaseline> On(DataSet data, TargetStatistics statistics) => On(data.Train, data.OutputNames, statistics);

    private static IReadOnlyList<NaiveBaseline> On(IReadOnlyList<Sequence> sequences, IReadOnlyList<string> outputs, TargetStatistics statistics) =>
        new NaiveForecasts(TaskKind.Regression, outputs, statistics).On(sequences, TestContext.Current.CancellationToken);
}
