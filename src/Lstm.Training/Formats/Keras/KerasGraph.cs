using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>The layers of a functional model and what each takes, in the order of the file, in which they can be computed.</summary>
/// <param name="Inputs">The names of the input layers, in the order in which the model takes them.</param>
/// <param name="Nodes">All layers.</param>
/// <param name="Outputs">The names of the layers whose outputs are the model's.</param>
internal sealed record KerasGraph(IReadOnlyList<string> Inputs, IReadOnlyList<KerasNode> Nodes, IReadOnlyList<string> Outputs)
{
    private const string Input = "InputLayer";

    /// <summary>Whether each layer takes the one before: there is one input and one output.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs.Count == 1 && Outputs[0] == Nodes[^1].Name && Nodes.Select((node, k) => k == 0 ? node.Sources.Count == 0 : node.Sources is [var only] && only == Nodes[k - 1].Name).All(isNext => isNext);

    /// <summary>The graph that a functional model's config describes.</summary>
    /// <exception cref="ImportException">A layer is used twice, takes what stands behind it or is taken by nothing.</exception>
    public static KerasGraph Of(JsonPart config)
    {
        var known = new HashSet<string>();
        var nodes = new List<KerasNode>();
        foreach (var layer in config["layers"].Items)
        {
            layer.Source.Budget.Visit(layer.Source, layer.Place);
            var node = Node(layer);
            if (node.Sources.FirstOrDefault(source => !known.Contains(source)) is { } absent)
            {
                throw layer["inbound_nodes"].Fault($"{ModelSource.Quote(node.Name)} ({node.Type}) takes {ModelSource.Quote(absent)}, and there is no such layer before it", "layers in the order in which they are computed");
            }
            if (!known.Add(node.Name))
            {
                throw layer["name"].Fault($"there is a layer {ModelSource.Quote(node.Name)} already", "names that differ");
            }
            nodes.Add(node);
        }
        string[] inputs = [.. nodes.Where(node => node.Type == Input).Select(node => node.Name)], listed = config.Has("input_layers") ? [.. Names(config["input_layers"])] : inputs;
        inputs = listed.Order().SequenceEqual(inputs.Order()) ? listed : inputs;
        string[] outputs = [.. Names(config["output_layers"])];
        if (inputs.Length == 0 || outputs.Length == 0)
        {
            throw config[(inputs.Length == 0 ? "input" : "output") + "_layers"].Fault($"the model has no {(inputs.Length == 0 ? "input" : "output")}", "one at least");
        }
        foreach (string output in outputs)
        {
            if (inputs.Contains(output) || !known.Contains(output) || outputs.Count(name => name == output) > 1)
            {
                throw config["output_layers"].Fault($"the output {ModelSource.Quote(output)} {(inputs.Contains(output) ? "is an input" : known.Contains(output) ? "is there twice" : "is none of the layers")}", "the outputs of layers, each once");
            }
        }
        var taken = nodes.SelectMany(node => node.Sources).Concat(outputs).ToHashSet();
        return nodes.FirstOrDefault(node => !taken.Contains(node.Name)) is { } idle ? throw idle.Layer.Fault($"nothing takes what {ModelSource.Quote(idle.Name)} ({idle.Type}) answers, and it is no output", "layers that the outputs depend on") : new(inputs, nodes, outputs);
    }

    private static KerasNode Node(JsonPart layer)
    {
        string name = layer["name"].Text;
        var nodes = layer["inbound_nodes"].Items;
        bool isInput = layer["class_name"].Text == Input;
        if (nodes.Count != (isInput ? 0 : 1))
        {
            throw layer["inbound_nodes"].Fault(isInput ? "it is an input that takes something" : $"the layer {ModelSource.Quote(name)} is used {Counted.Of(nodes.Count, "time")}", "each layer used once: a layer of its own with the same weights for each place");
        }
        return new(layer, name, isInput ? [] : [.. Tensors(nodes[0])]);
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

    // ["name", 0, 0], or a list of such, or an object of them.
    private static IEnumerable<string> Names(JsonPart value) => value.Value.ValueKind switch
    {
        JsonValueKind.Object => value.Members.SelectMany(member => Names(member.Part)),
        _ => value.Items is [{ Value.ValueKind: JsonValueKind.String } name, ..] ? [name.Text] : value.Items.SelectMany(Names),
    };
}

/// <summary>A layer of a functional model.</summary>
/// <param name="Layer">Its description.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sources">The names of the layers whose outputs it takes.</param>
internal sealed record KerasNode(JsonPart Layer, string Name, IReadOnlyList<string> Sources)
{
    /// <summary>Its class.</summary>
    public string Type => Layer["class_name"].Text;
}
