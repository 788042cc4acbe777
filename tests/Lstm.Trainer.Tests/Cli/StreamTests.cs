using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Emitted;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm predict row by row: the answers of data that is read whole, whatever its size, and nothing written of data that is wrong.</summary>
[Trait("Speed", "Slow")]
public sealed class StreamTests : IDisposable
{
    private const int Rows = 5000; // more than a block

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""", "error", "")]
    [InlineData("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""", "error", "--last")]
    [InlineData("""{ "type": "gru", "hidden": 4, "initialState": true }, { "type": "dense", "size": 1 }""", "hold", "")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "dense", "size": 1 }""", "drop", "")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "dense", "size": 1 }""", "drop", "--last")]
    [InlineData("""{ "type": "conv1d", "filters": 3, "kernel": 3, "dilation": 2 }, { "type": "dense", "size": 1 }""", "hold", "")]
    [InlineData("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""", "linear", "")]
    [InlineData("""{ "type": "gru", "hidden": 4, "direction": "bidirectional" }, { "type": "dense", "size": 1 }""", "hold", "")]
    public void As_if_it_were_read_whole(string layers, string policy, string more)
    {
        var model = Train(layers);
        string data = tool.Write("new.csv", Data(gaps: policy != "error"));
        Assert.Equal(0, tool.Line($"predict ~/net.lstm.json --data ~/new.csv --sequence-column s --missing {policy} --out ~/answers.csv {more}"));
        Assert.Equal(ReadWhole(model, data, policy, last: more.Length > 0), File.ReadAllText(tool.PathOf("answers.csv")));
    }

    [Fact]
    public void One_answer_of_a_pooled_sequence()
    {
        var model = Train("""{ "type": "gru", "hidden": 4 }, { "type": "pool", "kind": "mean" }, { "type": "dense", "size": 1 }""", "--at last");
        string data = tool.Write("new.csv", Data(gaps: true));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/new.csv --sequence-column s --missing hold --out ~/answers.csv"));
        string[] answers = File.ReadAllLines(tool.PathOf("answers.csv"));
        Assert.Equal(4, answers.Length); // a header and three sequences
        Assert.Equal(ReadWhole(model, data, "hold", last: true), File.ReadAllText(tool.PathOf("answers.csv")));
    }

    [Fact]
    public void Scattered_rows_are_gathered_as_ever()
    {
        Train("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""");
        tool.Write("scattered.csv", "s,a,b\n1,1,2\n2,3,4\n1,5,6\n2,7,8\n");
        tool.Write("gathered.csv", "s,a,b\n1,1,2\n1,5,6\n2,3,4\n2,7,8\n");
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/scattered.csv --sequence-column s --json"));
        string scattered = tool.Output.Replace("scattered", "gathered", StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/gathered.csv --sequence-column s --json"));
        Assert.Equal(scattered, tool.Output);
    }

    [Fact]
    public void A_folder_is_streamed_file_by_file()
    {
        Train("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""", sequences: "");
        Directory.CreateDirectory(tool.PathOf("days"));
        tool.Write("days/1.csv", "a,b\n1,2\n3,4\n");
        tool.Write("days/2.csv", "a,b\n1,2\n3,4\n");
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/days --json"));
        Assert.Equal("1.csv 1, 1.csv 2, 2.csv 1, 2.csv 2", string.Join(", ", tool.Lines.Select(line => $"{line.GetProperty("sequence")} {line.GetProperty("step")}")));
        Assert.Equal(tool.Lines[0].GetProperty("outputs").ToString(), tool.Lines[2].GetProperty("outputs").ToString());
        tool.Write("days/2.csv", "b,a\n1,2\n");
        Assert.Equal(1, tool.Line("predict ~/net.lstm.json --data ~/days --inputs 1 2 --json"));
        Assert.Contains("its inputs are \"b\", \"a\", those of", tool.Errors);
    }

    [Theory]
    [InlineData("1,x", "line 5001, column 3 \"b\": expected a number, found \"x\"")]
    [InlineData("1,", "line 5001, column 3 \"b\": the input is missing")]
    [InlineData("1,2,3", "line 5001: found 4 fields, expected 3")]
    [InlineData("1,\"2", "line 5001: a quotation mark is not closed")]
    public void What_is_wrong_at_the_end_is_said_before_anything_is_written(string fields, string message)
    {
        Train("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""");
        string[] lines = Data(gaps: false).TrimEnd('\n').Split('\n');
        lines[^1] = "3," + fields;
        tool.Write("new.csv", string.Join('\n', lines) + "\n");
        Assert.Equal(1, tool.Line("predict ~/net.lstm.json --data ~/new.csv --sequence-column s"));
        Assert.Contains("~/new.csv, " + message, tool.Errors);
        Assert.Equal("", tool.Output);
    }

    [Fact]
    public void Nothing_is_left_of_data_without_a_whole_row()
    {
        Train("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""");
        tool.Write("new.csv", "s,a,b\n1,,2\n2,,3\n");
        Assert.Equal(1, tool.Line("predict ~/net.lstm.json --data ~/new.csv --sequence-column s --missing drop"));
        Assert.Contains("~/new.csv: nothing is left of the data; sequences too short for a step without missing values: 2 of 2", tool.Errors);
    }

    [Fact]
    public void A_large_file_takes_the_memory_of_a_small_one()
    {
        Train("""{ "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 }""", sequences: "");
        string part = string.Concat(Enumerable.Range(0, 10_000).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row * 0.0123456:F6},{row * -0.0012345:F6}\n")));
        using (var writer = new StreamWriter(tool.PathOf("large.csv")))
        {
            writer.Write("a,b\n");
            for (int n = 0; n < 150; n++)
            {
                writer.Write(part);
            }
        }
        // 1.5 million rows of 29 MB; all that .NET may allocate is 64 MB, of which the compiler of the network's code needs the most.
        using var process = new ToolProcess(tool, "predict ~/net.lstm.json --data ~/large.csv --out ~/answers.csv", ("DOTNET_GCHeapHardLimit", "0x4000000"));
        var (code, _, errors) = process.End();
        Assert.True(code == 0, errors);
        Assert.Equal("large.csv,1500000", string.Join(',', File.ReadLines(tool.PathOf("answers.csv")).Last().Split(',')[..2]));
    }

    private TrainedModel Train(string layers, string more = "", string sequences = "--sequence-column s")
    {
        tool.Write("net.lstm.json", $$"""{ "input": 2, "layers": [ {{layers}} ] }""");
        tool.Write("train.csv", "s,a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(n => $"{n / 20},{n % 5},{n % 7},{n % 3}\n")));
        Assert.Equal(0, tool.Line($"train ~/net.lstm.json --data ~/train.csv {sequences} --inputs a b --target y --epochs 1 --no-report --quiet {more} --range none"));
        return TrainedModel.Open(tool.PathOf("net.lstm.json"), null);
    }

    /// <summary>Three sequences, the second of one row, with values missing at the beginning of the third and in between.</summary>
    private static string Data(bool gaps)
    {
        var random = new Random(4);
        var text = new StringBuilder("s,a,b\n");
        for (int row = 0; row < Rows; row++)
        {
            bool gap = gaps && (row is > Rows - 30 and < Rows - 25 || row % 977 == 5);
            text.Append(CultureInfo.InvariantCulture, $"{(row < Rows - 31 ? 1 : row == Rows - 31 ? 2 : 3)},{(gap ? "" : $"{random.NextDouble():F3}")},{5 * random.NextDouble():F3}\n");
        }
        return text.ToString();
    }

    /// <summary>The answers as CSV, from sequences that were read, filled and played whole.</summary>
    private static string ReadWhole(TrainedModel model, string data, string policy, bool last)
    {
        var missing = policy switch { "hold" => MissingValues.HoldLast, "linear" => MissingValues.Linear, "drop" => MissingValues.DropRow, _ => MissingValues.Error };
        var set = DataSet.Read(model.Card!.Reading(data) with { Format = new CsvFormat("s"), InputsOnly = true, Missing = missing });
        var predictor = new Predictor(EmittedNetwork.Load(model.Spec, model.WeightsPath));
        var text = new StringBuilder("sequence,step,y\n");
        foreach (var sequence in set.Train)
        {
            float[] answers = predictor.Predict(sequence);
            for (int row = last ? answers.Length - 1 : 0; row < answers.Length; row++)
            {
                int t = answers.Length == 1 ? sequence.Length - 1 : row;
                text.Append(CultureInfo.InvariantCulture, $"\"{sequence.Id}\",{sequence.Steps?[t] ?? t + 1},{answers[row]:R}\n");
            }
        }
        return text.ToString();
    }
}
