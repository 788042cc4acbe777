using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Layers models of TensorFlow.js, with what TensorFlow.js 4.22 answered (tfjs_models.js).</summary>
public sealed class TensorFlowJsTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-tfjs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("tfjs-own", "conv1d 3 kernel 1 relu|gru 2 bidirectional reset before|lstm 3|scale|leakyRelu|rnn 2 tanh|pool final|dense 2 softmax")]
    [InlineData("tfjs-trained", "lstm 3|dense 1")]
    [InlineData("tfjs-converted", "lstm 3|gru 3 reset before|lstm 2|pool final|leakyRelu|dense 2")]
    public void The_same_layers_and_answers(string name, string layers)
    {
        var imported = Importer.Read(KerasFile.PathOf(name + "/model.json"), new ImportOptions());
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, KerasFile.PathOf(name + "/x.csv"), KerasFile.PathOf(name + "/y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    [Fact]
    public void Its_origin_and_window_are_told()
    {
        var notes = Importer.Read(KerasFile.PathOf("tfjs-converted/model.json"), new ImportOptions()).Notes;
        Assert.Contains(notes, note => note.Contains("Written by Keras 2.15.0 and converted", StringComparison.Ordinal));
        Assert.Equal(6, Importer.Read(KerasFile.PathOf("tfjs-trained/model.json"), new ImportOptions()).Window);
    }

    /// <summary>TensorFlow.js refuses such a layer; the converter writes it all the same.</summary>
    [Fact]
    public void A_GRU_that_resets_after_the_product_is_that_of_Keras()
    {
        string text = Text().Replace("\"units\":3,\"use_bias\":null", "\"units\":3,\"use_bias\":false,\"reset_after\":true", StringComparison.Ordinal)
            .Replace("{\"name\":\"gru/gru_cell/bias\",\"shape\":[9],\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"uint16\"", "{\"name\":\"gru/gru_cell/bias\",\"group\":\"optimizer\",\"shape\":[9],\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"uint16\"", StringComparison.Ordinal);
        var imported = Importer.Read(Source(text), new ImportOptions());
        Assert.False(Assert.IsType<GruLayerSpec>(imported.Spec.Layers[1]).ResetBefore);
        Assert.Contains(imported.Notes, note => note.Contains("as Keras computes it", StringComparison.Ordinal));
    }

    /// <summary>What is replaced, and what the message says.</summary>
    [Theory]
    [InlineData("\"layers-model\"", "\"graph-model\"", "format: it is \"graph-model\"")]
    [InlineData("group1-shard1of1.bin", "missing.bin", "there is no such file")]
    [InlineData("group1-shard1of1.bin", "../tfjs-own/group1-shard1of2.bin", "a file beside the model")]
    [InlineData("group1-shard1of1.bin", "/etc/passwd", "a file beside the model")]
    [InlineData("\"shape\":[2,12]", "\"shape\":[200,12]", "of its group's files 387 are left")]
    [InlineData("\"shape\":[2,12]", "\"shape\":[1,12]", "12 bytes that belong to no weight")]
    [InlineData("\"dtype\":\"float16\"", "\"dtype\":\"float64\"", "it is \"float64\"; expected float32")]
    [InlineData("dense/bias", "other/bias", "dense: it has 1 weight; expected one more")]
    [InlineData("lstm/lstm_cell/kernel", "lstm/lstm_cell/gain", "expected")]
    [InlineData("\"LeakyReLU\"", "\"RNN\"", "there is no equivalent of \"RNN\"")]
    [InlineData("\"Sequential\"", "\"Sequence\"", "it is \"Sequence\"; expected Sequential or Functional")]
    [InlineData("\"units\":3", "\"units\":3,\"units\":4", "it is there twice")]
    public void Is_refused_with_a_reason(string found, string replaced, string reason)
    {
        string text = Text();
        Assert.Contains(found, text, StringComparison.Ordinal);
        var error = Assert.Throws<ImportException>(() => Importer.Read(Source(text.Replace(found, replaced, StringComparison.Ordinal)), new ImportOptions()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        string[] files = Directory.GetFiles(Path.GetDirectoryName(KerasFile.PathOf("tfjs-trained/model.json"))!);
        Directory.CreateDirectory(Path.Combine(folder, "real"));
        Array.ForEach(files, file => File.Copy(file, Path.Combine(folder, "real", Path.GetFileName(file))));
        File.Move(Path.Combine(folder, "real", "model.json"), Path.Combine(folder, "model.json"));
        File.CreateSymbolicLink(Path.Combine(folder, "model.weights.bin"), Path.Combine(folder, "real", "model.weights.bin"));
        Assert.Contains("which is a link", Assert.Throws<ImportException>(() => Importer.Read(Path.Combine(folder, "model.json"), new ImportOptions())).Message, StringComparison.Ordinal);

        string text = File.ReadAllText(Path.Combine(folder, "model.json"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), Path.Combine(folder, "real"));
        File.WriteAllText(Path.Combine(folder, "model.json"), text.Replace("model.weights.bin", "linked/model.weights.bin", StringComparison.Ordinal));
        Assert.Contains("which is a link", Assert.Throws<ImportException>(() => Importer.Read(Path.Combine(folder, "model.json"), new ImportOptions())).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "model.json"), text.Replace("model.weights.bin", "real/model.weights.bin", StringComparison.Ordinal));
        Assert.NotEmpty(Importer.Read(Path.Combine(folder, "model.json"), new ImportOptions()).Spec.Layers);
    }

    private static string Text() => File.ReadAllText(KerasFile.PathOf("tfjs-converted/model.json"));

    private static ModelSource Source(string text) => new(KerasFile.PathOf("tfjs-converted/model.json"), Encoding.UTF8.GetBytes(text));
}
