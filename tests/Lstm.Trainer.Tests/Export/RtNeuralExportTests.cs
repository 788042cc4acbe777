using System;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.RtNeural;
using Xunit;

namespace Lstm.Trainer.Tests.Export;

/// <summary>RTNeural's JSON there and back.</summary>
public class RtNeuralExportTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm_1d")]
    public void A_published_network_stays_the_same_to_the_bit(string name)
    {
        var first = Importer.Read(SharedFolder.Need("models", "rtneural", name + ".json"), new ImportOptions());
        var second = Again(first);
        Assert.Equal(first.Spec, second.Spec);
        OnnxExportTests.AssertSameBits(first, second);
    }

    [Fact]
    public void Every_layer_that_it_has_comes_back()
    {
        var spec = SpecParser.Parse("""
            { "input": 3, "layers": [
              { "type": "conv1d", "filters": 4, "kernel": 3, "dilation": 2, "activation": "relu" }, { "type": "gru", "hidden": 5 }, { "type": "activation", "activation": "tanh" },
              { "type": "lstm", "hidden": 6 }, { "type": "dense", "size": 3, "activation": "elu" }, { "type": "dense", "size": 2, "activation": "softmax" } ] }
            """).Model!;
        var random = RandomTensors.Draw(spec, new Random(7));
        var model = new ImportedModel(spec, random.ToDictionary(tensor => tensor.Name, tensor => tensor.Values), []);
        float[][] samples = [.. Enumerable.Range(0, 12).Select(t => new[] { MathF.Sin(t), MathF.Cos(t), t / 12f })];

        var second = Again(model);

        Assert.Equal(spec, second.Spec);
        double worst = Verification.Answers(model, samples).SelectMany(row => row).Zip(Verification.Answers(second, samples).SelectMany(row => row), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 1e-6); // an LSTM's two biases have become one
        OnnxExportTests.AssertSameBits(second, Again(second));
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4, "peephole": true }""")]
    [InlineData("""{ "type": "rnn", "hidden": 4 }""")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "initialState": true }""")]
    public void What_it_has_not_is_named(string layer)
    {
        var spec = SpecParser.Parse($$"""{ "input": 2, "layers": [ {{layer}} ] }""").Model!;
        var error = Assert.Throws<ExportException>(() => RtNeuralExporter.Write(new ExportSource("x", spec, _ => [])));
        Assert.Contains("layers[0]", error.Message, StringComparison.Ordinal);
    }

    private static ImportedModel Again(ImportedModel model) =>
        Importer.Read(new ModelSource("again.json", RtNeuralExporter.Write(new ExportSource("again", model.Spec, name => model.Tensors[name]))), new ImportOptions());
}
