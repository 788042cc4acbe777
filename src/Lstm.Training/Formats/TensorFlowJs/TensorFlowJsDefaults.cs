using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.TensorFlowJs;

/// <summary>
/// What TensorFlow.js takes where a layer's config says nothing, which is not always what Keras takes: gates are hard sigmoids, a GRU resets
/// before the product, a LeakyReLU has 0.3 (https://js.tensorflow.org/api/4.22.0).
/// </summary>
internal static class TensorFlowJsDefaults
{
    private const long BytesPerLetter = 16; // taken apart and put together again

    private static readonly (string Name, JsonNode? Value)[] Cell = [("activation", "tanh"), ("use_bias", true), ("return_sequences", false)];
    private static readonly (string Name, JsonNode? Value)[] Gated = [.. Cell, ("recurrent_activation", "hard_sigmoid")];

    private static readonly Dictionary<string, (string Name, JsonNode? Value)[]> OfClass = new()
    {
        ["SimpleRNN"] = Cell,
        ["LSTM"] = Gated,
        ["GRU"] = [.. Gated, ("reset_after", false)],
        ["Bidirectional"] = [("merge_mode", "concat")],
        ["Dense"] = [("activation", "linear"), ("use_bias", true)],
        ["Conv1D"] = [("activation", "linear"), ("use_bias", true), ("strides", 1), ("dilation_rate", 1), ("padding", "valid")],
        ["BatchNormalization"] = [("axis", -1), ("epsilon", 1e-3), ("center", true), ("scale", true)],
        ["LeakyReLU"] = [("alpha", 0.3)],
        ["ELU"] = [("alpha", 1)],
        ["ReLU"] = [("max_value", null), ("negative_slope", 0), ("threshold", 0)],
        ["Softmax"] = [("axis", -1)],
        ["Masking"] = [("mask_value", 0)],
        ["Embedding"] = [("mask_zero", false)],
    };

    /// <summary>A layer with all that its config leaves out.</summary>
    public static JsonPart Complete(JsonPart layer)
    {
        string raw = layer.Value.GetRawText();
        layer.Source.Budget.Take(layer.Source, layer.Place, BytesPerLetter * raw.Length);
        RequireOnce(layer);
        var node = JsonNode.Parse(raw)!.AsObject();
        Complete(node);
        return layer with { Value = JsonSerializer.SerializeToElement<JsonNode>(node) };
    }

    private static void Complete(JsonObject layer)
    {
        var config = layer["config"]!.AsObject();
        foreach (var (name, value) in OfClass.GetValueOrDefault((string)layer["class_name"]!, []))
        {
            // Flags that are null count as left out there, other nulls do not.
            bool isFlag = value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
            if (!config.ContainsKey(name) || (isFlag && config[name] is null))
            {
                config[name] = value?.DeepClone();
            }
        }
        if (config["layer"] is JsonObject inner)
        {
            Complete(inner);
        }
    }

    // What is written anew must be there, and each member once.
    private static void RequireOnce(JsonPart layer)
    {
        _ = layer["class_name"].Text;
        var names = new HashSet<string>();
        if (layer["config"].Members.FirstOrDefault(member => !names.Add(member.Name)).Part is { Source: not null } twice)
        {
            throw twice.Fault("it is there twice", "each member once");
        }
        if (layer["config"].Has("layer"))
        {
            RequireOnce(layer["config"]["layer"]);
        }
    }
}
