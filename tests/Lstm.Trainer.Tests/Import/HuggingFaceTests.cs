using System;
using System.IO;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.Scripts;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Folders as save_pretrained writes them: config.json beside the tensors of one network.</summary>
public sealed class HuggingFaceTests : IDisposable
{
    private const string Config = """{ "architectures": ["Net"], "model_type": "lstm", "input_size": 3, "hidden_size": 4, "num_layers": 2, "output_size": 1, "bidirectional": false, "torch_dtype": "float32" }""";

    private readonly string folder = Directory.CreateTempSubdirectory("lstm-hf-").FullName;

    public HuggingFaceTests()
    {
        var spec = SpecParser.Parse("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 }, { "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 } ] }""").Model!;
        var tensors = System.Linq.Enumerable.ToDictionary(RandomTensors.Draw(spec, new Random(1)), tensor => tensor.Name, tensor => tensor.Values);
        File.WriteAllBytes(Tensors, TorchScriptWriter.WriteWeights(new ExportSource("net", spec, name => tensors[name])));
        Write(Config);
    }

    private string Tensors => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Sizes_agree_and_are_said()
    {
        var imported = Importer.Read(folder, new ImportOptions());
        Assert.Equal(3, imported.Spec.Layers.Count);
        Assert.Contains(imported.Notes, note => note.Contains("\"lstm\") says hidden_size 4, num_layers 2, input_size 3, output_size 1, bidirectional false, as the tensors do", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"hidden_size\": 4", "\"hidden_size\": 8", "hidden_size: it is 8, and the tensors come to 4; expected files that belong together")]
    [InlineData("\"num_layers\": 2", "\"num_layers\": 1", "num_layers: it is 1, and the tensors come to 2")]
    [InlineData("\"bidirectional\": false", "\"bidirectional\": true", "bidirectional: it is true, and the tensors are of the other kind")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"hidden_act\": \"relu\"", "hidden_act: it is \"relu\", and nothing says where that stands; expected --layers")]
    [InlineData("{ \"arch", "[ \"arch", "it is not JSON")]
    public void What_does_not_agree_is_refused(string found, string replaced, string reason)
    {
        Write(Config.Replace(found, replaced, StringComparison.Ordinal));
        var error = Assert.Throws<ImportException>(() => Importer.Read(folder, new ImportOptions()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Importer.Read(Tensors, new ImportOptions()).Spec.Layers);
    }

    [Fact]
    public void Layers_that_are_listed_settle_an_activation()
    {
        Write(Config.Replace("\"torch_dtype\": \"float32\"", "\"hidden_act\": \"relu\"", StringComparison.Ordinal));
        Assert.Equal("dense 1 relu", Importer.Read(folder, new ImportOptions { Layers = "lstm,dense:relu" }).Spec.Layers[2].Label);
    }

    [Fact]
    public void Config_and_tensors_are_explained()
    {
        var explanation = Explanation.Of(folder, new ImportOptions());
        Assert.Equal("a folder of Hugging Face", explanation.Kind);
        Assert.Contains(("hidden_size", "4"), explanation.Description.Facts);
        Assert.NotEmpty(explanation.Description.Tensors);
        Assert.Null(explanation.Refusal);
    }

    /// <summary>A cache of Hugging Face has links to files elsewhere.</summary>
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    public void Links_are_not_followed(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        string elsewhere = Directory.CreateTempSubdirectory("lstm-hf-").FullName;
        try
        {
            File.Move(Path.Combine(folder, name), Path.Combine(elsewhere, name));
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(elsewhere, name));
            Assert.Contains("which is a link", Assert.Throws<ImportException>(() => Importer.Read(folder, new ImportOptions())).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    private void Write(string config) => File.WriteAllText(Path.Combine(folder, "config.json"), config);
}
