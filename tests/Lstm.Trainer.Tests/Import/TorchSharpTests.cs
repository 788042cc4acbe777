using System;
using System.IO;
using System.Linq;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>State files of TorchSharp 0.107 and of TorchSharp.PyBridge 1.4, with what TorchSharp answered (torchsharp_models.cs).</summary>
public class TorchSharpTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("torchsharp-lstm.dat", "lstm 4|lstm 4|dense 2", null)]
    [InlineData("torchsharp-lstm.pt", "lstm 4|lstm 4|dense 2", null)]
    [InlineData("torchsharp-normed.dat", "gru 3|scale|dense 1", "gru,norm,dense")]
    [InlineData("torchsharp-normed.pt", "gru 3|scale|dense 1", "gru,norm,dense")]
    public void The_same_layers_and_answers(string file, string layers, string? listed)
    {
        var imported = Importer.Read(KerasFile.PathOf(file), new ImportOptions { Layers = listed });
        string name = Path.GetFileNameWithoutExtension(file);
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, KerasFile.PathOf(name + ".x.csv"), KerasFile.PathOf(name + ".y.csv"));
        output.WriteLine($"{file}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    /// <summary>As in a state_dict of PyTorch, nothing says what stands behind batch normalisation.</summary>
    [Fact]
    public void What_it_leaves_open_is_asked() =>
        Assert.Contains("nothing says what activation is behind it", Assert.Throws<ImportException>(() => Importer.Read(KerasFile.PathOf("torchsharp-normed.dat"), new ImportOptions())).Message, StringComparison.Ordinal);

    /// <summary>The counter of a normalisation has no axes.</summary>
    [Fact]
    public void Tensors_are_explained()
    {
        var explanation = Explanation.Of(KerasFile.PathOf("torchsharp-normed.dat"), new ImportOptions());
        Assert.Equal("a state file of TorchSharp", explanation.Kind);
        Assert.Equal("gru.weight_ih_l0 Float [9, 2]", explanation.Description.Tensors.Where(tensor => tensor.Name == "gru.weight_ih_l0").Select(tensor => $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}]").Single());
        Assert.Equal("Long", explanation.Description.Tensors.Single(tensor => tensor.Name == "norm.num_batches_tracked" && tensor.Shape.Count == 0).Type);
    }

    [Fact]
    public void The_content_tells_whatever_it_is_called() =>
        Assert.NotEmpty(Importer.Read(new ModelSource("model.bin", File.ReadAllBytes(KerasFile.PathOf("torchsharp-lstm.dat"))), new ImportOptions()).Spec.Layers);

    /// <summary>Bytes in words: a name, a type, sizes and what is behind them.</summary>
    [Theory]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 1, 2, 0, 0, 0, 0 }, "it has 8 bytes, and 4 are left")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 9, 0 }, "its type is none that is known")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 65 }, "it has 65 axes")]
    [InlineData(new byte[] { 1, 0 }, "the name of a tensor has 0 bytes")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 0, 0, 5, 7 }, "behind its tensors there are 1 bytes more")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 }, "has no end")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 3, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0x7f }, "bytes, and 0 are left")]
    public void Is_refused_with_a_reason(byte[] bytes, string reason) =>
        Assert.Contains(reason, Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.dat", bytes), new ImportOptions())).Message, StringComparison.Ordinal);
}
