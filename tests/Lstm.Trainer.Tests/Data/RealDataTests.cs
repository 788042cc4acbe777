using System.Linq;
using Lstm.Shared;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Data from elsewhere, as it was published.</summary>
public class RealDataTests
{
    [Theory]
    [InlineData("BasicMotions", 40, 40, 6, 4, 100, 100)]
    [InlineData("JapaneseVowels", 270, 370, 12, 9, 7, 29)]
    public void Time_series_classification(string name, int train, int test, int dimensions, int classes, int shortest, int longest)
    {
        var data = DataSet.Read(new DataOptions { Path = SharedFolder.Need("data", $"{name}_TRAIN.ts"), TestPath = SharedFolder.Need("data", $"{name}_TEST.ts") });
        Assert.Equal((train, test), (data.Train.Count, data.Test.Count));
        Assert.Equal((dimensions, classes), (data.InputSize, data.OutputSize));
        var lengths = data.Train.Concat(data.Test).Select(sequence => sequence.Length).ToList();
        Assert.Equal((shortest, longest), (lengths.Min(), lengths.Max()));
        Assert.All(data.Train, sequence => Assert.Equal(sequence.Length * dimensions, sequence.Inputs.Length));
        double mean = data.Train.SelectMany(sequence => sequence.Inputs.Where((_, index) => index % dimensions == 0)).Average();
        Assert.Equal(0, mean, 1e-5);
    }

    [Fact]
    public void Engine_wear()
    {
        var data = DataSet.Read(new DataOptions
        {
            Path = SharedFolder.Need("data", "cmapss", "train_FD001.txt"),
            TestPath = SharedFolder.Need("data", "cmapss", "test_FD001.txt"),
            Format = new WhitespaceFormat("1"),
            Inputs = ["3-26"],
            Target = new RemainingStepsTarget(125, SharedFolder.Need("data", "cmapss", "RUL_FD001.txt")),
            TargetScaling = Scaling.None,
        });
        Assert.Equal((100, 100), (data.Train.Count, data.Test.Count));
        Assert.Equal(20631, data.Train.Sum(engine => engine.Length));
        Assert.Equal(24, data.InputSize);
        Assert.Equal([125f, 0f], [data.Train[0].Targets[0], data.Train[0].Targets[^1]]);
        Assert.Equal([112f, 98f, 69f], data.Test.Take(3).Select(engine => engine.Targets[^1]));
        string constant = Assert.Single(data.Warnings, warning => warning.Contains("do not vary", System.StringComparison.Ordinal));
        Assert.Equal(7, constant.Split("column ").Length - 1);
    }

    [Fact]
    public void A_machines_temperature()
    {
        var data = DataSet.Read(new DataOptions
        {
            Path = SharedFolder.Need("data", "machine_temperature_system_failure.csv"),
            Inputs = ["value"],
            Horizon = 1,
            Windows = new Windowing(288, 144),
            Split = new SplitByTime(0.2, 0.2),
        });
        Assert.Equal(["value"], data.TargetNames);
        Assert.Equal(((13617 - 289) / 144) + 1, data.Train.Count);
        Assert.All(data.Train, window => Assert.Equal(window.Inputs[1..], window.Targets[..^1]));
        Assert.Equal(73.96732207, data.InputScaling!.Undo(0, data.Train[0].Inputs[0]), 1e-4);
    }
}
