using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Trainer.Import.Json;

namespace Lstm.Trainer.Import.Keras;

/// <summary>Imports .keras files, which hold the layers and their weights, and .weights.h5 files by a spec.</summary>
internal static class KerasImporter
{
    private const long Longest = 1L << 31;

    /// <summary>A .keras file: an archive of config.json, metadata.json and model.weights.h5.</summary>
    public static ImportedModel Read(ModelSource source)
    {
        var weights = new KerasWeights(source, Entry(source, "model.weights.h5"));
        var config = JsonPart.Open(source with { Bytes = Entry(source, "config.json") });
        var layers = config["class_name"].Text switch
        {
            "Sequential" => config["config"]["layers"].Items,
            "Functional" => KerasChain.Order(config["config"]),
            var other => throw config["class_name"].Fault($"it is {ModelSource.Quote(other)}", "Sequential or Functional"),
        };
        var reader = new KerasLayers(source, weights);
        foreach (var layer in layers)
        {
            reader.Add(layer);
        }
        weights.RequireAllRead();
        return reader.Build();
    }

    /// <summary>A .weights.h5 file, which holds no layers.</summary>
    public static ImportedModel Read(ModelSource source, ModelSpec? spec)
    {
        if (spec is null)
        {
            throw source.Fault(null, "it holds weights without their layers", "the .keras file, or --spec FILE");
        }
        var weights = new KerasWeights(source, source.Bytes);
        var builder = new ModelBuilder(source, spec.InputSize);
        foreach (var (layer, index) in spec.Layers.Select((layer, index) => (layer, index)))
        {
            string? type = layer switch
            {
                RecurrentLayerSpec { Direction: Direction.Bidirectional } => "bidirectional",
                LstmLayerSpec => "lstm",
                GruLayerSpec => "gru",
                RnnLayerSpec => "simple_rnn",
                DenseLayerSpec => "dense",
                EmbeddingLayerSpec => "embedding",
                ConvLayerSpec => "conv1d",
                _ => null,
            };
            string place = $"layers[{index}] of the spec";
            bool unknown = type is null && TensorNames.Of(layer).Any();
            NamedTensor[] tensors = unknown ? throw source.Fault(place, $"Keras has no weights for {LayerLabel.Of(layer)}", "layers that Keras has") : type is null ? [] : [.. weights.Of(layer, weights.Next(type), builder.Size)];
            builder.Add(place, layer, tensors);
        }
        weights.RequireAllRead();
        return builder.Build();
    }

    private static byte[] Entry(ModelSource source, string name)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(source.Bytes, writable: false));
            var entry = archive.GetEntry(name) ?? throw source.Fault(null, $"there is no {name} in it", "a .keras file of Keras 3");
            if (entry.Length > Longest || entry.Length > 1032 * Math.Max(1, entry.CompressedLength))
            {
                throw source.Fault(name, $"it unpacks to {entry.Length} bytes", "a file of up to 2 GB");
            }
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw source.Fault(null, $"the archive cannot be read ({e.Message.TrimEnd('.')})", "a .keras file of Keras 3", e);
        }
    }
}
