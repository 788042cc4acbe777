using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Import;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files as Keras 3 writes them.</summary>
public sealed class KerasTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("sequential", "conv1d 4 kernel 3 relu|lstm 5|dense 4 relu|lstm 3|pool final|dense 2 softmax")]
    [InlineData("bidirectional", "gru 3 bidirectional|lstm 4 bidirectional|pool final|dense 3 tanh")]
    [InlineData("functional", "scale|scale|rnn 4 tanh|gru 3 reset before|dense 3 sigmoid|pool mean")]
    [InlineData("backwards", "gru 4|lstm 4 backwards|lstm 3|dense 1")]
    public void The_same_layers_and_answers(string name, string layers)
    {
        var imported = Importer.Read(PathOf(name + ".keras"), new ImportOptions());

        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(LayerLabel.Of)));
        double difference = Answers.Difference(imported, PathOf(name + ".x.csv"), PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    // Written by keras_models.py, which also computed the answers.
    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Import", "Models", file);

    [Fact]
    public void Weights_alone_need_a_spec()
    {
        string path = PathOf("backwards.weights.h5");
        var error = Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions()));
        Assert.Contains("--spec", error.Message, StringComparison.Ordinal);

        var whole = Importer.Read(PathOf("backwards.keras"), new ImportOptions());
        var imported = Importer.Read(path, new ImportOptions { Spec = whole.Spec });
        Assert.Equal(whole.Tensors["weight_hh_l1"], imported.Tensors["weight_hh_l1"]);
    }
}
