using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;
using Lstm.Training.Models;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// Imports .keras files and HDF5 files that hold the layers and their weights, whichever of the two endings they have, and HDF5 files of weights by
/// their architecture in JSON or by a spec.
/// </summary>
internal static class KerasImporter
{
    private const string Expected = "a .keras file, as Keras writes it since 2.12";
    private const long BytesPerLetter = 8; // of JSON, once it is taken apart

    /// <summary>Reads either kind.</summary>
    public static ImportedModel Read(ModelSource source, ImportOptions options) => Hdf5File.IsOne(source.Bytes) ? ReadHdf5(source, options) : ReadArchive(source, options);

    /// <summary>Reads a model whose layers are described.</summary>
    /// <param name="source">The file.</param>
    /// <param name="model">An object with class_name and config.</param>
    /// <param name="version">What wrote it.</param>
    /// <param name="translate">Puts a layer into the words of Keras 2 and 3.</param>
    /// <param name="open">Opens the weights.</param>
    internal static ImportedModel Read(ModelSource source, JsonPart model, KerasVersion version, Func<JsonPart, JsonPart> translate, Func<KerasWeights> open)
    {
        RequireType(model);
        var list = Layers(model);
        KerasLayers.RequireMemory(list);
        var graph = model["class_name"].Text == "Sequential" ? null : KerasGraph.Of(model["config"]);
        var weights = open();
        var reader = new KerasLayers(source, weights, version);
        var branches = graph is null or { IsChain: true } ? null : new KerasBranches(source, graph, reader);
        if (branches is null)
        {
            foreach (var layer in list.Items)
            {
                source.Budget.Visit(source, layer.Place);
                reader.Add(translate(layer));
            }
        }
        else
        {
            foreach (var node in graph!.Nodes)
            {
                branches.Add(node, translate(node.Layer));
            }
            branches.Finish();
        }
        weights.RequireAllRead();
        return reader.Build() with { Window = KerasWindow.Of(model, branches?.Sequences) };
    }

    /// <summary>The list of a model's layers; before Keras 2.2.3 a Sequential's config was this list.</summary>
    internal static JsonPart Layers(JsonPart model) => model["config"].Value.ValueKind == JsonValueKind.Array ? model["config"] : model["config"]["layers"];

    // config.json, metadata.json and model.weights.h5.
    private static ImportedModel ReadArchive(ModelSource source, ImportOptions options)
    {
        if (!source.Bytes.AsSpan().StartsWith("PK"u8))
        {
            string start = Encoding.Latin1.GetString(source.Bytes.AsSpan()[..Math.Min(source.Bytes.Length, 40)]);
            throw source.Fault(null, $"it begins neither as HDF5 nor as a .keras archive, but with {ModelSource.Quote(start)}", "a file that Keras wrote");
        }
        using var archive = new ImportArchive(source, Expected);
        byte[] Need(string name) => archive.Read(name) ?? throw source.Fault(null, $"there is no {name} in it", Expected);
        if (options is not { Spec: null, Architecture: null })
        {
            throw source.Fault(options.Spec is null ? "--architecture" : "--spec", "the file says what its layers are", "a file of weights alone for it");
        }
        var config = Open(source, "config.json", Need("config.json"));
        JsonPart? metadata = archive.Read("metadata.json") is { } bytes ? Open(source, "metadata.json", bytes) : null;
        return Read(source, config, metadata is { } known ? Version(known) : null, () => KerasWeights.Open(source, new Hdf5File(source, Need("model.weights.h5"))));
    }

    // model.save("x.h5") writes the layers as an attribute, model.save_weights none.
    private static ImportedModel ReadHdf5(ModelSource source, ImportOptions options)
    {
        var file = new Hdf5File(source, source.Bytes);
        JsonPart? config = file.Text("", "model_config") is { } text ? Open(source, "model_config", Encoding.UTF8.GetBytes(text)) : null;
        if (options.Spec is { } spec)
        {
            return Read(source, spec, KerasWeights.Open(source, file)) with { Window = config is { } known ? KerasWindow.Of(known) : null };
        }
        string? version = file.Text("", "keras_version") ?? file.Text("model_weights", "keras_version");
        if (options.Architecture is { } path)
        {
            config = Architecture(source, config, path);
            version ??= Version(config.Value);
        }
        return config is { } whole
            ? Read(source, whole, version, () => KerasWeights.Open(source, file))
            : throw source.Fault(null, "it holds weights without their layers", "the .keras file, an .h5 file of the whole model (model.save, not save_weights), --architecture FILE with what model.to_json() wrote, or --spec FILE");
    }

    // Messages about the layers name the file that they are in.
    private static JsonPart Architecture(ModelSource weights, JsonPart? config, string path)
    {
        if (config is not null)
        {
            throw weights.Fault("--architecture", "the file says what its layers are", "a file of weights alone for it");
        }
        var beside = ModelSource.Open(path, "the architecture of a Keras model, as model.to_json() writes it") with { Budget = weights.Budget };
        weights.Budget.Allow(beside.Bytes.Length);
        var read = Open(beside, null, beside.Bytes);
        return read.Has("class_name") && read.Has("config") ? read : throw read.Fault("it has no class_name and config", "the architecture of a Keras model, as model.to_json() writes it");
    }

    private static string? Version(JsonPart owner) => owner.Has("keras_version") ? owner["keras_version"].Text : null;

    private static JsonPart Open(ModelSource source, string? name, byte[] bytes)
    {
        source.Budget.Take(source, name, BytesPerLetter * bytes.Length);
        return JsonPart.Open(source with { Bytes = bytes }, name);
    }

    private static ImportedModel Read(ModelSource source, JsonPart model, string? stated, Func<KerasWeights> open)
    {
        RequireType(model);
        var version = stated is null && KerasOne.IsSpelled(Layers(model).Items) ? KerasVersion.One : KerasVersion.Of(source, stated);
        return Read(source, model, version, version.Major == 1 ? KerasOne.Translate : layer => layer, open);
    }

    private static void RequireType(JsonPart model)
    {
        if (model["class_name"].Text is not ("Sequential" or "Functional" or "Model") and var type)
        {
            throw model["class_name"].Fault($"it is {ModelSource.Quote(type)}", "Sequential or Functional");
        }
    }

    private static ImportedModel Read(ModelSource source, ModelSpec spec, KerasWeights weights)
    {
        var builder = new ModelBuilder(source, spec);
        foreach (var (layer, index) in spec.Layers.Select((layer, index) => (layer, index)))
        {
            string? type = layer switch
            {
                RecurrentLayerSpec { Direction: Direction.Bidirectional } => "bidirectional",
                RecurrentLayerSpec { CellType.Keras.Name: var name } => KerasLayers.SnakeCase(name),
                DenseLayerSpec => "dense",
                EmbeddingLayerSpec => "embedding",
                ConvLayerSpec => "conv1d",
                _ => null,
            };
            string place = $"layers[{index}] of the spec";
            bool unknown = type is null && TensorNames.Of(layer).Any();
            NamedTensor[] tensors = unknown ? throw source.Fault(place, $"Keras has no weights for {layer.Label}", "layers that Keras has") : type is null ? [] : [.. weights.Of(layer, weights.Next(type, null), builder.Size)];
            builder.Add(place, layer, tensors);
        }
        weights.RequireAllRead();
        return builder.Build();
    }
}
