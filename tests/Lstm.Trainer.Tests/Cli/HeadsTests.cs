using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A network with two heads on one memory, a number and a yes or no, from two target columns.</summary>
[Trait("Speed", "Slow")]
public sealed class HeadsTests : IDisposable
{
    private const string Train = "train ~/pump.lstm.json --data ~/pump.csv --inputs temperature speed --target load alarm --window-length 50 --epochs 8 --learning-rate 0.02 --no-report";

    private readonly ToolRun tool = new();

    public HeadsTests()
    {
        tool.Write("pump.lstm.json", """
            {
              "input": 2,
              "layers": [
                { "type": "scale", "tensor": "input.scale", "offset": "input.offset" },
                { "type": "gru", "hidden": 8, "name": "memory" },
                { "type": "dense", "size": 1, "name": "load" },
                { "type": "dense", "size": 1, "activation": "sigmoid", "from": "memory", "name": "alarm" }
              ],
              "outputs": ["load", "alarm"]
            }
            """);
        var random = new Random(3);
        var text = new StringBuilder("temperature,speed,load,alarm\n");
        double mean = 0;
        for (int t = 0; t < 1000; t++)
        {
            double x = Math.Sin(t / 9.0), y = random.NextDouble();
            mean += 0.2 * ((x * y) - mean);
            text.Append(CultureInfo.InvariantCulture, $"{20 + (3 * x):F3},{y:F3},{mean:F4},{(mean > 0.1 ? 1 : 0)}\n");
        }
        tool.Write("pump.csv", text.ToString());
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Both_are_learnt_and_predicted_under_their_names()
    {
        Assert.True(tool.Line(Train) == 0, tool.Errors);
        Assert.Contains("loss        loss of each output", tool.Output);
        Assert.Contains("inputs      temperature, speed (standardised by the first layer)", tool.Output);
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/pump.csv --out ~/answers.csv"));
        string[][] rows = [.. File.ReadAllLines(tool.PathOf("answers.csv")).Select(line => line.Split(','))];
        Assert.Equal(["sequence", "step", "load", "alarm"], rows[0]);
        string[][] truth = [.. File.ReadAllLines(tool.PathOf("pump.csv")).Select(line => line.Split(','))];
        double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        var both = rows.Zip(truth).Skip(100).ToList();
        Assert.InRange(both.Average(row => Math.Abs(Value(row.First[2]) - Value(row.Second[2]))), 0, 0.1);
        Assert.InRange(both.Average(row => Value(row.First[3]) > 0.5 == Value(row.Second[3]) > 0.5 ? 1.0 : 0), 0.85, 1);
        Assert.Equal(0, tool.Line("inspect ~/pump.lstm.json"));
        Assert.Contains("outputs: load 1, alarm 1\n", tool.Output);
        Assert.Contains("  x: layer 1; it is called alarm, an output\n", tool.Output);
        using var run = System.Text.Json.JsonDocument.Parse(File.ReadAllText(tool.PathOf("pump.run.json")));
        Assert.Equal("in: input 2; input → scale0 (scale); scale0 → memory (GRU 8); memory → load (dense 1); memory → alarm (dense 1 σ); out: load, alarm", run.RootElement.GetProperty("network").GetString());
        Assert.Equal(0, tool.Line("inspect ~/pump.lstm.json --json"));
        Assert.Equal("""[{"name":"load","offset":0,"size":1},{"name":"alarm","offset":1,"size":1}]""", tool.Lines[0].GetProperty("outputParts").GetRawText());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, tool.Lines[0].GetProperty("inputParts").ValueKind); // one
        Assert.NotEqual(0, tool.Line("inspect ~/pump.safetensors"));
        Assert.Contains("~/pump.safetensors: is a weight file (safetensors), the trained numbers of a network without its layers; expected its spec file, ~/pump.lstm.json", tool.Errors);
    }

    [Fact]
    public void Weights_of_outputs_change_what_is_learnt_and_what_fits_no_head_is_refused()
    {
        Assert.Equal(0, tool.Line(Train));
        byte[] even = File.ReadAllBytes(tool.PathOf("pump.safetensors"));
        Assert.True(tool.Line(Train + " --output-weights alarm=9") == 0, tool.Errors);
        Assert.NotEqual(even, File.ReadAllBytes(tool.PathOf("pump.safetensors")));
        Refused("--output-weights horn=2", "--output-weights horn: no output is called so; there are load, alarm.");
        Refused("--loss bce", "the network has the outputs load, alarm; their losses are --loss heads");
        const string Several = "yes and no of a network that ends in a sigmoid; this network has the outputs load, alarm, and that is for a network with one output.";
        Refused("--validation-share 0.2 --threshold recall=0.9 --threshold-for alarm", "--threshold is for classes, and for " + Several);
        Refused("--validation-share 0.2 --calibrate temperature", "--calibrate is for classes, and for " + Several);
        Refused("--dropout 0.1", "--dropout is for a chain of layers, and this network branches.");
        Refused("--target alarm load", "pump.lstm.json: the data has a target -0.");
        Assert.DoesNotContain("Parameter", tool.Errors, StringComparison.Ordinal);
        Refused("--target load", "the outputs of the network take 2 target columns (load 1, alarm 1, in this order), the data has one target (load); name a column for each value with --target.");
        Refused("--target load alarm load", "--target names column 3, \"load\", twice; name it once");
        Assert.Equal(2, tool.Line(Train + " --output-weights alarm"));
        Assert.Contains("--output-weights alarm: expected NAME=W", tool.Errors);
    }

    [Fact]
    public void Fine_tuning_goes_on_from_its_weights()
    {
        Assert.Equal(0, tool.Line(Train));
        string tune = Train.Replace("--epochs 8", "--epochs 1", StringComparison.Ordinal) + " --from ~/pump.safetensors --out ~/tuned.safetensors";
        Assert.True(tool.Line(tune + " --freeze gru0") == 0, tool.Errors);
        WeightFile before = WeightFile.Open(tool.PathOf("pump.safetensors")), after = WeightFile.Open(tool.PathOf("tuned.safetensors"));
        Assert.Equal(before.ReadAll("weight_hh_l0"), after.ReadAll("weight_hh_l0"));
        Assert.NotEqual(before.ReadAll("dense1.weight"), after.ReadAll("dense1.weight"));
        Assert.True(tool.Line(tune + " --refit-scaling") == 0, tool.Errors);
    }

    [Fact]
    public void Targets_of_a_softmax_are_probabilities_that_sum_to_one()
    {
        tool.Write("pump.lstm.json", """
            { "input": 2, "layers": [ { "type": "gru", "hidden": 4, "name": "memory" }, { "type": "dense", "size": 1, "name": "load" }, { "type": "dense", "size": 3, "activation": "softmax", "from": "memory", "name": "phase" } ], "outputs": ["load", "phase"] }
            """);
        string Rows(string third) => "temperature,speed,load,a,b,c\n" + string.Concat(Enumerable.Range(1, 100).Select(t => FormattableString.Invariant($"{t % 7},{t % 5},{t % 3},{(t == 3 ? third : t % 2 == 0 ? "0,1,0" : "0.33,0.33,0.33")}\n")));
        tool.Write("pump.csv", Rows("1,0,0"));
        string line = Train.Replace("load alarm", "load a b c", StringComparison.Ordinal).Replace("--epochs 8", "--epochs 1", StringComparison.Ordinal);
        Assert.True(tool.Line(line) == 0, tool.Errors);
        foreach (string wrong in new[] { "1,1,0", "0,0,0" })
        {
            tool.Write("pump.csv", Rows(wrong));
            Assert.Equal(1, tool.Line(line));
            Assert.Contains($"the data has targets of the output phase that sum to {(wrong[0] == '1' ? 2 : 0)}, and its softmax gives probabilities of classes, which sum to 1 (", tool.Errors, StringComparison.Ordinal);
            Assert.Contains("time step 3)", tool.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_scaled_is_said_with_what_helps()
    {
        tool.Write("pump.lstm.json", """
            { "inputs": { "warmth": 1, "speed": 1 }, "layers": [ { "type": "gru", "hidden": 1, "from": "warmth", "name": "m" }, { "type": "multiply", "from": ["m", "speed"] } ] }
            """);
        Assert.True(tool.Line(Train.Replace("load alarm", "load", StringComparison.Ordinal).Replace("--epochs 8", "--epochs 1", StringComparison.Ordinal)) == 0, tool.Errors);
        string said = tool.Output + tool.Errors;
        Assert.Contains("Inputs are not scaled: the network branches", said, StringComparison.Ordinal);
        Assert.DoesNotContain("standardises them itself", said, StringComparison.Ordinal);
        Assert.Contains("Targets are not scaled: the network ends in a layer of type \"multiply\"", said, StringComparison.Ordinal);
    }

    private void Refused(string options, string message)
    {
        string line = options.StartsWith("--target", StringComparison.Ordinal) ? Train.Replace("--target load alarm", options, StringComparison.Ordinal) : $"{Train} {options}";
        Assert.NotEqual(0, tool.Line(line));
        Assert.Contains(message, tool.Errors);
    }
}
