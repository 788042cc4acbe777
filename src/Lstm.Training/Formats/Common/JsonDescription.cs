using System;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>Describes JSON: its members, lists of layers, and numbers in arrays as tensors.</summary>
internal static class JsonDescription
{
    private const int Deepest = 6;

    /// <summary>Adds what an object holds.</summary>
    public static void Describe(FileDescription description, JsonPart file) => Describe(description, file, 0);

    /// <summary>A value in a few words.</summary>
    public static string Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{…}",
        JsonValueKind.Array when value.GetArrayLength() > 8 => $"[{value.GetArrayLength()} values]",
        _ => Wording.Shorten(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
    };

    private static void Describe(FileDescription description, JsonPart part, int depth)
    {
        foreach (var (name, member) in part.Members)
        {
            part.Source.Budget.Visit(part.Source, part.Place);
            var value = member.Value;
            if (name == "layers" && value.ValueKind == JsonValueKind.Array)
            {
                description.Layers.AddRange(member.Items.Select(Layer));
            }
            else if (Shape(value) is { Length: > 0 } shape)
            {
                description.Tensors.Add(new(member.Place, "numbers", shape));
            }
            else if (value.ValueKind == JsonValueKind.Object && depth < Deepest)
            {
                Describe(description, member, depth + 1);
            }
            else
            {
                description.Fact(member.Place, value.ValueKind == JsonValueKind.Array ? $"{value.GetArrayLength()} entries" : Short(value));
            }
        }
    }

    private static string Layer(JsonPart layer)
    {
        if (layer.Value.ValueKind != JsonValueKind.Object)
        {
            return Short(layer.Value);
        }
        string type = layer.Has("type") ? Short(layer["type"].Value) : layer.Has("class_name") ? Short(layer["class_name"].Value) : "a layer";
        return string.Join(", ", layer.Members.Where(member => member.Name is not ("type" or "class_name") && member.Part.Value.ValueKind is not JsonValueKind.Object && (member.Name != "weights")).Select(member => $"{member.Name} {Short(member.Part.Value)}").Prepend(type));
    }

    // Of arrays of arrays, as the first of each says; null where they hold no numbers.
    private static long[]? Shape(JsonElement value)
    {
        var shape = new System.Collections.Generic.List<long>();
        for (; value.ValueKind == JsonValueKind.Array; value = value[0])
        {
            shape.Add(value.GetArrayLength());
            if (shape[^1] == 0)
            {
                return null;
            }
        }
        return value.ValueKind == JsonValueKind.Number ? [.. shape] : null;
    }
}
