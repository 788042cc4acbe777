using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Networks in use on data that differs from what they learnt from, or that were made elsewhere.</summary>
[Trait("Speed", "Slow")]
public sealed class UseTests : IDisposable
{
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("hold", "3 4 5 6")]
    [InlineData("drop", "3 5 6")]
    [InlineData("linear", "1 2 3 4 5 6")]
    public void StepsAreNumberedAsInTheData(string policy, string steps)
    {
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{n % 3}\n")), "--target y");
        tool.Write("gaps.csv", "x\n\"\"\n?\n2\n?\n4\n5\n");
        Assert.Equal(0, tool.Line($"predict ~/net.lstm.json --data ~/gaps.csv --missing {policy} --json"));
        Assert.Equal(steps, string.Join(' ', tool.Lines.Select(line => line.GetProperty("step").GetInt32())));
    }

    [Fact]
    public void Sequences_taken_whole_after_training_on_windows_are_told_of()
    {
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{n % 3}\n")), "--target y --window-length 10");
        const string Note = "note: ~/net.safetensors learnt from windows of 10 time steps, each from the initial state, and lstm evaluate takes data so; here the state is carried through each sequence, as on a device. --window-length 10 cuts the same windows";
        foreach (string command in new[] { "predict ~/net.lstm.json --data", "trace ~/net.lstm.json --out ~/page.html --data" })
        {
            foreach (var (rows, options, isTold) in new[] { (11, "", true), (10, "", false), (20, "--window-length 10", false), (20, "--window-length 0", false) })
            {
                tool.Write("new.csv", "x,y\n" + string.Concat(Enumerable.Repeat("1,2\n", rows)));
                Assert.True(tool.Line($"{command} ~/new.csv {options}") == 0, tool.Errors);
                Assert.Equal(isTold, tool.Errors.Contains(Note, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("@classLabel false\n@data\n1,2,3\n4,5,6\n")]
    [InlineData("@classLabel true up down\n@data\n1,2,3:?\n4,5,6:sideways\n")]
    public void UnlabelledSequencesArePredicted(string text)
    {
        tool.Write("net.lstm.json", """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 2, "activation": "softmax" } ] }""");
        tool.Write("train.ts", "@classLabel true up down\n@data\n" + string.Concat(Enumerable.Repeat("1,2,3:up\n3,2,1:down\n", 8)));
        Assert.Equal(0, tool.Line("train ~/net.lstm.json --data ~/train.ts --epochs 1 --no-report --quiet"));
        tool.Write("new.ts", text);
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/new.ts --last --json"));
        Assert.Equal(2, tool.Lines.Count);
        Assert.Equal(1, tool.Line("evaluate ~/net.lstm.json --data ~/new.ts"));
        Assert.Contains("~/new.ts, line ", tool.Errors);
    }

    [Fact]
    public void AnImportedNetworkIsUsedAsTheCommandLineSays()
    {
        tool.Write("model.json", """
            { "in_shape": [null, null, 1], "layers": [ { "type": "lstm", "activation": "tanh", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] },
              { "type": "dense", "activation": "", "shape": [null, null, 1], "weights": [ [[2]], [0.5] ] } ] }
            """);
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        tool.Write("x.csv", "time,in,out\n10,0.5,1\n11,0.25,1\n");
        Assert.Equal(1, tool.Line("predict ~/amp.lstm.json --data ~/x.csv"));
        Assert.Contains("the network takes 1 input, the data has 3", tool.Errors);
        Assert.Equal(0, tool.Line("predict ~/amp.lstm.json --data ~/x.csv --inputs in --json"));
        double[] answers = [.. tool.Lines.Select(line => line.GetProperty("outputs").GetProperty("output1").GetDouble())];
        Assert.Equal(0, tool.Line("evaluate ~/amp.lstm.json --data ~/x.csv --inputs in --target out --json"));
        double mae = tool.Lines[0].GetProperty("metrics").GetProperty("MAE").GetDouble();
        Assert.Equal(answers.Average(answer => Math.Abs(answer - 1)), mae, 1e-6);
        Assert.Equal(0, tool.Line("trace ~/amp.lstm.json --data ~/x.csv --inputs in --target out"));
        Assert.Equal(1, tool.Line("evaluate ~/amp.lstm.json --data ~/x.csv --inputs in --class-column out"));
        Assert.DoesNotContain("   at ", tool.Errors);
    }

    [Fact]
    public void ClassesOfAnImportedNetworkAreNotGuessed()
    {
        tool.Write("model.json", """
            { "in_shape": [null, null, 1], "layers": [ { "type": "lstm", "activation": "tanh", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] },
              { "type": "dense", "activation": "softmax", "shape": [null, null, 2], "weights": [ [[2, 1]], [0.5, 0] ] } ] }
            """);
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        tool.Write("x.csv", "in,out\n0.5,a\n0.25,b\n");
        Assert.Equal(1, tool.Line("evaluate ~/amp.lstm.json --data ~/x.csv --class-column out"));
        Assert.Contains("does not record which output is which class", tool.Errors);
    }

    [Fact]
    public void WeightsOfOtherNumericsAreToldOf()
    {
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{n % 3}\n")), "--target y");
        tool.Write("new.csv", "x,y\n1,2\n2,3\n");
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/new.csv --inputs x"));
        Assert.DoesNotContain("numerics", tool.Errors);
        string file = tool.PathOf("net.safetensors"), text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text.Replace($"\"lstm.numerics\":\"{Numerics.Version}\"", "\"lstm.numerics\":\"1\"", StringComparison.Ordinal)));
        Assert.Equal(1, tool.Line("predict ~/net.lstm.json --data ~/new.csv --inputs x"));
        Assert.Contains("~/net.safetensors: found bytes whose digest is ", tool.Errors);
        string changed = Encoding.Latin1.GetString(File.ReadAllBytes(file)), digest = changed.Split("\"lstm.digest\":\"")[1][..64];
        string signed = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.Latin1.GetBytes(changed.Replace(digest, new string('0', 64), StringComparison.Ordinal))));
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(changed.Replace(digest, signed, StringComparison.Ordinal)));
        foreach (string command in new[] { "predict", "evaluate" })
        {
            Assert.Equal(0, tool.Line($"{command} ~/net.lstm.json --data ~/new.csv --inputs x"));
            Assert.Contains($"note: ~/net.safetensors was trained or checked with numerics 1, and this version of lstm has numerics {Numerics.Version}: ", tool.Errors);
        }
    }

    [Fact]
    public void ATsvAndACsvOfTheSameRowsHaveTheSameAnswers()
    {
        string rows = "s\tx\ty\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n / 8}\t{n % 5}\t{n % 3}\n"));
        Train(rows, "--target y --sequence-column s", "data.tsv");
        tool.Write("data.csv", rows.Replace('\t', ','));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/data.tsv --out ~/tsv.answers"));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/data.csv --out ~/csv.answers"));
        Assert.Equal(File.ReadAllText(tool.PathOf("tsv.answers")).Replace(".tsv", ".csv"), File.ReadAllText(tool.PathOf("csv.answers")));
    }

    [Fact]
    public void ColumnsOfOneNameAreReadAgain()
    {
        tool.Write("net.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 2 } ] }""");
        tool.Write("data.csv", "x,x,y,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 5},{n % 7},{n % 3},{n % 4}\n"))));
        Assert.Equal(0, tool.Line("train ~/net.lstm.json --data ~/data.csv --inputs 1,2 --target 3 4 --epochs 1 --no-report --quiet"));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/data.csv --last --json"));
        Assert.Equal(["3", "4"], tool.Lines[0].GetProperty("outputs").EnumerateObject().Select(output => output.Name));
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --data ~/data.csv"));
    }

    [Theory]
    [InlineData("--cell gru")]
    [InlineData("--cell lstm --standardise")]
    [InlineData("--cell lstm --peephole --bidirectional")]
    public void InspectImportAndTrainCountTheSameParameters(string network)
    {
        tool.Line($"new ~/net.lstm.json --input 1 --hidden 6 {network}");
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{n % 3}\n")), "--target y", quiet: false);
        string summary = tool.Output;
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json --json"));
        long inspected = tool.Lines[0].GetProperty("parameters").GetInt64();
        Assert.Contains($" {inspected} parameters", summary);
        Assert.Equal(0, tool.Line("import ~/net.safetensors --spec ~/net.lstm.json --output ~/again --json"));
        Assert.Equal(inspected, tool.Lines[0].GetProperty("parameters").GetInt64());
    }

    [Theory]
    [InlineData("--cell gru", "it has no LSTM layer")]
    [InlineData("--cell lstm --bidirectional", "it is bidirectional or reversed")]
    public void ATraceWithoutGatesSaysSo(string network, string reason)
    {
        tool.Line($"new ~/net.lstm.json --input 1 --hidden 3 {network}");
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{n % 3}\n")), "--target y");
        Assert.Equal(0, tool.Line("trace ~/net.lstm.json --data ~/data.csv"));
        Assert.Contains(reason, tool.Errors);
    }

    [Fact]
    public void NamesWithCommasStandInQuotes()
    {
        tool.Write("net.lstm.json", """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 2, "activation": "softmax" } ] }""");
        Train("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{(n % 2 == 0 ? "\"up, fast\"" : "down")}\n")), "--class-column y", quiet: false);
        Assert.Contains("one of 2 classes: down, \"up, fast\"", tool.Output);
    }

    private void Train(string rows, string options, string file = "data.csv", bool quiet = true)
    {
        tool.Write(file, rows);
        if (!File.Exists(tool.PathOf("net.lstm.json")))
        {
            tool.Line("new ~/net.lstm.json --input 1 --hidden 3");
        }
        Assert.Equal(0, tool.Line($"train ~/net.lstm.json --data ~/{file} {options} --epochs 1 --no-report {(quiet ? "--quiet" : "")}"));
    }
}
