using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Trainer.Tests.Import;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.Scripts;
using Xunit;

namespace Lstm.Trainer.Tests.Export;

/// <summary>Networks as PyTorch modules: PyTorch answers the same, and what it saves comes back.</summary>
[Trait("Speed", "Slow")]
public class TorchExportTests(ITestOutputHelper output)
{
    private const int Models = 400;

    [Fact]
    public void PyTorch_answers_the_same_and_gives_the_weights_back()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-export-").FullName;
        try
        {
            var models = new Dictionary<string, RandomModel>();
            for (int seed = 1; seed <= Models; seed++)
            {
                var model = seed % 3 == 0 ? RandomModel.Of(RandomGraph.Draw(new Random(seed)), new Random(seed)) : RandomModel.Draw(seed);
                string stem = Path.Combine(folder, $"m{seed}");
                if (Write(model, stem))
                {
                    models[stem] = model;
                }
            }
            Python.Run("torch", Path.Combine(AppContext.BaseDirectory, "Export", "torch_answers.py"), folder);

            double worst = models.Max(pair => Check(pair.Key, pair.Value));
            int branching = models.Values.Count(model => model.Spec.Graph is not null);
            output.WriteLine($"{models.Count} of {Models} networks are PyTorch's too, {branching} of them branch, at most {worst:E2}");
            Assert.InRange(models.Count, 40, Models);
            Assert.InRange(branching, 10, models.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("gas-alarm", "class GasAlarm(nn.Module)")]
    [InlineData("2nd-net", "class Network(nn.Module)")]
    [InlineData("none", "class Network(nn.Module)")]
    [InlineData("n<e>t", "class Network(nn.Module)")]
    public void The_class_has_a_name_that_Python_takes(string model, string line)
    {
        var spec = SpecParser.Parse("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 2 } ] }""").Model!;
        string script = System.Text.Encoding.UTF8.GetString(TorchScriptWriter.Write(new ExportSource(model, spec, _ => [])));
        Assert.Contains(line, script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4, "peephole": true }""", "peepholes")]
    [InlineData("""{ "type": "gru", "hidden": 4, "reset": "before" }""", "resets after")]
    [InlineData("""{ "type": "rnn", "hidden": 4, "clip": 1 }""", "clip")]
    public void What_PyTorch_has_not_is_named(string layer, string word)
    {
        var spec = SpecParser.Parse($$"""{ "input": 2, "layers": [ {{layer}} ] }""").Model!;
        var error = Assert.Throws<ExportException>(() => new TorchPlan(spec));
        Assert.Contains("layers[0]", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private static bool Write(RandomModel model, string stem)
    {
        var source = new ExportSource("drawn", model.Spec, model.Values);
        try
        {
            File.WriteAllBytes(stem + ".weights", TorchScriptWriter.WriteWeights(source));
            File.WriteAllBytes(stem + ".py", TorchScriptWriter.Write(source));
        }
        catch (ExportException)
        {
            File.Delete(stem + ".weights");
            return false;
        }
        if (model.Spec.Graph is not null)
        {
            File.WriteAllText(stem + ".sizes", string.Join(' ', model.Spec.Inputs.Select(input => input.Size)));
        }
        File.WriteAllLines(stem + ".x", model.Sequence.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
        return true;
    }

    private static double Check(string stem, RandomModel model)
    {
        double[] expected = [.. model.Reference().Run(model.Samples()).SelectMany(row => row)];
        float[] found = [.. Answers.Read(stem + ".y").SelectMany(row => row)];
        Assert.Equal(expected.Length, found.Length);
        double difference = expected.Zip(found, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
        Assert.True(difference < 1e-5, $"{stem}: {difference:E2}; {model.Text}");

        var back = Importer.Read(new ModelSource("saved.safetensors", File.ReadAllBytes(stem + ".saved")), new ImportOptions { Spec = model.Spec });
        foreach (var tensor in model.Tensors)
        {
            float[] values = back.Tensors[tensor.Name];
            // A scale's one number has become one for each feature.
            Assert.Equal(values.Select((_, k) => BitConverter.SingleToInt32Bits(tensor.Values[tensor.Values.Length == 1 ? 0 : k])), values.Select(BitConverter.SingleToInt32Bits));
        }
        return difference;
    }
}
