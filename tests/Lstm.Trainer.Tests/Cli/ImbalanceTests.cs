using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Faults that are one in a hundred: a good accuracy does not hide that none is found, and weights find them.</summary>
[Trait("Speed", "Slow")]
public sealed class ImbalanceTests : IDisposable
{
    private const string Classes = "train ~/state.lstm.json --data ~/rare.csv --inputs x z --class-column state --bptt 60 --epochs 20 --learning-rate 0.001 --schedule constant --no-report";
    private const string Yes = "train ~/fault.lstm.json --data ~/rare.csv --inputs x z --target fault --bptt 60 --epochs 20 --learning-rate 0.001 --schedule constant --no-report";

    private readonly ToolRun tool = new();

    public ImbalanceTests()
    {
        var random = new Random(5);
        var text = new StringBuilder("x,z,state,fault,never\n");
        for (int row = 0; row < 1200; row++)
        {
            bool isFault = row % 100 == 50;
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble() + random.NextDouble() - 1 + (isFault ? 3 : 0):F4},{random.NextDouble():F4},{(isFault ? "fault" : "ok")},{(isFault ? 1 : 0)},0\n");
        }
        tool.Write("rare.csv", text.ToString());
        tool.Line("new ~/state.lstm.json --input 2 --hidden 8 --task classification --output 2");
        tool.Line("new ~/fault.lstm.json --input 2 --hidden 8 --task binary");
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Without_weights_it_is_said_that_none_is_found()
    {
        Assert.Equal(0, tool.Line(Classes));
        Assert.Contains("note: The network never predicts \"fault\": none of the 12 in the training part is found; --class-weights balanced", tool.Errors);
        Assert.Contains("accuracy 0.99, balanced accuracy 0.5, majority 0.99", tool.Output);
        Assert.Contains("recall fault 0 (0 of 12", tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/state.lstm.json --data ~/rare.csv"));
        Assert.Contains("note: The network never predicts \"fault\": none of the 12 in ~/rare.csv is found.", tool.Errors);
        Assert.Equal(0, tool.Line(Yes));
        Assert.Contains("note: The network never predicts \"fault\": none of the 12 positives in the training part is found; --positive-weight balanced", tool.Errors);
    }

    [Fact]
    public void Balanced_classes_are_found()
    {
        Assert.Equal(0, tool.Line(Classes.Replace("--no-report", "--class-weights balanced --json", StringComparison.Ordinal)));
        var weights = tool.Lines[0].GetProperty("weights");
        Assert.Equal((50, 1200 / (2 * 1188.0)), (weights.GetProperty("fault").GetDouble(), weights.GetProperty("ok").GetDouble()), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
        var fault = tool.Lines[^1].GetProperty("byClass").GetProperty("training").GetProperty("fault");
        Assert.Equal(12, fault.GetProperty("count").GetInt32());
        Assert.True(fault.GetProperty("recall").GetDouble() > 0.9, fault.ToString());
        Assert.True(fault.GetProperty("averagePrecision").GetDouble() > 0.5, fault.ToString());
        Assert.DoesNotContain(tool.Lines[^1].GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("never predicts", StringComparison.Ordinal) || note.GetString()!.Contains("the network is", StringComparison.Ordinal));
        Assert.True(tool.Lines[^1].GetProperty("parts").GetProperty("training").GetProperty("balanced accuracy").GetDouble() > 0.9);
        string page = File.ReadAllText(tool.PathOf("state.report.html"));
        Assert.Contains("balanced accuracy", page);
        Assert.Contains("average precision", page);
        Assert.Contains("fault 50, ok 0.5051", page);
    }

    [Fact]
    public void Balanced_yes_is_found()
    {
        Assert.Equal(0, tool.Line(Yes + " --positive-weight balanced --json"));
        Assert.Equal(99, tool.Lines[0].GetProperty("weights").GetProperty("fault").GetDouble(), 1e-4);
        Assert.True(tool.Lines[^1].GetProperty("parts").GetProperty("training").GetProperty("recall").GetDouble() > 0.9);
    }

    [Theory]
    [InlineData("--class-weights fault=20", 20, 1)]
    [InlineData("--class-weights fault=20,ok=0.5", 20, 0.5)]
    [InlineData("--class-weights fault=20 ok=0.5", 20, 0.5)]
    public void Given_weights(string option, double fault, double ok)
    {
        Assert.Equal(0, tool.Line($"{Classes} {option} --epochs 1 --json".Replace("--epochs 20 ", "", StringComparison.Ordinal)));
        var weights = tool.Lines[0].GetProperty("weights");
        Assert.Equal((fault, ok), (weights.GetProperty("fault").GetDouble(), weights.GetProperty("ok").GetDouble()));
    }

    [Fact]
    public void A_name_with_a_comma_has_one_weight()
    {
        tool.Write("rare.csv", File.ReadAllText(tool.PathOf("rare.csv")).Replace(",fault,1", ",\"too hot, too fast\",1", StringComparison.Ordinal));
        Assert.Equal(0, tool.Call([.. Classes.Split(' '), "--class-weights", "too hot, too fast=7", "--json", "--quiet"]));
        Assert.Equal(7, tool.Lines[0].GetProperty("weights").GetProperty("too hot, too fast").GetDouble());
    }

    [Fact]
    public void Several_outputs_have_weights_and_figures_of_their_own()
    {
        tool.Line("new ~/two.lstm.json --input 2 --hidden 4 --task binary --output 2");
        const string Two = "train ~/two.lstm.json --data ~/rare.csv --inputs x z --target fault never --bptt 60 --epochs 1 --json";
        Assert.Equal(0, tool.Line(Two + " --positive-weight balanced"));
        Assert.Contains(tool.Lines[0].GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("There is nothing to balance in \"never\"", StringComparison.Ordinal));
        Assert.Equal((99, 1), (Weight("fault"), Weight("never")), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-4 && a.Item2 == b.Item2);
        Assert.Equal(12, tool.Lines[^1].GetProperty("byClass").GetProperty("training").GetProperty("fault").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, tool.Lines[^1].GetProperty("byClass").GetProperty("training").GetProperty("never").GetProperty("recall").ValueKind);
        Assert.Equal(0, tool.Line(Two + " --positive-weight never=3"));
        Assert.Equal((1, 3), (Weight("fault"), Weight("never")));
        Assert.Contains("Output by output", File.ReadAllText(tool.PathOf("two.report.html")));

        double Weight(string name) => tool.Lines[0].GetProperty("weights").GetProperty(name).GetDouble();
    }

    [Theory]
    [InlineData(Classes + " --class-weights falt=2", 1, "--class-weights: there is no class \"falt\"; did you mean \"fault\"?")]
    [InlineData(Classes + " --class-weights 2", 2, "--class-weights 2: expected balanced, or NAME=W")]
    [InlineData(Classes + " --class-weights fault=-2", 2, "--class-weights fault=-2: expected balanced, or NAME=W")]
    [InlineData(Classes + " --class-weights fault=0", 2, "W is a number from 1E-06 to 1000000")]
    [InlineData(Classes + " --class-weights fault=1e30", 2, "--class-weights fault=1e30: expected balanced, or NAME=W")]
    [InlineData(Classes + " --class-weights fault=nan", 2, "--class-weights fault=nan: expected balanced, or NAME=W")]
    [InlineData(Classes + " --class-weights ok=1,ok=2", 1, "--class-weights: \"ok\" has two weights; expected one.")]
    [InlineData(Classes + " --class-weights ok=1 fault=2 ok=1", 1, "--class-weights: \"ok\" has two weights; expected one.")]
    [InlineData(Yes + " --positive-weight fault=3 2", 1, "--positive-weight 2: expected balanced, alone a number")]
    [InlineData(Yes + " --positive-weight 1e30", 2, "--positive-weight 1e30: expected balanced, alone a number from 1E-06 to 1000000")]
    [InlineData(Classes + " --class-weights balanced fault=2", 2, "--class-weights balanced: expected balanced, or")]
    [InlineData(Classes + " --positive-weight 2", 1, "for classes say --class-weights.")]
    [InlineData(Yes + " --class-weights balanced", 1, "for yes and no say --positive-weight.")]
    [InlineData(Yes + " --positive-weight 0", 2, "--positive-weight 0: expected balanced, alone a number")]
    [InlineData(Yes + " --loss mse --positive-weight 2", 1, "--positive-weight is for targets that are yes or no, and a network that ends in a sigmoid.")]
    [InlineData(Yes + " --positive-weight 2 --class-weights balanced", 2, "only one of them can fit")]
    public void What_does_not_fit_is_said(string line, int code, string message)
    {
        Assert.Equal(code, tool.Line(line));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors);
        Assert.False(File.Exists(tool.PathOf("state.safetensors")));
    }
}
