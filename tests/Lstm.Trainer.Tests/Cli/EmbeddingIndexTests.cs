using System;
using System.Globalization;
using System.Text;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A column of indices for an embedding beside numbers, read as the numbers it holds.</summary>
[Trait("Speed", "Slow")]
public sealed class EmbeddingIndexTests : IDisposable
{
    private const string Train = "train ~/line.lstm.json --data ~/line.csv --inputs speed,load,machine --target heat --window-length 20 --epochs 1 --no-report";

    private readonly ToolRun tool = new();

    public EmbeddingIndexTests()
    {
        tool.Write("line.csv", Rows(400, _ => "3"));
        Assert.Equal(0, tool.Line("new ~/line.lstm.json --input 2 --embedding machine:5:3 --hidden 6"));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void An_index_between_two_others_is_not_made_up()
    {
        const string Message = "Indices have no mean and nothing between them: with an embedding of \"machine\", --missing is not linear and --resample-with is not mean.";
        Refused(Train + " --missing linear", Message);
        Refused(Train + " --resample 2s --resample-with mean", Message);
        Assert.True(tool.Line(Train) == 0, tool.Errors);
        tool.Write("gap.csv", Rows(4, row => row == 1 ? "" : "2"));
        foreach (string command in new[] { "predict", "evaluate" })
        {
            Refused($"{command} ~/line.lstm.json --data ~/gap.csv --missing linear", Message);
            Refused($"{command} ~/line.lstm.json --data ~/gap.csv --missing hold --resample 2s --resample-with mean", Message);
            Assert.True(tool.Line($"{command} ~/line.lstm.json --data ~/gap.csv --missing hold --window-length 0") == 0, tool.Errors);
        }
    }

    [Fact]
    public void An_index_out_of_range_is_found_before_anything_is_written_and_told_with_its_place()
    {
        const int Bad = 6000; // in a block after the first
        Assert.True(tool.Line(Train) == 0, tool.Errors);
        tool.Write("bad.csv", Rows(Bad + 10, row => row == Bad ? "7" : row == 2 ? "" : "2"));
        string place = $"the embedding of machine takes the index of a row, a whole number from 0 to 4, and there the data has machine, 7 (bad.csv, time step {Bad + 1}); name the column";
        Refused("predict ~/line.lstm.json --data ~/bad.csv --missing hold", $"bad.csv, line {Bad + 2}: {place}");
        Assert.Empty(tool.Output);
        Refused("predict ~/line.lstm.json --data ~/bad.csv --missing drop --window 20", place); // read whole
        Refused("evaluate ~/line.lstm.json --data ~/bad.csv --missing hold --window-length 0", place);
        Refused("trace ~/line.lstm.json --data ~/bad.csv --missing hold --window-length 0", place);
        Refused("predict ~/line.lstm.json --data ~/bad.csv --missing hold --inputs machine,speed,load", "bad.csv, line 7: the embedding of machine takes the index of a row, a whole number from 0 to 4, and there the data has load, 5 ");
        Refused("predict ~/line.lstm.json --data ~/bad.csv --missing hold --inputs load,machine", "the inputs of the network take 3 values");
    }

    private static string Rows(int count, Func<int, string> machine)
    {
        var text = new StringBuilder("time,speed,load,machine,heat\n");
        for (int row = 0; row < count; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddSeconds(row):yyyy-MM-dd HH:mm:ss},{row % 7},{row % 11},{machine(row)},{row % 5}\n");
        }
        return text.ToString();
    }

    private void Refused(string line, string message)
    {
        Assert.NotEqual(0, tool.Line(line));
        Assert.True(tool.Errors.Contains(message, StringComparison.Ordinal), tool.Errors);
    }
}
