using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>The time steps of the windows that a Keras model was saved for. Keras begins each call from zero state unless a layer is stateful.</summary>
internal static class KerasWindow
{
    private static readonly string[] Shapes = ["batch_shape", "batch_input_shape"];

    /// <summary>How many; null where the shape of the input leaves it open, a layer carries its state on, or the config does not say.</summary>
    /// <param name="config">The model's, or that of a part of it.</param>
    /// <param name="inputs">The names of the inputs that have time steps; null for all.</param>
    public static int? Of(JsonPart config, IReadOnlyList<string>? inputs = null)
    {
        JsonPart[] layers = [.. Layers(config)];
        var shape = layers.Where(layer => inputs is null || (layer.Has("name") && inputs.Contains(layer["name"].Text))).SelectMany(layer => Shapes.Where(layer.Has).Select(name => layer[name])).FirstOrDefault(shape => shape.Value.ValueKind == JsonValueKind.Array && shape.Value.GetArrayLength() > 1);
        bool isOpen = shape.Value.ValueKind != JsonValueKind.Array || shape.Items[1].Value.ValueKind == JsonValueKind.Null;
        bool isStateful = layers.Any(layer => layer.Has("stateful") && layer["stateful"].Value.ValueKind == JsonValueKind.True);
        return isOpen || isStateful ? null : shape.Items[1].Count(most: int.MaxValue);
    }

    // A layer's config, and that of a layer in it; before Keras 2.2.3 a Sequential's config was the list of its layers.
    private static IEnumerable<JsonPart> Layers(JsonPart owner)
    {
        if (!owner.Has("config"))
        {
            yield break;
        }
        var config = owner["config"];
        if (config.Value.ValueKind == JsonValueKind.Object)
        {
            yield return config;
        }
        var inner = config.Value.ValueKind == JsonValueKind.Array ? config.Items
            : config.Has("layers") && config["layers"].Value.ValueKind == JsonValueKind.Array ? config["layers"].Items
            : config.Has("layer") ? [config["layer"]] : [];
        foreach (var layer in inner.SelectMany(Layers))
        {
            yield return layer;
        }
    }
}
