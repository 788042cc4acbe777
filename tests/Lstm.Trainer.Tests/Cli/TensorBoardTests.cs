using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Trainer.Tests.EventFiles;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm train and lstm search with --tensorboard.</summary>
[Trait("Speed", "Slow")]
public sealed class TensorBoardTests : IDisposable
{
    private const string Line = "~/net.lstm.json --data ~/x.csv --inputs a --target y --validation-share 0.2 --schedule step:2:0.5";

    private readonly ToolRun tool = new();

    public TensorBoardTests()
    {
        Assert.Equal(0, tool.Line("new ~/net.lstm.json --input 1 --hidden 2"));
        tool.Write("x.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{(n + 1) % 5}\n")));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Every_epoch_is_a_point_of_each_part()
    {
        Assert.Equal(0, tool.Line($"train {Line} --epochs 4 --tensorboard ~/events --json"));
        var epochs = tool.Lines.Where(line => line.GetProperty("event").GetString() == "epoch").ToList();
        Assert.Equal(epochs.Select(epoch => (float)epoch.GetProperty("trainingLoss").GetDouble()), Values("events/training", "loss"));
        Assert.Equal(epochs.Select(epoch => (float)epoch.GetProperty("validationLoss").GetDouble()), Values("events/validation", "loss"));
        Assert.Equal(epochs.Select(epoch => (float)epoch.GetProperty("learningRate").GetDouble()), Values("events/training", "learning rate"));
        Assert.Equal((float)tool.Lines[^1].GetProperty("parts").GetProperty("validation").GetProperty("RMSE").GetDouble(), Assert.Single(Values("events/validation", "RMSE")));
        Assert.Equal([1, 2, 3, 4], Events("events/validation").Where(one => one.Tag == "loss").Select(one => one.Step));
    }

    [Fact]
    public void A_resumed_run_goes_on_and_another_run_is_refused()
    {
        Assert.Equal(0, tool.Line($"train {Line} --epochs 2 --tensorboard ~/events --quiet"));
        Assert.Equal(1, tool.Line($"train {Line} --epochs 2 --tensorboard ~/events --quiet"));
        Assert.Contains("~/events: has the event files of a run already", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line($"train {Line} --epochs 3 --tensorboard ~/events --quiet --resume"));
        Assert.Equal([1, 2, 3], Events("events/training").Where(one => one.Tag == "loss").Select(one => one.Step));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_before_training()
    {
        Assert.Equal(1, tool.Line($"train {Line} --epochs 2 --tensorboard ~/x.csv --quiet"));
        Assert.Contains("x.csv", tool.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("net.checkpoint")));
    }

    [Fact]
    public void Each_run_of_a_search_has_a_folder()
    {
        Assert.True(tool.Line($"search {Line} --epochs 2 --try units=2,3 --seeds 2 --tensorboard ~/events --quiet") == 0, tool.Errors);
        Assert.Equal(["best", "trial-001-seed-1", "trial-001-seed-2", "trial-002-seed-1", "trial-002-seed-2"], Directory.GetDirectories(tool.PathOf("events")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, Values("events/trial-002-seed-1/validation", "loss").Count());
        Assert.Single(Values("events/best/validation", "RMSE"));
    }

    private IEnumerable<float> Values(string folder, string tag) => Events(folder).Where(one => one.Tag == tag).Select(one => one.Value);

    private IEnumerable<ScalarEvent> Events(string folder) => Directory.GetFiles(tool.PathOf(folder)).Order(StringComparer.Ordinal).SelectMany(EventReader.Read);
}
