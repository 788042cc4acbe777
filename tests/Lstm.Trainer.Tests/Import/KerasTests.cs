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
    [InlineData("keras212_windows.keras", "lstm 3 bidirectional|lstm 3|lstm 2|pool final|dense 2 relu|dense 1")]
    [InlineData("keras122.h5", "lstm 2 bidirectional|gru 3 reset before|rnn 2 tanh|scale|lstm 2|pool final|dense 2 softmax")]
    [InlineData("keras1.h5", "lstm 3|dense 2")]
    [InlineData("latest.h5", "lstm 3|pool final|scale|dense 1")]
    [InlineData("cudnn.keras", "lstm 3|gru 4|pool final|dense 1")]
    [InlineData("normed3.keras", "layer-norm|lstm 4|layer-norm|dense 5 tanh|layer-norm|dense 2")]
    [InlineData("normed210.h5", "gru 4|layer-norm|lstm 4|pool final|layer-norm|dense 1")]
    [InlineData("branching.keras", "lstm 4|dense 4 sigmoid|multiply 2|add 3|scale|scale|add 2|concat 3|gru 3|dense 3|add 2|dense 2|dense 1 sigmoid")]
    [InlineData("words.h5", "embedding 7|lstm 5|embedding 4|dense 3 relu|concat 3|dense 3 softmax")]
    [InlineData("heads.keras", "concat 2|rnn 4 tanh|gru 3|dense 1|dense 4 tanh|dense 3 softmax")]
    public void The_same_layers_and_answers(string file, string layers)
    {
        var imported = Importer.Read(KerasFile.PathOf(file), new ImportOptions());
        string name = Path.GetFileNameWithoutExtension(file);

        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, KerasFile.PathOf(name + ".x.csv"), KerasFile.PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    /// <summary>Inputs and outputs keep their names; where the original has one answer, it is the last one, and the code that is generated gives it too.</summary>
    [Theory]
    [InlineData("branching.keras", "sound 3|knobs 2", "gains 2|voice 1", false, null)]
    [InlineData("words.h5", "words 1|facts 3|kind 1", "output 3", true, 10)]
    [InlineData("heads.keras", "series 2|site 3", "level 1|class 3", true, 10)]
    public void A_network_that_branches_keeps_its_names(string file, string inputs, string outputs, bool isLast, int? window)
    {
        var imported = Importer.Read(KerasFile.PathOf(file), new ImportOptions());
        Assert.Equal(inputs, string.Join('|', imported.Spec.Inputs.Select(part => $"{part.Name} {part.Size}")));
        Assert.Equal(outputs, string.Join('|', imported.Spec.Outputs.Select(part => $"{part.Name} {part.Size}")));
        Assert.Equal((isLast, window), (imported.IsLastAnswer, imported.Window));
        Assert.Equal(isLast, imported.Notes.Any(note => note.Contains("the answer at the last time step", StringComparison.Ordinal)));

        string name = Path.GetFileNameWithoutExtension(file);
        float[] wanted = [.. Answers.Read(KerasFile.PathOf(name + ".y.csv")).SelectMany(row => row)];
        float[] found = Answers.OfGenerated(imported, [.. Answers.Read(KerasFile.PathOf(name + ".x.csv")).SelectMany(row => row)]);
        Assert.InRange((isLast ? found[^wanted.Length..] : found).Zip(wanted, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-5);
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

    /// <summary>The names of the layers are cut in two, as where they have more than 64 KB.</summary>
    [Fact]
    public void Weights_go_with_an_architecture_of_their_own()
    {
        var imported = Importer.Read(KerasFile.PathOf("apart.h5"), new ImportOptions { Architecture = KerasFile.PathOf("apart.json") });
        Assert.Equal("lstm 3|pool final|scale|dense 1", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Equal(11, imported.Window);
        Assert.InRange(Answers.Difference(imported, KerasFile.PathOf("apart.x.csv"), KerasFile.PathOf("apart.y.csv")), 0, 1e-6);

        var error = Assert.Throws<ImportException>(() => Importer.Read(KerasFile.PathOf("apart.h5"), new ImportOptions()));
        Assert.Contains("--architecture", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ImportException>(() => Importer.Read(KerasFile.PathOf("latest.h5"), new ImportOptions { Architecture = KerasFile.PathOf("apart.json") }));
        Assert.Contains("--architecture: the file says what its layers are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_is_left_out_with_what_it_means_for_a_stream()
    {
        var notes = Importer.Read(KerasFile.PathOf("keras122.h5"), new ImportOptions()).Notes;
        Assert.Contains(notes, note => note.Contains("masks time steps whose values are all 0", StringComparison.Ordinal) && note.Contains("no call of Step", StringComparison.Ordinal));
        Assert.Contains(Importer.Read(KerasFile.PathOf("keras213.keras"), new ImportOptions()).Notes, note => note.Contains("is stateful", StringComparison.Ordinal));
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
