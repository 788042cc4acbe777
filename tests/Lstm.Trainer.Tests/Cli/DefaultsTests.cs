using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>What lstm train chooses where nothing is said, and what lstm new --task forecast begins with.</summary>
[Trait("Speed", "Slow")]
public sealed class DefaultsTests : IDisposable
{
    private const string Train = "train ~/x.lstm.json --data ~/x.csv --horizon 1 --split-by time --validation-share 0.2 --test-share 0.2 --no-report";

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void A_long_series_is_cut_into_windows_and_it_is_said()
    {
        Series(1000, t => Math.Sin(t * 0.3) + (t * 0.001));
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2 --task forecast");
        Assert.Equal(0, tool.Line(Train + " --epochs 2"));
        // The training part has 599 rows with a target: 536 windows of 64.
        Assert.Contains("windows     536 of 64 time steps, one every 1, the first 16 without a target", tool.Output);
        Assert.Contains("; every second one is moved to another level", tool.Output);
        Assert.Contains("batches     of 32: 17 steps of the optimiser an epoch (--batch-size)", tool.Output);
        Assert.Contains("rate        0.003 at first (--learning-rate)", tool.Output);
        Assert.Contains("schedule    the rate is halved after 25 epochs (425 steps) without a better loss (--schedule)", tool.Output);
        Assert.Contains("patience    training stops after 75 epochs without a better validation loss (--patience)", tool.Output);
        Assert.DoesNotContain("(--epochs)", tool.Output);

        Assert.Equal(0, tool.Line(Train + " --epochs 3 --json --resume")); // how far to go decides nothing that was chosen
        var began = tool.Lines[0];
        Assert.Equal(2, began.GetProperty("resumedAt").GetInt32());
        const string Chosen = "--train-windows 64:1:16:shifted --batch-size 32 --optimizer adam --learning-rate 0.003 --schedule plateau:25:0.5 --seed 1";
        Assert.Equal(Chosen, began.GetProperty("training").GetString());
        Assert.Contains("--train-windows", began.GetProperty("chosen").EnumerateObject().Select(choice => choice.Name));
        Assert.Equal(Chosen, TrainedModel.Open(tool.PathOf("x.lstm.json"), null).Card!.Training);

        Assert.Equal(1, tool.Line(Train + " --epochs 4 --resume --train-windows 64:2:16"));
        Assert.Contains("--train-windows was 64:1:16:shifted and is 64:2:16", tool.Errors);
    }

    [Fact]
    public void Options_override_each_choice()
    {
        Series(600, t => t % 7);
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line(Train + " --bptt 60 --batch-size 8 --learning-rate 0.02 --schedule constant --epochs 2 --patience 0 --json"));
        Assert.Empty(tool.Lines[0].GetProperty("chosen").EnumerateObject());
        Assert.Equal("--train-windows none --bptt 60 --batch-size 8 --optimizer adam --learning-rate 0.02 --schedule constant --seed 1", tool.Lines[0].GetProperty("training").GetString());
        Assert.Equal(2, tool.Line(Train + " --bptt 60 --train-windows 64:1:16"));
        Assert.Contains("only one of them", tool.Errors);
        Assert.Equal(2, tool.Line(Train + " --train-windows 64:60:16"));
        Assert.Contains("--train-windows 64:60:16: expected LENGTH:STRIDE:WARM-UP", tool.Errors);
        Assert.Equal(1, tool.Line(Train + " --train-windows 64:1:16:shifted"));
        Assert.Contains("--train-windows with :shifted is for forecasts of the first inputs that start from their last values", tool.Errors);
    }

    /// <summary>To a detector, a level that was never seen is an anomaly, and shall remain one.</summary>
    [Fact]
    public void A_detector_learns_at_the_levels_there_are()
    {
        Series(600, t => Math.Sin(t * 0.3) + (t % 3));
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2 --task anomaly");
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/x.csv --validation-share 0.2 --split-by time --no-report --epochs 1 --json"));
        Assert.StartsWith("--train-windows 64:1:16 --batch-size", tool.Lines[0].GetProperty("training").GetString());
    }

    [Fact]
    public void Training_stops_where_validation_no_longer_improves()
    {
        var random = new Random(1);
        Series(600, _ => random.NextDouble());
        tool.Line("new ~/x.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line(Train + " --train-windows none --json"));
        Assert.Equal("OutOfPatience", tool.Lines[^1].GetProperty("reason").GetString());
        Assert.True(tool.Lines[^1].GetProperty("epochs").GetInt32() < tool.Lines[0].GetProperty("epochs").GetInt32());
    }

    /// <summary>Test rows are no part of what is learnt, nor of what is chosen.</summary>
    [Fact]
    public void Another_future_gives_the_same_weights()
    {
        float[] Weights(double future)
        {
            Series(500, t => t < 400 ? Math.Sin(t * 0.4) + (t % 3) : future * t);
            Assert.Equal(0, tool.Line(Train + " --epochs 2 --quiet"));
            var model = TrainedModel.Open(tool.PathOf("x.lstm.json"), null);
            return [.. model.Tensor("weight_ih_l0"), .. model.Tensor("weight_hh_l0"), .. model.Tensor("dense0.weight"), .. model.Tensor("dense0.bias")];
        }
        tool.Line("new ~/x.lstm.json --input 1 --hidden 3 --task forecast");
        Assert.Equal(Weights(1), Weights(-50));
    }

    /// <summary>A sensor that rises where it is trained and is still afterwards: what is learned does not hold, and the last value is kept as the forecast.</summary>
    [Fact]
    public void A_forecast_begins_with_the_last_value_and_goes_back_to_it()
    {
        Series(500, t => t < 300 ? 10 + (0.5 * t) + (t % 2) : 160);
        tool.Line("new ~/x.lstm.json --input 1 --hidden 4 --task forecast");
        Assert.Equal(0, tool.Line(Train + " --epochs 5 --json"));
        var end = tool.Lines[^1];
        Assert.Contains("No epoch is better on the validation part than the network as it began", end.GetProperty("message").GetString());
        Assert.Equal(0, end.GetProperty("bestEpoch").GetInt32());
        double test = end.GetProperty("parts").GetProperty("test").GetProperty("RMSE").GetDouble();
        Assert.Equal(0, test);
    }

    /// <summary>A recurrent network alone cannot follow a series out of the range that it knows; one that adds to the last value can.</summary>
    [Fact]
    public void A_forecast_follows_a_series_that_leaves_its_range()
    {
        Series(600, t => (0.2 * t) + Math.Sin(t * 0.5));
        tool.Line("new ~/x.lstm.json --input 1 --hidden 8 --task forecast");
        Assert.Equal(0, tool.Line(Train + " --epochs 20 --json"));
        var end = tool.Lines[^1];
        double Figure(string of) => end.GetProperty(of).GetProperty("test") is var part && of == "parts" ? part.GetProperty("RMSE").GetDouble() : part.GetProperty("persistence").GetProperty("metrics").GetProperty("RMSE").GetDouble();
        Assert.True(Figure("parts") < Figure("baselines"), $"{Figure("parts")} against {Figure("baselines")}");
        Assert.InRange(end.GetProperty("differenceToTrainer").GetDouble(), 0, 1e-3);
    }

    /// <summary>
    /// Noise around a mean, which a forecast goes back to; on the test part the mean is another, far from all that training saw. Trained on windows as they are, it is worse there than the last
    /// value.
    /// </summary>
    [Fact]
    public void A_forecast_holds_at_a_level_that_was_never_seen()
    {
        var random = new Random(1);
        Series(600, t => random.NextDouble() + (t < 500 ? 0 : 6));
        tool.Line("new ~/x.lstm.json --input 1 --hidden 8 --task forecast");
        double Test(string windows)
        {
            Assert.Equal(0, tool.Line(Train + " --epochs 20 --json" + windows));
            var end = tool.Lines[^1];
            double naive = end.GetProperty("baselines").GetProperty("test").GetProperty("persistence").GetProperty("metrics").GetProperty("RMSE").GetDouble();
            return end.GetProperty("parts").GetProperty("test").GetProperty("RMSE").GetDouble() / naive;
        }
        double shifted = Test(""), asTheyAre = Test(" --train-windows 64:1:16");
        Assert.True(shifted < 1, $"{shifted} of the last value's error, {asTheyAre} without shifts");
        Assert.True(asTheyAre > 1.1, $"{asTheyAre} of the last value's error, {shifted} with shifts");
    }

    [Fact]
    public void New_says_what_a_forecast_cannot_be()
    {
        Assert.Equal(2, tool.Line("new ~/x.lstm.json --input 1 --output 2 --task forecast"));
        Assert.Contains("--output 2 with --task forecast", tool.Errors);
        Assert.Equal(2, tool.Line("new ~/x.lstm.json --input 1 --bidirectional --task forecast"));
        Assert.Contains("--bidirectional with --task forecast", tool.Errors);
        tool.Write("two.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 20).Select(t => $"{t % 5},{t % 3}\n")));
        Assert.Equal(0, tool.Line("new ~/x.lstm.json --input 2 --task forecast --hidden 2"));
        Assert.Equal(0, tool.Line("train ~/x.lstm.json --data ~/two.csv --inputs a,b --target b --horizon 1 --epochs 1 --no-report"));
        Assert.Contains("note: The network ends by adding input a to what it learns of target b", tool.Errors);
    }

    private void Series(int rows, Func<int, double> value)
    {
        var text = new StringBuilder("x\n");
        for (int t = 0; t < rows; t++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value(t):R}\n");
        }
        tool.Write("x.csv", text.ToString());
    }
}
