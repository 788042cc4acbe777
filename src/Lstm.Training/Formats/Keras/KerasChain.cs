using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>The layers of a functional model, if they are a chain: each takes the one before.</summary>
internal static class KerasChain
{
    public static IReadOnlyList<JsonPart> Order(JsonPart config)
    {
        var layers = config["layers"].Items;
        RequireOne(config, "input", layers.Where(layer => layer["class_name"].Text == "InputLayer").Select(layer => layer["name"].Text));
        string? before = null;
        foreach (var layer in layers)
        {
            string name = layer["name"].Text;
            var nodes = layer["inbound_nodes"].Items;
            bool isInput = layer["class_name"].Text == "InputLayer";
            if (nodes.Count != (isInput ? 0 : 1))
            {
                throw layer["inbound_nodes"].Fault(isInput ? "it is an input that takes something" : $"the layer {ModelSource.Quote(name)} is used {nodes.Count} times", "each layer used once");
            }
            string[] sources = isInput ? [] : [.. Tensors(nodes[0])];
            if (!isInput && (sources.Length != 1 || sources[0] != before))
            {
                throw layer["inbound_nodes"].Fault($"{ModelSource.Quote(name)} ({layer["class_name"].Text}) takes {string.Join(", ", sources.Select(ModelSource.Quote))}", $"only the layer before, {ModelSource.Quote(before ?? "none")}: a chain; networks that branch are not imported");
            }
            before = name;
        }
        string[] outputs = [.. Names(config["output_layers"])];
        RequireOne(config, "output", outputs);
        return outputs[0] == before ? layers : throw config["output_layers"].Fault($"it names {ModelSource.Quote(outputs[0])}", $"the last layer, {ModelSource.Quote(before ?? "none")}");
    }

    private static void RequireOne(JsonPart config, string what, IEnumerable<string> names)
    {
        string[] found = [.. names];
        if (found.Length != 1)
        {
            throw config[what + "_layers"].Fault($"the model has {Counted.Of(found.Length, what)}{(found.Length > 0 ? ", " + Counted.Some(found, 8) : "")}", $"one {what}: a chain of layers");
        }
    }

    // Keras 3 has objects with a history, Keras 2 arrays ["name", node, tensor, {arguments}]; both may stand among the arguments, too.
    private static IEnumerable<string> Tensors(JsonPart value) => value.Value.ValueKind switch
    {
        JsonValueKind.Array when value.Items is [{ Value.ValueKind: JsonValueKind.String } name, { Value.ValueKind: JsonValueKind.Number }, { Value.ValueKind: JsonValueKind.Number }, ..] items => [name.Text, .. items.Skip(3).SelectMany(Tensors)],
        JsonValueKind.Array => value.Items.SelectMany(Tensors),
        JsonValueKind.Object when value.Has("class_name") && value["class_name"].Text == "__keras_tensor__" => [value["config"]["keras_history"].Items is [var name, ..] ? name.Text : throw value.Fault("it has no history", "the layer that it comes from")],
        JsonValueKind.Object => value.Members.SelectMany(member => Tensors(member.Part)),
        _ => [],
    };

    // ["name", 0, 0], or a list of such.
    private static IEnumerable<string> Names(JsonPart value) => value.Items is [{ Value.ValueKind: JsonValueKind.String } name, ..] ? [name.Text] : value.Items.SelectMany(Names);
}
