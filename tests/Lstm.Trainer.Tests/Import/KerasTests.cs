using System;
using System.IO;
using System.Linq;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files as Keras 3 and Keras 2 write them.</summary>
public sealed class KerasTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("sequential.keras", "conv1d 4 kernel 3 relu|lstm 5|dense 4 relu|lstm 3|pool final|dense 2 softmax")]
    [InlineData("bidirectional.keras", "gru 3 bidirectional|lstm 4 bidirectional|pool final|dense 3 tanh")]
    [InlineData("functional.keras", "scale|scale|rnn 4 tanh|gru 3 reset before|dense 3 sigmoid|pool mean")]
    [InlineData("backwards.keras", "gru 4|lstm 4 backwards|lstm 3|dense 1")]
    [InlineData("keras210.h5", "gru 3 bidirectional|scale|dense 4|leakyRelu|lstm 4|pool final|dense 2 softmax")]
    [InlineData("keras20.h5", "gru 3 reset before|rnn 3 tanh|dense 1")]
    [InlineData("keras213.keras", "lstm 3|lstm 3|dense 1")]
    public void The_same_layers_and_answers(string file, string layers)
    {
        var imported = Importer.Read(KerasFile.PathOf(file), new ImportOptions());
        string name = Path.GetFileNameWithoutExtension(file);

        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, KerasFile.PathOf(name + ".x.csv"), KerasFile.PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    [Fact]
    public void Weights_alone_need_a_spec()
    {
        string path = KerasFile.PathOf("backwards.weights.h5");
        var error = Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions()));
        Assert.Contains("--spec", error.Message, StringComparison.Ordinal);

        var whole = Importer.Read(KerasFile.PathOf("backwards.keras"), new ImportOptions());
        var imported = Importer.Read(path, new ImportOptions { Spec = whole.Spec });
        Assert.Equal(whole.Tensors["weight_hh_l1"], imported.Tensors["weight_hh_l1"]);
    }

    [Fact]
    public void Weights_under_the_layers_own_names_go_with_a_spec_too()
    {
        var whole = Importer.Read(KerasFile.PathOf("keras20.h5"), new ImportOptions());
        var imported = Importer.Read(KerasFile.PathOf("keras20.h5"), new ImportOptions { Spec = whole.Spec });
        Assert.Equal(whole.Tensors["weight_hh_l0"], imported.Tensors["weight_hh_l0"]);
        Assert.Equal(whole.Tensors["dense0.bias"], imported.Tensors["dense0.bias"]);
    }
}
