using System;
using System.IO;
using System.Linq;
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
        var tensors = RandomTensors.Draw(spec, new Random(1)).ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
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
    [InlineData("\"torch_dtype\": \"float32\"", "\"output_activation\": \"sigmoid\"", "output_activation: it is \"sigmoid\", and nothing says where that stands")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"act_fn\": \"gelu\"", "act_fn: it is \"gelu\"")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"denseAct\": \"relu\"", "denseAct: it is \"relu\"")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"head\": { \"activation\": { \"name\": \"sigmoid\" } }", "head.activation.name: it is \"sigmoid\"")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"activations\": [\"linear\", \"relu\"]", "activations[1]: it is \"relu\"")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"nonlinearity\": \"relu\"", "nonlinearity: it is \"relu\"")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"activation_function\": \"tanh\"", "activation_function: it is \"tanh\"")]
    [InlineData("\"model_type\": \"lstm\"", "\"model_type\": \"gru_net\"", "model_type: it is \"gru_net\", and the tensors are of lstm cells; expected files that belong together")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"rnn_type\": \"GRU\"", "rnn_type: it is \"GRU\", and the tensors are of lstm cells")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"model\": { \"cell_type\": \"RNN_TANH\" }", "model.cell_type: it is \"RNN_TANH\", and the tensors are of lstm cells")]
    [InlineData("\"torch_dtype\": \"float32\"", "\"proj_size\": 3", "proj_size: it is 3, and the tensors have no projection")]
    public void What_does_not_agree_is_refused(string found, string replaced, string reason)
    {
        Write(Config.Replace(found, replaced, StringComparison.Ordinal));
        var error = Assert.Throws<ImportException>(() => Importer.Read(folder, new ImportOptions()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Importer.Read(Tensors, new ImportOptions()).Spec.Layers);
    }

    [Theory]
    [InlineData("\"hidden_act\": \"identity\"")]
    [InlineData("\"activation\": \"Linear\"")]
    [InlineData("\"activation\": null")]
    [InlineData("\"activations\": [\"none\"]")]
    [InlineData("\"nonlinearity\": \"tanh\"")]
    [InlineData("\"recurrent_activation\": \"sigmoid\"")]
    [InlineData("\"actuator\": \"valve\"")]
    [InlineData("\"rnn_type\": \"LSTM\"")]
    [InlineData("\"proj_size\": 0")]
    public void What_says_nothing_new_is_taken(string member)
    {
        Write(Config.Replace("\"torch_dtype\": \"float32\"", member, StringComparison.Ordinal));
        Assert.Equal(["lstm 4", "lstm 4", "dense 1"], Importer.Read(folder, new ImportOptions()).Spec.Layers.Select(layer => layer.Label));
    }

    /// <summary>The first half of a network looks like a smaller one.</summary>
    [Theory]
    [InlineData("model-00001-of-00002.safetensors", "by its name it is one of 2 shards of a network; expected the whole network in one file: in Python model.save_pretrained(folder, max_shard_size=")]
    [InlineData("model-00001-of-00001.safetensors", null)]
    public void A_shard_is_refused(string name, string? reason)
    {
        string shard = Path.Combine(folder, name);
        File.Move(Tensors, shard);
        foreach (string path in new[] { shard, folder })
        {
            if (reason is null)
            {
                Assert.Equal(3, Importer.Read(path, new ImportOptions()).Spec.Layers.Count);
            }
            else
            {
                Assert.Contains(reason, Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions())).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("rnn.weight", "model.safetensors", "weight_map.rnn.weight: \"model.safetensors\" has no tensor \"rnn.weight\"; expected files that belong together")]
    [InlineData("rnn.weight", "model-00002-of-00002.safetensors", "tensor \"rnn.weight\" is in \"model-00002-of-00002.safetensors\", and not in \"model.safetensors\"")]
    public void An_index_must_be_of_the_tensors(string tensor, string file, string reason)
    {
        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), $$$"""{ "weight_map": { "{{{tensor}}}": "{{{file}}}" } }""");
        Assert.Contains(reason, Assert.Throws<ImportException>(() => Importer.Read(folder, new ImportOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_shards_is_one()
    {
        File.Copy(Tensors, Path.Combine(folder, "model-00001-of-00002.safetensors"));
        File.Move(Tensors, Path.Combine(folder, "model-00002-of-00002.safetensors"));
        var known = Assert.NotNull(ForeignFolders.Find(folder));
        Assert.Equal("it holds a network in several shards (\"model-00001-of-00002.safetensors\" is one)", known.What);
        Assert.Contains("max_shard_size", known.Instead, StringComparison.Ordinal);
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
