using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Models;
using Lstm.Training.Weights;
using Lstm.Trainer.Tests.Import;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Training that goes on from weights there are: what stays, what moves, and what is refused.</summary>
[Trait("Speed", "Slow")]
public sealed class FineTuningTests : IDisposable
{
    private const string Tune = "train ~/net.lstm.json --from ~/net.safetensors --data ~/new.csv --out ~/tuned.safetensors --no-report --bptt 20";

    private readonly ToolRun tool = new();

    public FineTuningTests()
    {
        tool.Write("net.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 6 }, { "type": "dense", "size": 4, "activation": "tanh" }, { "type": "activation", "activation": "tanh" }, { "type": "dense", "size": 1 } ] }""");
        WriteSignal("old.csv", seed: 1, gain: 1, offset: 20, weight: 1);
        WriteSignal("new.csv", seed: 2, gain: 1, offset: 20, weight: -0.5);
        Assert.Equal(0, tool.Line("train ~/net.lstm.json --data ~/old.csv --target y --bptt 20 --epochs 60 --learning-rate 0.01 --no-report --quiet"));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Frozen_layers_keep_their_bits_and_the_others_move()
    {
        Assert.Equal(0, tool.Line(Tune + " --freeze lstm0,dense1 --epochs 3 --json --learning-rate 0.01"));
        var from = tool.Lines[0].GetProperty("from");
        Assert.Equal("net.safetensors", from.GetProperty("file").GetString());
        Assert.Equal(["lstm0", "dense1"], from.GetProperty("frozen").EnumerateArray().Select(name => name.GetString()));
        Assert.True(tool.Lines[^1].GetProperty("bestLoss").GetDouble() < tool.Lines[^1].GetProperty("lossBefore").GetDouble());
        Assert.True(tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble() < 1e-4);
        WeightFile before = WeightFile.Open(tool.PathOf("net.safetensors")), after = WeightFile.Open(tool.PathOf("tuned.safetensors"));
        foreach (string name in before.TensorNames)
        {
            bool frozen = !name.StartsWith("dense0", StringComparison.Ordinal);
            Assert.Equal((name, frozen), (name, before.ReadAll(name).SequenceEqual(after.ReadAll(name))));
        }
        var card = ModelCard.Parse(after.Metadata[ModelCard.Key]);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(tool.PathOf("net.safetensors")))), card.Origin!.Digest);
        Assert.Equal(ModelCard.Parse(before.Metadata[ModelCard.Key]).InputScales!.Scale, card.InputScales!.Scale);
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json --weights ~/tuned.safetensors"));
        Assert.Contains("from     net.safetensors (SHA-256 ", tool.Output);
        Assert.Contains("lstm0, dense1 frozen", tool.Output);
    }

    /// <summary>At a rate that moves nothing, the result says what the weights said that it started from: scaling is unfolded and folded again.</summary>
    [Fact]
    public void Training_begins_with_the_function_of_the_weights()
    {
        Assert.Equal(0, tool.Line(Tune + " --epochs 1 --learning-rate 1e-30 --quiet"));
        Assert.Contains("note: Fine-tuning made nothing better", tool.Errors);
        Assert.Equal(Predictions("net"), Predictions("tuned"), (one, two) => Math.Abs(one - two) < 1e-5);
    }

    [Theory]
    [InlineData("--freeze lstm0")]
    [InlineData("--keep-data ~/old.csv --validation-share 0.2")]
    [InlineData("--refit-scaling")]
    public void The_bits_are_the_same_with_any_number_of_threads_and_after_an_interruption(string options)
    {
        Assert.Equal(0, tool.Line($"{Tune} {options} --epochs 4 --quiet --threads 1"));
        byte[] expected = File.ReadAllBytes(tool.PathOf("tuned.safetensors"));
        Assert.Equal(0, tool.Line($"{Tune} {options} --epochs 2 --quiet --threads 3"));
        Assert.NotEqual(expected, File.ReadAllBytes(tool.PathOf("tuned.safetensors")));
        Assert.Equal(0, tool.Line($"{Tune} {options} --epochs 4 --quiet --threads 2 --resume"));
        Assert.Equal(expected, File.ReadAllBytes(tool.PathOf("tuned.safetensors")));
    }

    /// <summary>A sensor with another gain and offset: with its scaling refitted the network is right at once.</summary>
    [Fact]
    public void Refitted_scaling_takes_a_sensor_of_another_level_in()
    {
        WriteSignal("site.csv", seed: 1, gain: 10, offset: -300, weight: 1);
        string line = Tune.Replace("new.csv", "site.csv", StringComparison.Ordinal) + " --epochs 1 --learning-rate 1e-30 --json";
        Assert.Equal(0, tool.Line(line));
        double kept = tool.Lines[^1].GetProperty("lossBefore").GetDouble();
        Assert.Equal(0, tool.Line(line + " --refit-scaling"));
        double refitted = tool.Lines[^1].GetProperty("lossBefore").GetDouble();
        Assert.True(refitted < 0.1 * kept, $"{refitted} {kept}");
    }

    [Fact]
    public void What_the_network_knew_is_kept_where_it_is_asked_for()
    {
        Assert.Equal(0, tool.Line(Tune + " --epochs 60 --learning-rate 0.01 --quiet"));
        double forgotten = Rmse("tuned", "old.csv"), learned = Rmse("tuned", "new.csv"), known = Rmse("net", "old.csv");
        Assert.True(forgotten > 3 * known, $"{forgotten} {known}");
        Assert.True(learned < 0.5 * Rmse("net", "new.csv"));

        // The new rows are of a state that the network has not seen and that shows in b: both can be known.
        WriteSignal("new.csv", seed: 2, gain: 1, offset: 20, weight: -0.5, b: 3);
        Assert.Equal(0, tool.Line(Tune + " --keep-data ~/old.csv --max-loss 0.5 --epochs 100 --learning-rate 0.01 --json"));
        var kept = tool.Lines[^1].GetProperty("kept");
        Assert.Equal("training", kept.GetProperty("part").GetString());
        Assert.True(kept.GetProperty("lossAfter").GetDouble() <= 1.5 * kept.GetProperty("lossBefore").GetDouble(), kept.ToString());
        Assert.True(Rmse("tuned", "new.csv") < 0.5 * Rmse("net", "new.csv"));
    }

    [Fact]
    public void What_is_forgotten_beyond_the_stated_loss_is_not_written()
    {
        Assert.Equal(1, tool.Line(Tune + " --keep-data ~/old.csv --max-loss 0.01 --epochs 1 --learning-rate 0.05 --quiet"));
        Assert.Contains("--max-loss 0.01: on ~/old.csv (training part) the loss ", tool.Errors);
        Assert.Contains("no weights were written", tool.Errors);
        Assert.False(File.Exists(tool.PathOf("tuned.safetensors")));
    }

    [Fact]
    public void Tensors_of_PyTorch_are_taken_as_they_are()
    {
        var file = WeightFile.Open(tool.PathOf("net.safetensors"));
        var bare = new WeightFileWriter();
        foreach (string name in file.TensorNames)
        {
            bare.Add(name, file.ReadAll(name), [.. file.ShapeOf(name).Select(size => (int)size)]);
        }
        bare.Save(tool.PathOf("bare.safetensors"));
        string line = Tune.Replace("net.safetensors", "bare.safetensors", StringComparison.Ordinal) + " --epochs 1 --target y";
        Assert.Equal(0, tool.Line(line + " --freeze lstm0"));
        Assert.DoesNotContain("standardised", tool.Output); // whoever made them said nothing of a scaling
        Assert.Equal(file.ReadAll("bias_ih_l0"), WeightFile.Open(tool.PathOf("tuned.safetensors")).ReadAll("bias_ih_l0"));
        Assert.Equal(0, tool.Line(line + " --refit-scaling"));
        Assert.Contains("standardised, folded into the weights", tool.Output);
    }

    /// <summary>The scaling of the new data serves where the file does not tell its own: the function to begin with is the same.</summary>
    [Fact]
    public void A_file_of_a_version_that_did_not_record_its_scaling_can_be_gone_on_from()
    {
        var model = TrainedModel.Open(tool.PathOf("net.lstm.json"), null);
        TrainedModel.Save(tool.PathOf("net.safetensors"), model.Spec, model.File.TensorNames.ToDictionary(name => name, model.Tensor), model.Card! with { InputScales = null, TargetScales = null });
        Assert.Equal(0, tool.Line(Tune + " --epochs 1 --learning-rate 1e-30 --quiet"));
        Assert.Equal(Predictions("net"), Predictions("tuned"), (one, two) => Math.Abs(one - two) < 1e-5);
        Assert.Equal(1, tool.Line(Tune + " --epochs 1 --refit-scaling"));
        Assert.Contains("did not record which scaling is folded into its weights", tool.Errors);
    }

    [Fact]
    public void A_pickled_state_dict_is_taken()
    {
        File.WriteAllBytes(tool.PathOf("a.pt"), TestPickle.Archive(TestPickle.Network()));
        tool.Write("a.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 1, "tensors": "rnn." }, { "type": "dense", "size": 1, "tensors": "fc." } ] }""");
        Assert.Equal(0, tool.Line("train ~/a.lstm.json --from ~/a.pt --data ~/new.csv --target y --bptt 20 --epochs 1 --out ~/b.safetensors --no-report"));
        Assert.Contains("from        a.pt (SHA-256 ", tool.Output);
    }

    [Theory]
    [InlineData("--freeze lstm1", 1, "--freeze: there is no layer \"lstm1\"; did you mean \"lstm0\"?")]
    [InlineData("--freeze activation0", 1, "layer \"activation0\" has nothing to train; layers that do: lstm0, dense0, dense1.")]
    [InlineData("--freeze lstm0,dense0 dense1", 1, "every layer that has weights is frozen")]
    [InlineData("--freeze lstm0 --refit-scaling", 1, "--refit-scaling changes the weights of lstm0")]
    [InlineData("--freeze dense1 --refit-scaling", 1, "--refit-scaling changes the weights of dense1")]
    [InlineData("--input-scaling none", 2, "With --from --input-scaling needs --refit-scaling")]
    [InlineData("--forget-bias 1", 2, "--forget-bias is for random weights")]
    [InlineData("--max-loss 0.1", 2, "--max-loss needs --keep-data")]
    [InlineData("--keep-data ~/old.csv --max-loss -1", 2, "--max-loss -1: expected a share from 0 on")]
    [InlineData("--keep-data ~/none.csv", 1, "none.csv")]
    [InlineData("--keep-data ~/one.csv", 1, "one.csv")]
    [InlineData("--from ~/other.safetensors", 1, "the weights of another network")]
    [InlineData("--from ~/nan.safetensors", 1, "NaN")]
    [InlineData("--from ~/few.safetensors", 1, "there is no tensor")]
    [InlineData("--from ~/shape.safetensors", 1, "its shape is [2, 2]")]
    [InlineData("--from ~/more.safetensors", 1, "import the file first")]
    [InlineData("--from ~/cut.safetensors", 1, "cut.safetensors")]
    [InlineData("--from ~/net.onnx", 1, "convert a model of another format with lstm import first")]
    [InlineData("--from ~/none.safetensors", 1, "there is no such file")]
    [InlineData("--out ~/net.safetensors", 2, "it is what the command reads")]
    public void What_does_not_fit_is_said(string option, int code, string message)
    {
        WriteBadWeights();
        tool.Write("one.csv", "a,y\n1,2\n2,3\n");
        string name = option.Split(' ')[0], line = name is "--from" or "--out" ? string.Join(' ', Tune.Split(' ').Select((word, index) => index > 0 && Tune.Split(' ')[index - 1] == name ? option.Split(' ')[1] : word)) : $"{Tune} {option}";
        Assert.Equal(code, tool.Line(line + " --epochs 1"));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors);
        Assert.False(File.Exists(tool.PathOf("tuned.safetensors")));
    }

    [Theory]
    [InlineData("--freeze lstm0")]
    [InlineData("--refit-scaling")]
    [InlineData("--keep-data ~/old.csv")]
    public void Options_of_fine_tuning_need_weights_to_start_from(string option)
    {
        Assert.Equal(2, tool.Line($"train ~/net.lstm.json --data ~/new.csv --target y --out ~/tuned.safetensors {option}"));
        Assert.Contains($"{option.Split(' ')[0]} needs --from", tool.Errors);
    }

    private void WriteBadWeights()
    {
        var file = WeightFile.Open(tool.PathOf("net.safetensors"));
        tool.Line("new ~/other.lstm.json --input 2 --hidden 3");
        tool.Line("train ~/other.lstm.json --data ~/new.csv --target y --epochs 1 --quiet --no-report");
        File.WriteAllBytes(tool.PathOf("cut.safetensors"), File.ReadAllBytes(tool.PathOf("net.safetensors"))[..^9]);
        Save("few", name => name != "dense0.bias", name => file.ReadAll(name), null);
        Save("shape", _ => true, name => file.ReadAll(name), [2, 2]);
        Save("more", _ => true, name => file.ReadAll(name), null, "another");
        File.WriteAllBytes(tool.PathOf("nan.safetensors"), WithNaN(file));

        void Save(string to, Func<string, bool> chosen, Func<string, float[]> values, int[]? shape, string? extra = null)
        {
            var copy = new WeightFileWriter();
            foreach (string name in file.TensorNames.Where(chosen))
            {
                bool changed = shape is not null && name == "dense1.weight";
                copy.Add(name, changed ? new float[4] : values(name), changed ? shape! : [.. file.ShapeOf(name).Select(size => (int)size)]);
            }
            if (extra is not null)
            {
                copy.Add(extra, [1f], 1);
            }
            copy.Save(tool.PathOf($"{to}.safetensors"));
        }
    }

    private static byte[] WithNaN(WeightFile file)
    {
        var data = new MemoryStream();
        var header = new StringBuilder("{");
        foreach (string name in file.TensorNames)
        {
            float[] values = file.ReadAll(name);
            values[0] = name == "dense0.weight" ? float.NaN : values[0];
            header.Append(CultureInfo.InvariantCulture, $"{(header.Length > 1 ? "," : "")}\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', file.ShapeOf(name))}],\"data_offsets\":[{data.Length},{data.Length + (4 * values.Length)}]}}");
            foreach (float value in values)
            {
                data.Write(BitConverter.GetBytes(value));
            }
        }
        byte[] head = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        return [.. BitConverter.GetBytes((long)head.Length), .. head, .. data.ToArray()];
    }

    private double Rmse(string weights, string data)
    {
        Assert.Equal(0, tool.Line($"evaluate ~/net.lstm.json --weights ~/{weights}.safetensors --data ~/{data} --json"));
        return tool.Lines[0].GetProperty("metrics").GetProperty("RMSE").GetDouble();
    }

    private double[] Predictions(string weights)
    {
        Assert.Equal(0, tool.Line($"predict ~/net.lstm.json --weights ~/{weights}.safetensors --data ~/new.csv"));
        double[] answers = [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
        Assert.NotEmpty(answers);
        return answers;
    }

    /// <summary>y follows a, with a weight, and b tells a state.</summary>
    private void WriteSignal(string file, int seed, double gain, double offset, double weight, double b = 0)
    {
        var random = new Random(seed);
        var text = new StringBuilder("a,b,y\n");
        double before = 0;
        for (int row = 0; row < 400; row++)
        {
            double a = (2 * random.NextDouble()) - 1;
            text.Append(CultureInfo.InvariantCulture, $"{(gain * a) + offset:F4},{b + random.NextDouble():F4},{5 + (3 * weight * (a + (before / 2))):F4}\n");
            before = a;
        }
        tool.Write(file, text.ToString());
    }
}
