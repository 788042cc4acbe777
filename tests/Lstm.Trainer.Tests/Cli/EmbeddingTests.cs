using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A column of names beside numbers: each name becomes a vector that is learnt.</summary>
[Trait("Speed", "Slow")]
public sealed class EmbeddingTests : IDisposable
{
    private static readonly string[] Machines = ["crane", "lathe", "mill", "press", "saw"];

    private const string New = "new ~/line.lstm.json --input 2 --embedding machine:5:3 --hidden 6 --force";
    private const string Train = "train ~/line.lstm.json --data ~/line.csv --inputs machine,speed,load --categorical machine --target heat --validation-share 0.2 --window-length 20 --batch-size 4 --learning-rate 0.02 --no-report";

    private readonly ToolRun tool = new();

    public EmbeddingTests()
    {
        var random = new Random(5);
        var text = new StringBuilder("machine,speed,load,heat\n");
        for (int t = 0; t < 1500; t++)
        {
            int machine = random.Next(5);
            double speed = 1000 + (5 * random.NextDouble()), load = random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{Machines[machine]},{speed:F3},{load:F3},{((machine * 7) % 5) + (load * (machine - 2)):F4}\n");
        }
        tool.Write("line.csv", text.ToString());
        Assert.Equal(0, tool.Line(New));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Names_are_learnt_kept_in_the_card_and_predicted_with()
    {
        Assert.True(tool.Line(Train + " --epochs 12") == 0, tool.Errors);
        Assert.Contains("inputs      speed, load, machine (standardised but for names by the first layer)", tool.Output);
        Assert.Contains("machine 0 to 4", tool.Output);
        var card = TrainedModel.Open(tool.PathOf("line.lstm.json"), tool.PathOf("line.safetensors")).Card!;
        var kept = card.Data.Categorical.Single();
        Assert.Equal(("machine", 5), (kept.Column, kept.Rows));
        Assert.Equal(Machines, kept.Values!);
        Assert.Equal(0, tool.Line("inspect ~/line.lstm.json"));
        Assert.Contains("  names    machine: 0 \"crane\", 1 \"lathe\", 2 \"mill\", 3 \"press\", 4 \"saw\"", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/line.lstm.json --data ~/line.csv --out ~/answers.csv"));
        double[] answers = [.. File.ReadAllLines(tool.PathOf("answers.csv")).Skip(1).Select(line => Last(line))];
        double[] truth = [.. File.ReadAllLines(tool.PathOf("line.csv")).Skip(1).Select(line => Last(line))];
        Assert.InRange(answers.Zip(truth, (answer, value) => Math.Abs(answer - value)).Average(), 0, 0.15); // the mean alone is at 1.3
        Assert.Equal(0, tool.Line("evaluate ~/line.lstm.json --data ~/line.csv"));
        Assert.Equal(0, tool.Line("predict ~/line.lstm.json --data ~/line.csv --window 20 --out ~/windows.csv")); // not row by row
    }

    [Fact]
    public void A_name_that_training_did_not_have_is_an_error_or_a_row_of_zeros()
    {
        tool.Write("other.csv", "machine,speed,load,heat\ndrill,1001,0.5,1\n");
        Assert.True(tool.Line(Train + " --epochs 1") == 0, tool.Errors);
        Assert.NotEqual(0, tool.Line("predict ~/line.lstm.json --data ~/other.csv"));
        Assert.Contains("other.csv, line 2, column 1 \"machine\": \"drill\" does not occur in the training part that the network knows (the network's embedding has a row for each of its names, and none for others)", tool.Errors);
        Assert.NotEqual(0, tool.Line("predict ~/line.lstm.json --data ~/other.csv --unknown-categories zeros"));
        Assert.Contains("so that none is left for all other names (--unknown-categories zeros); it takes a network with \"rows\": 6, trained anew", tool.Errors);
        Assert.NotEqual(0, tool.Line(Train + " --epochs 1 --unknown-categories zeros"));
        Assert.Contains("column 1 \"machine\" has 5 different names, and the network's embedding as many rows; --unknown-categories zeros needs one more for all other names: write \"rows\": 6", tool.Errors);
        Assert.Equal(0, tool.Line(New.Replace(":5:3", ":7:3", StringComparison.Ordinal)));
        Assert.True(tool.Line(Train + " --epochs 1 --unknown-categories zeros") == 0, tool.Errors);
        float[] table = TrainedModel.Open(tool.PathOf("line.lstm.json"), tool.PathOf("line.safetensors")).Tensor("embedding0.weight");
        Assert.Equal(new float[6], table[15..]);
        Assert.DoesNotContain(0f, table[..15]);
        Assert.Equal(0, tool.Line("predict ~/line.lstm.json --data ~/other.csv"));
    }

    /// <summary>The option repeats what the card says, by the column's name or number: the network's names keep their rows, whichever of them the file has.</summary>
    [Theory]
    [InlineData("machine")]
    [InlineData("1")]
    public void A_column_that_the_network_knows_keeps_its_names(string column)
    {
        tool.Write("few.csv", "machine,speed,load,heat\nsaw,1001,0.5,3\nmill,1002,0.25,4\nsaw,1003,0.75,3\n");
        tool.Write("other.csv", "machine,speed,load,heat\nsaw,1001,0.5,3\ndrill,1002,0.25,4\n");
        Assert.True(tool.Line(Train + " --epochs 1") == 0, tool.Errors);
        string Answers(string options)
        {
            Assert.True(tool.Line("predict ~/line.lstm.json --data ~/few.csv" + options) == 0, tool.Errors);
            return tool.Output;
        }
        Assert.Equal(Answers(""), Answers($" --categorical {column}"));
        Assert.True(tool.Line($"evaluate ~/line.lstm.json --data ~/few.csv --window-length 0 --categorical {column}") == 0, tool.Errors);

        const string Tune = "train ~/line.lstm.json --from ~/line.safetensors --out ~/tuned.safetensors --window-length 0 --epochs 1 --no-report --data ";
        Assert.True(tool.Line(Tune + "~/few.csv") == 0, tool.Errors);
        float[] weights = Table();
        Assert.True(tool.Line($"{Tune}~/few.csv --categorical {column}") == 0, tool.Errors);
        Assert.Equal(weights, Table());
        Assert.Equal(Machines, Tuned().Card!.Data.Categorical.Single().Values!);
        Refused($"{Tune}~/other.csv --categorical {column}", "other.csv, line 3, column 1 \"machine\": \"drill\" does not occur in the training part that the network knows");

        TrainedModel Tuned() => TrainedModel.Open(tool.PathOf("line.lstm.json"), tool.PathOf("tuned.safetensors"));
        float[] Table() => Tuned().Tensor("embedding0.weight");
    }

    [Theory]
    [InlineData("machine_vector")]
    [InlineData("embedding0")]
    public void A_layer_is_frozen_by_its_own_name_or_by_that_of_inspect(string name)
    {
        Assert.True(tool.Line(Train + " --epochs 1") == 0, tool.Errors);
        Assert.True(tool.Line($"{Train} --epochs 1 --from ~/line.safetensors --out ~/tuned.safetensors --freeze {name}") == 0, tool.Errors);
        TrainedModel before = TrainedModel.Open(tool.PathOf("line.lstm.json"), tool.PathOf("line.safetensors")), after = TrainedModel.Open(tool.PathOf("line.lstm.json"), tool.PathOf("tuned.safetensors"));
        Assert.Equal(before.Tensor("embedding0.weight"), after.Tensor("embedding0.weight"));
        Assert.NotEqual(before.Tensor("dense0.weight"), after.Tensor("dense0.weight"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused(Train.Replace(" --categorical machine", "", StringComparison.Ordinal), "name it with --categorical");
        Refused(Train.Replace("machine,speed,load", "machine,load", StringComparison.Ordinal), "the inputs of the network take 3 values (numbers 2, machine 1, in this order), the data has 6 (\"load\", \"machine=crane\",");
        Refused("train ~/line.lstm.json --data ~/line.csv --inputs speed,load,heat --target heat --horizon 1", "the embedding of machine takes the index of a row, a whole number from 0 to 4, and there the data has heat, ");
        Assert.Equal(0, tool.Line(New.Replace(":5:3", ":4:3", StringComparison.Ordinal)));
        Refused(Train + " --epochs 1", "column 1 \"machine\" has 5 different names, and the network's embedding has 4 rows; write \"rows\": 5, or group the names.");
        foreach (var (options, message) in new[]
        {
            ("--embedding machine", "--embedding machine: expected NAME:ROWS or NAME:ROWS:SIZE"),
            ("--embedding machine:0", "--embedding machine:0: expected"),
            ("--embedding numbers:5", "--embedding numbers: an input is called so already"),
            ("--embedding machine:5 --pool last", "--pool with --embedding: names beside numbers make a network that branches"),
            ("--embedding machine:5 --task forecast", "--embedding with --task forecast: its network is a chain of layers"),
        })
        {
            Refused($"new ~/x.lstm.json --input 2 {options}", message);
        }
    }

    private void Refused(string line, string message)
    {
        Assert.NotEqual(0, tool.Line(line));
        Assert.True(tool.Errors.Contains(message, StringComparison.Ordinal), tool.Errors);
    }

    private static double Last(string line) => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture);
}
