using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Beside a network's figures stand those of forecasts that need none, and it is said when they are better.</summary>
[Trait("Speed", "Slow")]
public sealed class NaiveTests : IDisposable
{
    private const string Train = "train ~/x.lstm.json --data ~/x.csv --horizon 1 --test-share 0.25 --epochs 1";

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    /// <summary>From 100 on, a season of 4 rows, rising by 4 from one to the next: steps of 3, 0, −3 and 4.</summary>
    [Fact]
    public void A_forecast_stands_beside_persistence_and_season()
    {
        tool.Write("x.csv", "x\n" + string.Concat(Enumerable.Range(0, 80).Select(row => string.Create(CultureInfo.InvariantCulture, $"{100 + (4 * (row / 4)) + (row % 4 is 1 or 2 ? 3 : 0)}\n"))));
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line(Train));
        Assert.Contains("(repeating the last value)", tool.Output);
        Assert.Contains("(repeating the value one season (4 time steps) before)", tool.Output);
        Assert.Contains("note: On the test part the network is worse than repeating the last value: RMSE ", tool.Errors);
        Assert.DoesNotContain("On the training part the network is", tool.Errors);
        Assert.Contains("note: Training had 1 step of the optimiser in all, few to learn in. More --epochs or a smaller --batch-size give more; --bptt 60 gives one every 60 time steps.", tool.Errors);
        Assert.Contains("note: R² is below 0 (", tool.Errors);
        string page = File.ReadAllText(tool.PathOf("x.report.html"));
        Assert.Contains("repeating the last value", page);
        Assert.Contains("On the test part the network is worse than repeating the last value", page);

        Assert.Equal(0, tool.Line(Train + " --json --no-report"));
        var persistence = tool.Lines[^1].GetProperty("baselines").GetProperty("test").GetProperty("persistence");
        Assert.Equal(4, tool.Lines[^1].GetProperty("season").GetInt32());
        Assert.Equal(["RMSE", "MAE"], persistence.GetProperty("notBeaten").EnumerateArray().Select(name => name.GetString()!));

        // Of the 19 targets of the test part 3 have no season before them: there the last value is 3, 0 and 3 off.
        var seasonal = tool.Lines[^1].GetProperty("baselines").GetProperty("test").GetProperty("seasonal").GetProperty("metrics");
        Assert.Equal((6 + (16 * 4)) / 19.0, seasonal.GetProperty("MAE").GetDouble(), 1e-6);

        // Rows 1 to 79 of all: 20 seasons with steps of 3, 0, −3 and (but for the last) 4.
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/x.csv --json"));
        var evaluated = tool.Lines[^1];
        Assert.Equal(Math.Sqrt(((20 * 18) + (19 * 16)) / 79.0), evaluated.GetProperty("baselines").GetProperty("persistence").GetProperty("metrics").GetProperty("RMSE").GetDouble(), 1e-6);
        Assert.Equal(4, evaluated.GetProperty("season").GetInt32());
        Assert.Contains(evaluated.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("is worse than repeating the last value", StringComparison.Ordinal));
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/x.csv"));
        Assert.Contains("  naive: RMSE ", tool.Output);
    }

    [Fact]
    public void Numbers_stand_beside_the_training_mean_and_say_so_to_evaluate()
    {
        tool.Write("x.csv", "x,y\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n8,8\n");
        tool.Write("other.csv", "x,y\n1,3.5\n2,6.5\n");
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --target y --test-share 0.25 --split-by time --epochs 1 --no-report"));
        Assert.Contains("(the mean of the training targets)", tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/other.csv --json"));
        var mean = tool.Lines[^1].GetProperty("baselines").GetProperty("mean").GetProperty("metrics");
        Assert.Equal(1.5, mean.GetProperty("MAE").GetDouble(), 1e-6); // of 1 to 6, the training part, the mean is 3.5
        Assert.Equal(JsonValueKind.Null, tool.Lines[^1].GetProperty("season").ValueKind);
    }
}
