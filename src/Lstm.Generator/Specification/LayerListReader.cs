using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads the layers and what must hold between them.</summary>
internal sealed class LayerListReader(SpecErrors errors)
{
    // By tensor: the layer, by its place in the list, that reads it.
    private readonly Dictionary<string, int> readers = [];

    /// <summary>The layers of <paramref name="spec"/> and how they are joined, or null after an error.</summary>
    /// <param name="spec">The file's object.</param>
    /// <param name="inputs">The inputs, as far as they could be read.</param>
    /// <param name="outputs">The names of the layers whose outputs are the network's, if the file gives them.</param>
    public (EquatableArray<LayerSpec> Layers, NetworkGraph Graph)? Read(SpecObject spec, InputList inputs, JsonArray? outputs)
    {
        if (spec.Require("layers", "the list of layers") is not { } value || spec.AsArray("layers", value) is not { } list)
        {
            return null;
        }
        CheckCount(list);
        var reader = new LayerReader(errors);
        var layers = list.Items.Take(SpecLimits.MaxLayers).Select(reader.Read).ToList();
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] is { Layer: { } layer } read)
            {
                CheckTensors(layer, i, read);
            }
        }

        // A layer that could not be read may have been meant as the stateful one.
        if (list.Items.Count is > 0 and <= SpecLimits.MaxLayers && layers.All(layer => layer.Type is { IsStateful: false }))
        {
            errors.Add(SpecRules.NoStatefulLayer, list.Place, $"None of these layers is stateful; at least one must be one of {Wording.List(LayerTypes.Stateful)}");
        }
        var graph = new GraphReader(errors, inputs, layers).Read(outputs);
        CheckSequence(layers, inputs, graph);
        return graph is not null && layers.All(layer => layer.Layer is not null) ? (new(layers.Select(layer => layer.Layer!)), graph) : null;
    }

    // What a layer that could not be read would have changed for those behind it, nobody knows. Where it is not known how they are
    // joined, nothing says that a layer takes the output of the one before, but that none says otherwise.
    private void CheckSequence(List<ReadLayer> layers, InputList inputs, NetworkGraph? graph)
    {
        bool chain = graph is null ? !inputs.IsNamed && layers.All(layer => layer.Link is null or { IsSound: true, From: null }) : GraphRules.IsChain(graph);
        if (graph is null && !chain)
        {
            return;
        }
        var rules = new LayerRules(inputs.Sizes, chain);
        foreach (var read in layers.TakeWhile(read => read.Layer is not null))
        {
            int index = rules.Count;
            if (rules.Next(read.Layer!, graph?.Layers[index].From ?? (IReadOnlyList<int>)[index - 1]) is { } fault)
            {
                errors.Add(fault.Rule, read.PlaceOf(fault.Property), $"layers[{index}]: {fault.Message}");
            }
        }
    }

    private void CheckCount(JsonArray list)
    {
        if (list.Items.Count == 0)
        {
            errors.Add(SpecRules.LayerCount, list.Place, "A network needs at least one layer");
        }
        else if (list.Items.Count > SpecLimits.MaxLayers)
        {
            string count = $"{list.Items.Count} layers; a network has at most {SpecLimits.MaxLayers}, this is the first too many";
            errors.Add(SpecRules.LayerCount, list.Items[SpecLimits.MaxLayers].Place, count);
        }
    }

    private void CheckTensors(LayerSpec layer, int index, ReadLayer read)
    {
        string? shared = TensorNames.Of(layer).FirstOrDefault(readers.ContainsKey);
        if (shared is not null)
        {
            string property = layer is not ScaleLayerSpec scale ? "tensors" : shared == scale.Offset ? "offset" : "tensor";
            string message = $"layers[{index}] would read the tensor {Wording.Quote(shared)} that layers[{readers[shared]}] reads; give one of them another \"{property}\"";
            errors.Add(SpecRules.SharedTensor, read.PlaceOf(property), message);
            return;
        }
        foreach (string name in TensorNames.Of(layer))
        {
            readers.Add(name, index);
        }
    }
}
