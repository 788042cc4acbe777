using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Trainer.Tests.Cli;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>Forecasts that need no network, against what they come to by hand, and without a look at the future.</summary>
public sealed class NaiveForecastTests : IDisposable
{
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData(1, 0, "1 2 3 4")] // 2, 4, 7 and 11 are forecast as 1, 2, 4 and 7
    [InlineData(2, 0, "3 5 7")]
    [InlineData(1, 2, "1 2 3 4")] // a window knows what was before it
    public void The_last_value(int horizon, int window, string errors)
    {
        var data = Read("x\n1\n2\n4\n7\n11\n", horizon, window == 0 ? null : new Windowing(window, window));
        var naive = On(data.InOwnUnits.Train, TargetStatistics.Of(data.InOwnUnits, horizon, isWeighted: false)).Single();
        Assert.Equal("persistence", naive.Name);
        Equal(errors, naive);
    }

    /// <summary>As training reads it and as evaluating does: where nothing is scaled, the floats of both are the same.</summary>
    [Theory]
    [InlineData(Scaling.MeanAndDeviation, 1, 0, "2 3 20 0")]
    [InlineData(Scaling.None, 1, 0, "2 3 20 0")]
    [InlineData(Scaling.None, 2, 0, "5 20")]
    [InlineData(Scaling.None, 1, 2, "2 5 20 20")] // two rows are a season; before the first the last value
    public void The_first_value_of_each_sequence_is_known(Scaling scaling, int horizon, int season, string errors)
    {
        var data = DataSet.Read(new DataOptions
        {
            Path = tool.Write("x.csv", "run,x\na,10\na,12\na,15\nb,100\nb,120\nb,120\n"),
            Format = new CsvFormat { SequenceColumn = "run" },
            Inputs = ["x"],
            Target = new NumberTarget(["x"]),
            Horizon = horizon,
            InputScaling = scaling,
            TargetScaling = scaling,
        });
        Equal(errors, On(data.InOwnUnits.Train, new TargetStatistics([3], horizon, season, IsWeighted: false))[^1]);
    }

    [Theory]
    [InlineData(1, "4 1 1 0 0 1")] // no season before the first two targets: the last value
    [InlineData(4, "4 1 2")] // the value one season before is not known yet: two seasons before
    public void The_value_one_season_before(int horizon, string errors)
    {
        var data = Read("x\n5\n1\n0\n6\n1\n0\n7\n", horizon);
        var naive = On(data.InOwnUnits.Train, new TargetStatistics([3], horizon, Season: 3, IsWeighted: false));
        Equal(errors, naive.Single(baseline => baseline.Name == "seasonal"));
    }

    [Fact]
    public void A_value_that_is_missing_is_the_one_before_it_and_before_the_first_the_mean()
    {
        var data = DataSet.Read(new DataOptions { Path = tool.Write("x.csv", "a,x\n1,\n1,2\n1,\n1,5\n"), Inputs = ["a"], Target = new NumberTarget(["x"]), Horizon = 1, Missing = MissingValues.Mask });
        var statistics = TargetStatistics.Of(data.InOwnUnits, 1, isWeighted: false);
        Assert.Equal(3.5, Assert.Single(statistics.Means));
        Equal("1.5 3", On(data.InOwnUnits.Train, statistics).Single());
    }

    [Fact]
    public void The_mean_is_that_of_the_training_part()
    {
        var data = DataSet.Read(new DataOptions { Path = tool.Write("x.csv", "a,x\n1,2\n1,4\n1,9\n1,1\n"), Target = new NumberTarget(["x"]), Split = new SplitByTime(0.5, 0) });
        var naive = On(data.InOwnUnits.Validation, TargetStatistics.Of(data.InOwnUnits, 0, isWeighted: false)).Single();
        Assert.Equal("mean", naive.Name);
        Equal("6 2", naive); // 9 and 1, where the mean of 2 and 4 is 3
    }

    [Fact]
    public void The_shares_are_those_of_the_training_part()
    {
        var statistics = new TargetStatistics([0.75, 0.25], 0, 0, IsWeighted: false);
        var naive = new NaiveForecasts(TaskKind.Classification, ["ok", "fault"], statistics).On([Sequence.OfClasses("s", 3, [0, 0, 0], [0, 1, 1])], TestContext.Current.CancellationToken).Single();
        Assert.Equal("prior", naive.Name);
        Assert.Equal(1 / 3.0, Figure(naive, "accuracy"), 1e-9);
        Assert.Equal(-(Math.Log(0.75) + (2 * Math.Log(0.25))) / 3, Figure(naive, "cross-entropy"), 1e-6);
        Assert.Contains("always predict \"ok\"", naive.Does, StringComparison.Ordinal);
        var yes = new NaiveForecasts(TaskKind.Binary, ["y"], new TargetStatistics([0.25], 0, 0, IsWeighted: false)).On([Sequence.OfNumbers("s", 4, new float[4], [1, 0, 0, 1])], TestContext.Current.CancellationToken).Single();
        Assert.Equal(0.5, Figure(yes, "accuracy"), 1e-9);
        Assert.Equal(-(Math.Log(0.25) + Math.Log(0.75)) / 2, Figure(yes, "cross-entropy"), 1e-6);
    }

    [Fact]
    public void The_last_class()
    {
        var data = DataSet.Read(new DataOptions { Path = tool.Write("x.csv", "a,c\n1,p\n1,p\n1,q\n1,q\n1,q\n"), Target = new ClassTarget("c"), Horizon = 1 });
        var naive = new NaiveForecasts(TaskKind.Classification, data.Classes, TargetStatistics.Of(data.InOwnUnits, 1, isWeighted: false)).On(data.InOwnUnits.Train, TestContext.Current.CancellationToken);
        Assert.Equal(["persistence", "prior"], naive.Select(baseline => baseline.Name));
        Assert.Equal(3 / 4.0, Figure(naive[0], "accuracy"), 1e-9);
        Assert.DoesNotContain(naive[0].Metrics, metric => metric.Name == "cross-entropy");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 7)]
    [InlineData(10, 7)]
    public void Another_future_changes_no_forecast(int horizon, int season)
    {
        const int Length = 40;
        float[] series = Noise(Length, 1), other = Noise(Length, 2);
        for (int now = 0; now + horizon < Length; now++)
        {
            var futures = new[] { series, [.. series[..(now + 1)], .. other[(now + 1)..]] }.Select(values => new Sequence("s", Length, new float[Length], OneTarget(now), [], []) { Observed = new ObservedTargets(values, 1, NumberStore.InMemory) });
            var answers = futures.Select(future => On([future], new TargetStatistics([0], horizon, season, IsWeighted: false)).Select(naive => Figure(naive, "MAE")).ToArray()).ToList();
            Assert.Equal(answers[0], answers[1]);
        }

        static float[] OneTarget(int step)
        {
            float[] targets = new float[Length];
            Array.Fill(targets, float.NaN);
            targets[step] = 100;
            return targets;
        }
    }

    [Fact]
    public void What_the_training_part_tells_does_not_depend_on_the_others()
    {
        var parts = new[] { 3, 4 }.Select(seed => DataSet.Read(new DataOptions
        {
            Path = tool.Write($"{seed}.csv", "x\n" + string.Join('\n', Wave(120).Concat(Noise(80, seed)).Select(value => value.ToString(CultureInfo.InvariantCulture))) + "\n"),
            Horizon = 1,
            Split = new SplitByTime(0.2, 0.2),
        })).Select(data => TargetStatistics.Of(data.InOwnUnits, 1, isWeighted: false)).ToList();
        Assert.Equal(12, parts[0].Season);
        Assert.Equal((parts[0].Season, parts[0].Means[0]), (parts[1].Season, parts[1].Means[0]));
    }

    [Fact]
    public void A_season_is_found_under_a_trend_and_noise()
    {
        float[] noise = Noise(300, 5);
        Assert.Equal(12, Season([.. Wave(300).Select((value, t) => value + (0.5f * noise[t]) + (0.05f * t))]));
        Assert.Equal(2, Season([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]));
    }

    [Fact]
    public void Where_nothing_repeats_there_is_no_season()
    {
        Assert.Equal(0, Season(Noise(300, 6)));
        Assert.Equal(0, Season([.. Enumerable.Range(0, 300).Select(t => (float)t)]));
        Assert.Equal(0, Season(new float[300]));
        Assert.Equal(0, Season([.. Enumerable.Range(0, 100).Select(t => (float)Math.Sin(t * 2 * Math.PI / 40))])); // not seen three times
        Assert.Equal(0, Season([1, 2]));
    }

    [Fact]
    public void Where_a_network_is_not_better_it_is_said()
    {
        PartEvaluation Part(double rmse, double mae) => new("test", TaskKind.Regression, [new("RMSE", rmse, ""), new("MAE", mae, "")], [], null, [], [])
        {
            Baselines = [new NaiveBaseline("persistence", "repeating the last value", [new("RMSE", 1.035, ""), new("MAE", 0.5, "")], ["RMSE", "MAE"])],
        };
        Assert.Empty(NotBeaten.In(Part(1, 0.4)));
        Assert.Equal("On the test part the network is worse than repeating the last value: RMSE 3.68 against 1.035, MAE 2 against 0.5.", Assert.Single(NotBeaten.In(Part(3.68, 2))));
        Assert.Equal("On the test part the network is no better than repeating the last value: RMSE 1.035 against 1.035 (but better in MAE 0.4 against 0.5).", Assert.Single(NotBeaten.In(Part(1.035, 0.4))));
    }

    private static int Season(float[] values) => Seasonality.Of([new ObservedTargets(values, 1, NumberStore.InMemory)]);

    private static float[] Wave(int length) => [.. Enumerable.Range(0, length).Select(t => (float)Math.Sin(t * 2 * Math.PI / 12))];

    private static float[] Noise(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static void Equal(string errors, NaiveBaseline naive)
    {
        double[] expected = [.. errors.Split(' ').Select(error => double.Parse(error, CultureInfo.InvariantCulture))];
        Assert.Equal(Math.Sqrt(expected.Average(error => error * error)), Figure(naive, "RMSE"), 1e-6);
        Assert.Equal(expected.Average(), Figure(naive, "MAE"), 1e-6);
    }

    private static double Figure(NaiveBaseline naive, string name) => naive.Metrics.Single(metric => metric.Name == name).Value;

    private static IReadOnlyList<NaiveBaseline> On(IReadOnlyList<Sequence> sequences, TargetStatistics statistics) => new NaiveForecasts(TaskKind.Regression, ["x"], statistics).On(sequences, TestContext.Current.CancellationToken);

    private DataSet Read(string text, int horizon, Windowing? windows = null) => DataSet.Read(new DataOptions { Path = tool.Write("x.csv", text), Horizon = horizon, Windows = windows });
}
