using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm train with several horizons, targets and quantiles: the names of what comes out, and its figures, everywhere.</summary>
[Trait("Speed", "Slow")]
public sealed class ForecastTests : IDisposable
{
    private readonly ToolRun tool = new();

    public ForecastTests() => tool.Write("x.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 90).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 7},{(row % 5) + (row % 3)}\n"))));

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Each_horizon_of_each_target_is_an_output()
    {
        tool.Line("new ~/x.lstm.json --input 2 --hidden 3 --output 6");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --target x y --horizon 1-2,5 --test-share 0.3 --epochs 2"));
        Assert.Contains("targets     x, y, 1, 2, 5 rows ahead", tool.Output);
        Assert.Contains("RMSE (of the best naive forecast): x+1 ", tool.Output);
        Assert.Contains(", y+5 ", tool.Output);
        string page = File.ReadAllText(tool.PathOf("x.report.html"));
        Assert.Contains("RMSE of y+5", page);
        Assert.Equal(0, tool.Line("inspect ~/x.lstm.json"));
        Assert.Contains("  outputs  \"x+1\", \"x+2\", \"x+5\", \"y+1\", \"y+2\", \"y+5\"", tool.Output);
        Assert.Contains("  horizon  1, 2, 5 rows ahead", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/x.csv"));
        Assert.StartsWith("sequence,step,x+1,x+2,x+5,y+1,y+2,y+5\n", tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/x.csv --json"));
        Assert.True(tool.Lines[0].GetProperty("metrics").GetProperty("RMSE of x+5").GetDouble() > 0);
        Assert.True(tool.Lines[0].GetProperty("baselines").GetProperty("persistence").GetProperty("metrics").GetProperty("RMSE of x+5").GetDouble() > 0);
    }

    [Theory]
    [InlineData("", "There is no target. The network adds what it learns to the sample, as one that forecasts does (lstm new --task forecast): --horizon 1 lets it learn the next row of its inputs.")]
    [InlineData(" --target x", "no column is left as input; the network forecasts (lstm new --task forecast): with --horizon 1 the target's own values go in, and the next one is learnt")]
    public void A_network_that_forecasts_asks_for_a_horizon(string target, string message)
    {
        tool.Write("one.csv", "x\n1\n2\n3\n5\n");
        tool.Line("new ~/x.lstm.json --input 1 --task forecast");
        Assert.Equal(1, tool.Line("train ~/x.lstm.json --data ~/one.csv" + target));
        Assert.Contains(message, tool.Errors);
        Assert.Equal(0, tool.Line($"train ~/x.lstm.json --data ~/one.csv{target} --horizon 1 --epochs 1 --no-report"));
    }

    [Fact]
    public void Each_quantile_of_each_target_is_an_output()
    {
        tool.Line("new ~/x.lstm.json --input 1 --hidden 3 --output 3");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --inputs x --target y --loss quantile --quantiles 0.5,0.1,0.9 --test-share 0.3 --epochs 3"));
        Assert.Contains("loss        pinball loss (quantiles 0.1, 0.5, 0.9)", tool.Output);
        Assert.Contains("interval coverage ", tool.Output);
        Assert.Contains("(the quantiles of the training targets)", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/x.lstm.json --data ~/x.csv"));
        Assert.StartsWith("sequence,step,y_q0.1,y_q0.5,y_q0.9\n", tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/x.lstm.json --data ~/x.csv --json"));
        Assert.InRange(tool.Lines[0].GetProperty("metrics").GetProperty("coverage of 0.9").GetDouble(), 0, 1);
    }

    /// <summary>By the card, row by row as if it were read whole.</summary>
    [Fact]
    public void Names_go_from_train_to_predict_by_the_card()
    {
        tool.Write("days.csv", "day,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{(row % 3 == 0 ? "mon" : row % 3 == 1 ? "tue" : "wed")},{row % 7},{row % 5}\n")));
        tool.Line("new ~/d.lstm.json --input 4 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/d.lstm.json --data ~/days.csv --target y --categorical day --epochs 1"));
        Assert.Contains("inputs      x, day=mon, day=tue, day=wed", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/d.lstm.json --data ~/days.csv"));
        string streamed = tool.Output;
        Assert.Equal(0, tool.Line("predict ~/d.lstm.json --data ~/days.csv --window 40"));
        Assert.Equal(streamed, tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/d.lstm.json --data ~/days.csv"));
        tool.Write("days.csv", "day,x,y\nsun,1,2\n");
        Assert.Equal(1, tool.Line("predict ~/d.lstm.json --data ~/days.csv"));
        Assert.Contains("~/days.csv, line 2, column 1 \"day\": \"sun\" does not occur in the training part", tool.Errors);
        Assert.Equal(0, tool.Line("predict ~/d.lstm.json --data ~/days.csv --unknown-categories zeros"));
        Assert.Equal(2, tool.Line("predict ~/d.lstm.json --data ~/days.csv --unknown-categories none"));
    }

    /// <summary>The same bits, whatever the number of threads.</summary>
    [Fact]
    public void Threads_change_nothing()
    {
        tool.Line("new ~/x.lstm.json --input 2 --hidden 3 --output 4");
        byte[] Weights(int threads)
        {
            Assert.Equal(0, tool.Line($"train ~/x.lstm.json --data ~/x.csv --target y --horizon 1,2 --loss quantile --quantiles 0.1,0.9 --window-length 8 --epochs 2 --no-report --threads {threads}"));
            return File.ReadAllBytes(tool.PathOf("x.safetensors"));
        }
        Assert.Equal(Weights(1), Weights(3));
    }

    [Theory]
    [InlineData("--horizon 0", "--horizon 0: expected a whole number from 1 on, several with commas between them, or a range such as 1-24.")]
    [InlineData("--loss quantile", "--loss quantile and --quantiles need each other")]
    [InlineData("--quantiles 0.5", "--loss quantile and --quantiles need each other")]
    [InlineData("--loss quantile --quantiles 0.5,1", "--quantiles 0.5,1: expected numbers above 0 and below 1")]
    public void What_cannot_be_is_told(string options, string complaint)
    {
        Assert.Equal(2, tool.Line($"train ~/x.lstm.json --data ~/x.csv --target y {options}"));
        Assert.Contains(complaint, tool.Errors);
    }

    [Fact]
    public void A_network_with_too_few_outputs_is_told_which_there_are()
    {
        tool.Line("new ~/x.lstm.json --input 2 --hidden 3");
        Assert.Equal(1, tool.Line("train ~/x.lstm.json --data ~/x.csv --target y --horizon 1,2"));
        Assert.Contains("the network outputs 1 value, the data has 2 targets (\"y+1\", \"y+2\"); end the network in { \"type\": \"dense\", \"size\": 2 }.", tool.Errors);
    }
}
