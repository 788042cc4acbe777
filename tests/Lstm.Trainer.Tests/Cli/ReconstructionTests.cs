using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Data.Options;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A detector that gives each row back by way of fewer values than it has columns.</summary>
[Trait("Speed", "Slow")]
public sealed class ReconstructionTests : IDisposable
{
    private const string New = "new ~/watch.lstm.json --input 4 --task anomaly --anomaly reconstruction --force";
    private const string Train = "train ~/watch.lstm.json --task anomaly --data ~/x.csv --validation-share 0.3 --test-share 0.2 --epochs 80 --learning-rate 0.02 --no-report --json";
    private const int Rows = 1000, Fault = 950;

    private readonly ToolRun tool = new();

    /// <summary>Four columns that two hidden ones decide; in the row of the fault each is as large as usual, but the fourth does not fit the others.</summary>
    public ReconstructionTests()
    {
        var random = new Random(4);
        var text = new StringBuilder("p,q,sum,difference\n");
        for (int t = 0; t < Rows; t++)
        {
            (double p, double q) = t == Fault ? (0.9, 0.2) : (random.NextDouble(), random.NextDouble());
            text.Append(CultureInfo.InvariantCulture, $"{p:F4},{q:F4},{100 + p + q:F4},{(t == Fault ? q - p : p - q):F4}\n");
        }
        tool.Write("x.csv", text.ToString());
        Assert.Equal(0, tool.Line(New));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void What_does_not_fit_the_other_columns_is_found_at_its_own_row()
    {
        Assert.True(tool.Line(Train + " --threshold false-alarm-rate=0.01") == 0, tool.Errors);
        var end = tool.Lines[^1];
        Assert.Equal(300, end.GetProperty("anomaly").GetProperty("rows").GetInt32()); // the last row too: it is its own target
        Assert.False(end.GetProperty("baselines").GetProperty("test").TryGetProperty("persistence", out _));
        Assert.DoesNotContain("is also the target", tool.Output);
        var card = TrainedModel.Open(tool.PathOf("watch.lstm.json"), null).Card!;
        Assert.Equal((0, "p q sum difference"), (card.Data.Horizon.Longest, string.Join(' ', ((NumberTarget)card.Data.Target!).Columns)));
        double[] scores = Scores("x.csv");
        Assert.True(scores[0] > 0); // nothing has to come before
        Assert.Equal(Fault, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[Fault] >= OutputThresholds.Of(WeightFile.Open(tool.PathOf("watch.safetensors")), 1)[0]);

        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        new Random(1).Shuffle(rows.AsSpan(1 + 400));
        File.WriteAllLines(tool.PathOf("shuffled.csv"), rows);
        Assert.Equal(scores.Take(400), Scores("shuffled.csv").Take(400)); // nothing of the future is in it
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --part test"));
        Assert.Contains("  flagged ", tool.Output);
    }

    [Fact]
    public void Some_of_the_columns_and_weights_to_start_from()
    {
        Assert.Equal(0, tool.Line(New + " --output 3 --hidden 2"));
        Assert.True(tool.Line(Train) == 0, tool.Errors);
        Assert.Equal(["p", "q", "sum"], tool.Lines[^1].GetProperty("anomaly").GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        byte[] first = File.ReadAllBytes(tool.PathOf("watch.safetensors"));
        Assert.Equal(0, tool.Line(Train + " --threads 3"));
        Assert.Equal(first, File.ReadAllBytes(tool.PathOf("watch.safetensors")));
        Assert.True(tool.Line(Train + " --from ~/watch.safetensors --keep-data ~/x.csv --out ~/tuned.safetensors") == 0, tool.Errors);
        Assert.DoesNotContain("is also the target", tool.Output);
    }

    [Theory]
    [InlineData(4, 2, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(9, 9, 4)]
    public void The_memory_has_half_of_the_values_that_are_compared(int columns, int compared, int units)
    {
        Assert.True(tool.Line($"new ~/half.lstm.json --input {columns} --output {compared} --task anomaly --anomaly reconstruction") == 0, tool.Errors);
        Assert.Contains($"\"hidden\": {units}", File.ReadAllText(tool.PathOf("half.lstm.json")));
    }

    [Theory]
    [InlineData("new ~/y.lstm.json --input 1 --task anomaly --anomaly reconstruction", "--anomaly reconstruction with --input 1: one value is given back by way of fewer only if there are more")]
    [InlineData("new ~/y.lstm.json --input 4 --output 1 --task anomaly --anomaly reconstruction", "--anomaly reconstruction with --output 1: one value is given back by way of fewer only if there are more")]
    [InlineData("new ~/y.lstm.json --input 4 --task anomaly --anomaly reconstruction --hidden 4", "--hidden 4 with --anomaly reconstruction: the 4 values that are compared must come through fewer")]
    [InlineData("new ~/y.lstm.json --input 4 --output 2 --task anomaly --anomaly reconstruction --hidden 2", "--hidden 2 with --anomaly reconstruction: the 2 values that are compared must come through fewer")]
    [InlineData("new ~/y.lstm.json --input 4 --anomaly reconstruction", "--anomaly is for --task anomaly.")]
    [InlineData(Train + " --horizon 1", "--horizon 1: this detector compares each row with its own reconstruction, not with a forecast")]
    public void What_makes_no_sense_is_refused(string line, string message)
    {
        Assert.NotEqual(0, tool.Line(line));
        Assert.True(tool.Errors.Contains(message, StringComparison.Ordinal), tool.Errors);
    }

    private double[] Scores(string file)
    {
        Assert.Equal(0, tool.Line($"predict ~/watch.lstm.json --data ~/{file}"));
        return [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => double.Parse(line.Split(',')[^2], CultureInfo.InvariantCulture))];
    }
}
