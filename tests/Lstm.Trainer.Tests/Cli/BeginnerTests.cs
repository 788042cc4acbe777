using System;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>What somebody tries first: asking for help, and training on hardly any data.</summary>
public sealed class BeginnerTests : IDisposable
{
    /// <summary>Notes on what training came to, which is little after one epoch.</summary>
    private static readonly string[] AtTheEnd = ["never predicts", "part the network is", "of the optimiser in all"];

    private readonly ToolRun tool = new();

    public BeginnerTests() => tool.Line("new ~/alarm.lstm.json --input 1 --hidden 2 --task binary");

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help train", "train --help")]
    public void Help_is_a_word_too(string line, string option)
    {
        Assert.Equal(0, tool.Line(option));
        string expected = tool.Output;
        Assert.Equal(0, tool.Line(line));
        Assert.Equal(expected, tool.Output);
        Assert.Contains("Usage: lstm ", expected);
    }

    [Theory]
    [InlineData("1,0\n2,1\n3,0\n", "The training part has 3 time steps: enough to try the command, not to learn from.")]
    [InlineData("1,0\n2,0\n3,0\n4,0\n5,0\n6,0\n7,0\n8,0\n9,0\n1,0\n", "Target \"y\" is 0 in the whole training part: a network that always says so is right, and there is nothing else to learn.")]
    [InlineData("1,0\n2,0\n3,0\n4,0\n5,0\n6,0\n7,0\n8,0\n9,0\n1,1\n", null)]
    public void Data_with_little_to_learn_from_is_noted(string rows, string? note)
    {
        tool.Write("x.csv", "x,y\n" + rows);
        Assert.Equal(0, tool.Line("train ~/alarm.lstm.json --data ~/x.csv --target y --epochs 1 --no-report --quiet"));
        string[] notes = [.. tool.Errors.Split('\n').Where(line => line.StartsWith("note: ", StringComparison.Ordinal) && !AtTheEnd.Any(end => line.Contains(end, StringComparison.Ordinal)))];
        Assert.Equal(note is null ? [] : [$"note: {note}"], notes);
    }

    /// <summary>At the last row of a whole run nothing remains; in windows something does.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData(" --window-length 5 --window-stride 1", false)]
    public void What_remains_at_the_end_is_nothing_to_learn(string windows, bool isTold)
    {
        tool.WriteRuns();
        tool.Line("new ~/left.lstm.json --input 2 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/left.lstm.json --data ~/runs.csv --sequence-column run --inputs a,b --remaining-steps --at last --epochs 1 --no-report --quiet" + windows));
        Assert.Equal(isTold, tool.Errors.Contains("Target \"remaining steps\" is 0 in the whole training part", StringComparison.Ordinal));
    }
}
