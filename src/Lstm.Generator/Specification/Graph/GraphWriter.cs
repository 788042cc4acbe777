using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Writes what of a spec file is about how a network branches.</summary>
internal static class GraphWriter
{
    /// <summary>Adds the inputs, by their names where the network branches and has others than the only one of a chain.</summary>
    public static JsonMembers AddInputs(this JsonMembers members, ModelSpec model)
    {
        if (model.Graph is not { } graph || (graph.Inputs.Count == 1 && graph.Inputs[0].Name == "input"))
        {
            return members.Add("input", model.InputSize);
        }
        var inputs = new JsonMembers();
        foreach (var input in graph.Inputs)
        {
            inputs.Add(input.Name, input.Size);
        }
        return members.AddJson("inputs", inputs.OnOneLine());
    }

    /// <summary>Adds the outputs, where they are not that of the last layer alone.</summary>
    public static JsonMembers AddOutputs(this JsonMembers members, NetworkGraph? graph) => graph is null || graph.EndsInLastLayer
        ? members
        : members.AddJson("outputs", List(graph.Outputs.Select(layer => graph.Layers[layer].Name)));

    /// <summary>Adds a layer's name.</summary>
    public static JsonMembers AddName(this JsonMembers members, GraphLayer? layer) => layer is null ? members : members.Add("name", layer.Name, otherwise: "");

    /// <summary>Adds whose outputs the <paramref name="index"/>th layer takes, where that is not the layer before, or the only input.</summary>
    public static JsonMembers AddFrom(this JsonMembers members, NetworkGraph? graph, int index, bool joins)
    {
        if (graph is null || (!joins && graph.TakesLayerBefore(index) && (index > 0 || graph.Inputs.Count == 1)))
        {
            return members;
        }
        string[] names = [.. graph.Layers[index].From.Select(source => source >= 0 ? graph.Layers[source].Name : graph.Inputs[~source].Name)];
        return members.AddJson("from", joins ? List(names) : JsonMembers.Quote(names[0]));
    }

    private static string List(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(JsonMembers.Quote))}]";
}
