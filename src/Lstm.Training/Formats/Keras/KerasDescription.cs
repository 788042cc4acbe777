using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>Describes .keras archives and HDF5 files, of Keras or not.</summary>
internal static class KerasDescription
{
    private static readonly string[] RootAttributes = ["keras_version", "backend"];

    /// <summary>Adds what an HDF5 file holds.</summary>
    public static void DescribeHdf5(FileDescription description, ModelSource source)
    {
        var file = new Hdf5File(source, source.Bytes);
        foreach (string name in RootAttributes)
        {
            description.Fact(name, (file.Texts("", name) ?? file.Texts("model_weights", name))?.FirstOrDefault());
        }
        Add(description, file);
        if (file.Texts("", "model_config")?.FirstOrDefault() is { } config)
        {
            AddLayers(description, JsonPart.Open(source with { Bytes = Encoding.UTF8.GetBytes(config) }, "model_config"));
        }
    }

    /// <summary>Adds what a .keras archive holds.</summary>
    public static void DescribeArchive(FileDescription description, ModelSource source)
    {
        using var archive = new ImportArchive(source, "a .keras file");
        description.Fact("entries", string.Join(", ", archive.Names));
        if (archive.Read("metadata.json") is { } metadata)
        {
            foreach (var (name, part) in JsonPart.Open(source with { Bytes = metadata }, "metadata.json").Members)
            {
                description.Fact(name, JsonDescription.Short(part.Value));
            }
        }
        if (archive.Read("config.json") is { } config)
        {
            AddLayers(description, JsonPart.Open(source with { Bytes = config }, "config.json"));
        }
        if (archive.Read("model.weights.h5") is { } weights)
        {
            Add(description, new Hdf5File(source, weights));
        }
    }

    /// <summary>Adds the layers of an architecture.</summary>
    public static void AddLayers(FileDescription description, JsonPart model)
    {
        description.Fact("model", JsonDescription.Short(model["class_name"].Value));
        var config = model["config"];
        foreach (var layer in (config.Value.ValueKind == JsonValueKind.Array ? config : config["layers"]).Items)
        {
            description.Layers.Add(Layer(layer, 0));
        }
    }

    private static void Add(FileDescription description, Hdf5File file) => description.Tensors.AddRange(file.Datasets.Select(dataset => new DescribedTensor(dataset.Key, dataset.Value.Type.Name, dataset.Value.Shape)));

    // Without what changes nothing of an inference.
    private static string Layer(JsonPart layer, int depth)
    {
        string type = layer.Has("class_name") ? JsonDescription.Short(layer["class_name"].Value) : "a layer";
        if (!layer.Has("config") || layer["config"].Value.ValueKind != JsonValueKind.Object)
        {
            return type;
        }
        var config = layer["config"];
        var said = new List<string> { config.Has("name") ? $"{type} {Wording.Quote(JsonDescription.Short(config["name"].Value))}" : type };
        foreach (var (name, part) in config.Members.Where(member => !KerasConfig.IsNeutral(member.Name)))
        {
            bool isInner = depth == 0 && name.EndsWith("layer", System.StringComparison.Ordinal) && part.Value.ValueKind == JsonValueKind.Object;
            said.Add(isInner ? $"of {Layer(part, depth + 1)}" : $"{name} {JsonDescription.Short(part.Value)}");
        }
        return string.Join(", ", said);
    }
}
