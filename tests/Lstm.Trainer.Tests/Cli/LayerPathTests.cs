using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>The tool from a new spec to answers of generated code, with every cell, bidirectional, pooled, and with columns far from 0.</summary>
[Trait("Speed", "Slow")]
public sealed class LayerPathTests : IDisposable
{
    private const double Close = 1e-5;

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("--cell rnn --layers 2", "")]
    [InlineData("--cell lstm --bidirectional --standardise", "")]
    [InlineData("--cell gru --bidirectional --pool mean --standardise", "--at last")]
    public void FromASpecToAnswers(string network, string data)
    {
        tool.WriteRuns();
        Assert.Equal(0, tool.Line($"new ~/pump.lstm.json --input 2 --hidden 5 --task binary {network}"));
        Assert.Equal(0, tool.Line($"train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --epochs 2 --json {data}"));
        Assert.InRange(tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble(), 0, Close);
        Assert.Equal(0, tool.Line("evaluate ~/pump.lstm.json --data ~/runs.csv --json"));
        Assert.Equal(12, tool.Lines[0].GetProperty("sequences").GetInt32());
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/runs.csv"));
        int rows = network.Contains("--pool", StringComparison.Ordinal) ? 12 : 12 * 30;
        Assert.Equal(1 + rows, tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, tool.Line("trace ~/pump.lstm.json --data ~/runs.csv"));
        Assert.Equal(0, tool.Line("inspect ~/pump.lstm.json"));
        Assert.True(File.Exists(tool.PathOf("pump.report.html")));
    }

    [Fact]
    public void AnEmbeddingOfText()
    {
        tool.Write("song.txt", string.Concat(Enumerable.Repeat("abcd", 60)));
        tool.Write("song.lstm.json", """{ "input": 1, "layers": [ { "type": "embedding", "rows": 4, "size": 3 }, { "type": "gru", "hidden": 4 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        Assert.Equal(0, tool.Line("train ~/song.lstm.json --data ~/song.txt --format characters --epochs 2 --json"));
        Assert.InRange(tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble(), 0, Close);
        Assert.Equal(0, tool.Line("evaluate ~/song.lstm.json --data ~/song.txt"));
        tool.Write("song.lstm.json", """{ "input": 1, "layers": [ { "type": "embedding", "rows": 3, "size": 3 }, { "type": "gru", "hidden": 4 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        Assert.Equal(1, tool.Line("train ~/song.lstm.json --data ~/song.txt --format characters --epochs 2"));
        Assert.Contains("the embedding has 3 rows, the data has 4 different tokens; write \"rows\": 4", tool.Errors);
    }

    [Fact]
    public void AColumnFarFromZero()
    {
        WriteFar();
        const string Train = "train ~/far.lstm.json --data ~/far.csv --sequence-column run --target y --epochs 3 --json --no-report";
        tool.Line("new ~/far.lstm.json --input 2 --hidden 8");
        Assert.Equal(0, tool.Line(Train));
        double folded = tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble();
        Assert.Contains("lstm new --standardise writes it", tool.Output);
        tool.Line("new ~/far.lstm.json --input 2 --hidden 8 --standardise --force");
        Assert.Equal(0, tool.Line(Train));
        Assert.DoesNotContain("--standardise writes it", tool.Output);
        Assert.InRange(tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble(), 0, 1e-6);
        Assert.InRange(folded, 1e-5, 1); // what the layer is for
    }

    /// <summary>A sensor at 4500 times its spread from 0.</summary>
    private void WriteFar()
    {
        var random = new Random(1);
        var text = new StringBuilder("run,a,b,y\n");
        for (int run = 0; run < 20; run++)
        {
            double mean = 0;
            for (int t = 0; t < 20; t++)
            {
                double a = random.NextDouble() - 0.5;
                mean += 0.2 * (a - mean);
                text.Append(CultureInfo.InvariantCulture, $"r{run},{1300 + a:0.0000},{random.NextDouble():0.000},{mean:0.0000}\n");
            }
        }
        tool.Write("far.csv", text.ToString());
    }
}
