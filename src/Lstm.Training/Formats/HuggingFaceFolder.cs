using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats;

/// <summary>
/// A folder as Hugging Face's save_pretrained writes it: config.json beside the tensors of one network. The tensors are read as any state_dict; what the config
/// says of sizes must be theirs. Links, which a cache of Hugging Face is made of, are not followed.
/// </summary>
internal static class HuggingFaceFolder
{
    private const string Config = "config.json", OtherTensors = "pytorch_model.bin", Tensors = ".safetensors";

    private static readonly string[] Units = ["hidden_size", "hidden_dim", "lstm_hidden_size", "gru_hidden_size", "rnn_hidden_size", "hidden_units"];
    private static readonly string[] Layers = ["num_layers", "n_layers", "num_lstm_layers", "lstm_layers", "layer_dim", "num_hidden_layers"];
    private static readonly string[] Inputs = ["input_size", "input_dim", "num_features", "n_features"];
    private static readonly string[] Outputs = ["output_size", "output_dim", "num_labels", "num_classes"];

    /// <summary>Whether a folder is one.</summary>
    public static bool IsOne(string folder) => Directory.Exists(folder) && File.Exists(Path.Combine(folder, Config)) && TensorsOf(folder) is not null;

    /// <summary>The config and the tensors.</summary>
    /// <exception cref="ImportException">One cannot be read, is a link, or is a part of the network.</exception>
    public static (JsonPart Config, ModelSource Tensors) Open(string folder, ImportOptions options)
    {
        var config = new ModelSource(Path.Combine(folder, Config), []) { Budget = ImportBudget.For(0).With(options.BudgetBytes, options.BudgetSeconds) };
        string tensors = TensorsOf(folder) ?? throw config.Fault(null, "there are no tensors beside it", $"one file of tensors ({Tensors} or {OtherTensors})");
        byte[] Read(string name) => FileBeside.Open(config, name, name).ReadWhole(name);
        var opened = JsonPart.Open(config with { Bytes = Read(Config) });
        var found = new ModelSource(Path.Combine(folder, tensors), Read(tensors));
        Shards.Refuse(found);
        if (Shards.Index(folder) is { } name)
        {
            Shards.RequireWhole(JsonPart.Open(config with { Path = Path.Combine(folder, name), Bytes = Read(name) }), found);
        }
        return (opened, found);
    }

    /// <summary>The network.</summary>
    /// <exception cref="ImportException">It cannot be imported, or the config says something else.</exception>
    public static ImportedModel Read(JsonPart config, ModelSource tensors, ImportOptions options)
    {
        if (options is { Layers: null, Spec: null, IsCompared: false } && HuggingFaceConfig.Activations(config).Cast<JsonPart?>().FirstOrDefault() is { } function)
        {
            throw function.Fault($"it is {ModelSource.Quote(function.Text)}, and nothing says where that stands", $"--layers or --spec, which say it; --verify, which tries it without; or lstm import {tensors.Path}, which leaves the config aside");
        }
        var network = Importer.Read(tensors, options);
        RecurrentLayerSpec[] recurrent = [.. network.Spec.Layers.OfType<RecurrentLayerSpec>()];
        HuggingFaceConfig.RequireCells(config, recurrent, tensors.Path);
        List<string> said = [];
        Compare(Units, recurrent.Select(layer => layer.HiddenSize).Distinct());
        Compare(Layers, [recurrent.Length]);
        Compare(Inputs, network.Spec.Layers[0] is EmbeddingLayerSpec ? [] : [network.Spec.InputSize]);
        Compare(Outputs, [network.Spec.OutputSize]);
        if (config.Has("bidirectional") && config["bidirectional"].Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Require("bidirectional", config["bidirectional"].IsTrue == recurrent.Any(layer => layer.Direction == Direction.Bidirectional), "the tensors are of the other kind");
        }
        string kind = config.Has("model_type") && config["model_type"].Value.ValueKind == JsonValueKind.String ? $" ({ModelSource.Quote(config["model_type"].Text)})" : "";
        return network with { Notes = [.. network.Notes, said.Count > 0 ? $"Its config.json{kind} says {string.Join(", ", said)}, as the tensors do; the rest of it is not looked at." : $"Its config.json{kind} says no size that is known here, and is not looked at."] };

        void Compare(string[] names, IEnumerable<int> found)
        {
            int[] sizes = [.. found];
            foreach (string name in names.Where(name => sizes.Length > 0 && config.Has(name) && config[name].Value.ValueKind == JsonValueKind.Number))
            {
                Require(name, sizes.Any(size => size == config[name].Number), $"the tensors come to {string.Join(", ", sizes)}");
            }
        }

        void Require(string name, bool agrees, string otherwise)
        {
            string value = config[name].Value.GetRawText();
            if (!agrees)
            {
                throw config[name].Fault($"it is {value}, and {otherwise}", $"files that belong together; lstm import {tensors.Path} leaves the config aside");
            }
            said.Add($"{name} {value}");
        }
    }

    // The usual name, or the only file of tensors.
    private static string? TensorsOf(string folder)
    {
        const int Most = 1000;
        string[] names = [.. Directory.EnumerateFiles(folder).Take(Most).Select(Path.GetFileName).OfType<string>()];
        string[] tensors = [.. names.Where(name => name.EndsWith(Tensors, StringComparison.Ordinal))];
        return tensors.Contains("model.safetensors") ? "model.safetensors" : tensors.Length == 1 ? tensors[0] : tensors.Length == 0 && names.Contains(OtherTensors) ? OtherTensors : null;
    }
}
