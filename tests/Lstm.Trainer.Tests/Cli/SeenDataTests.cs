using System;
using System.Globalization;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A file that training has seen is told from new data, and its test part can be evaluated alone.</summary>
[Trait("Speed", "Slow")]
public sealed class SeenDataTests : IDisposable
{
    private const string Train = "train ~/net.lstm.json --data ~/x.csv --target y --epochs 1 --no-report --json ";

    private readonly ToolRun tool = new();

    public SeenDataTests()
    {
        tool.Write("x.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"{n % 7},{n % 5}\n")));
        tool.Line("new ~/net.lstm.json --input 1 --hidden 2");
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void A_part_has_the_figures_that_training_gave_it()
    {
        Assert.Equal(0, tool.Line(Train + "--validation-share 0.2 --test-share 0.3"));
        var trained = tool.Lines[^1].GetProperty("parts");
        tool.Write("copy.csv", "y;x\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"{n % 5}.0;{n % 7}\n"))); // the same numbers
        foreach (var (part, steps) in new[] { ("training", 25), ("validation", 10), ("test", 15) })
        {
            Assert.Equal(0, tool.Line($"evaluate ~/net.lstm.json --data ~/copy.csv --part {part} --json"));
            Assert.Equal(steps, tool.Lines[0].GetProperty("steps").GetInt32());
            Assert.Equal(trained.GetProperty(part).GetProperty("RMSE").GetDouble(), tool.Lines[0].GetProperty("metrics").GetProperty("RMSE").GetDouble());
            Assert.DoesNotContain("training read", tool.Errors);
        }
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/copy.csv --json"));
        const string Note = "copy.csv is the data that training read: 50 % of it trained the network, 20 % decided which epoch was kept, 30 % was kept for the test (--part test evaluates it alone).";
        Assert.Contains($"note: ~/{Note}", tool.Errors);
        Assert.EndsWith(Note, tool.Lines[0].GetProperty("notes")[0].GetString());
    }

    [Fact]
    public void Whole_sequences_are_drawn_as_they_were_in_training()
    {
        tool.Write("runs.csv", "run,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(CultureInfo.InvariantCulture, $"r{n / 6},{n % 7},{n % 5}\n"))));
        Assert.Equal(0, tool.Line("train ~/net.lstm.json --data ~/runs.csv --sequence-column run --target y --epochs 1 --no-report --json --test-share 0.3 --split-seed 5"));
        double test = tool.Lines[^1].GetProperty("parts").GetProperty("test").GetProperty("RMSE").GetDouble();
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/runs.csv --part test --json"));
        Assert.Equal(test, tool.Lines[0].GetProperty("metrics").GetProperty("RMSE").GetDouble());
        Assert.Equal(1, tool.Line("evaluate ~/net.lstm.json --data ~/runs.csv --part validation"));
        Assert.Contains("--part validation: training split no validation part off ~/runs.csv.", tool.Errors);
    }

    [Fact]
    public void Data_learnt_by_heart_and_data_that_chose_the_epoch_are_told()
    {
        tool.Write("v.csv", "x,y\n1,2\n2,3\n3,4\n");
        Assert.Equal(0, tool.Line(Train + "--validation ~/v.csv"));
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/x.csv"));
        Assert.Contains("note: ~/x.csv is the data that the network learnt from: ", tool.Errors);
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/v.csv"));
        Assert.Contains("note: ~/v.csv decided which epoch of the training was kept; ", tool.Errors);
        Assert.Equal(1, tool.Line("evaluate ~/net.lstm.json --data ~/x.csv --part test"));
        Assert.Contains("split no part off its data (--validation-share, --test-share)", tool.Errors);
    }

    [Fact]
    public void New_data_has_no_parts_and_draws_no_note()
    {
        Assert.Equal(0, tool.Line(Train + "--test-share 0.3"));
        tool.Write("new.csv", "x,y\n1,2\n2,3\n3,4\n");
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/new.csv"));
        Assert.DoesNotContain("new.csv is", tool.Errors);
        Assert.Equal(1, tool.Line("evaluate ~/net.lstm.json --data ~/new.csv --part test"));
        Assert.Contains("--part test: ~/new.csv is not the data that ~/net.safetensors was trained on", tool.Errors);
    }

    [Fact]
    public void What_is_written_is_said()
    {
        Assert.Equal(0, tool.Line(Train));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/x.csv --out ~/p.csv"));
        Assert.EndsWith("p.csv written: 50 predictions.\n", tool.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, tool.Line("emit ~/net.lstm.json --namespace Plant --out ~/Net.cs"));
        Assert.EndsWith("Net.cs written: class Plant.Net.\n", tool.Output.ReplaceLineEndings("\n"));
    }
}
