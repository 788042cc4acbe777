using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Import;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files as Keras 3 writes them.</summary>
public sealed class KerasTests(KerasModels models, ITestOutputHelper output) : IClassFixture<KerasModels>
{
    [Theory]
    [InlineData("sequential", "conv1d 4 kernel 3 relu|lstm 5|dense 4 relu|lstm 3|pool final|dense 2 softmax")]
    [InlineData("bidirectional", "gru 3 bidirectional|lstm 4 bidirectional|pool final|dense 3 tanh")]
    [InlineData("functional", "scale|scale|rnn 4 tanh|gru 3 reset before|dense 3 sigmoid|pool mean")]
    [InlineData("backwards", "gru 4|lstm 4 backwards|lstm 3|dense 1")]
    public void The_same_layers_and_answers(string name, string layers)
    {
        var imported = Importer.Read(models.PathOf(name + ".keras"), new ImportOptions());

        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(LayerLabel.Of)));
        double difference = Answers.Difference(imported, models.PathOf(name + ".x.csv"), models.PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    [Fact]
    public void Weights_alone_need_a_spec()
    {
        string path = models.PathOf("backwards.weights.h5");
        var error = Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions()));
        Assert.Contains("--spec", error.Message, StringComparison.Ordinal);

        var whole = Importer.Read(models.PathOf("backwards.keras"), new ImportOptions());
        var imported = Importer.Read(path, new ImportOptions { Spec = whole.Spec });
        Assert.Equal(whole.Tensors["weight_hh_l1"], imported.Tensors["weight_hh_l1"]);
    }
}

/// <summary>Models that are written once for all tests.</summary>
public sealed class KerasModels : IDisposable
{
    private readonly Lazy<string> folder = new(() =>
    {
        string made = Directory.CreateTempSubdirectory("lstm-keras-").FullName;
        Python.Run("h5py, numpy", Path.Combine(AppContext.BaseDirectory, "Import", "keras_models.py"), made);
        return made;
    });

    /// <summary>A file of a model.</summary>
    public string PathOf(string file) => Path.Combine(folder.Value, file);

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            Directory.Delete(folder.Value, recursive: true);
        }
    }
}
