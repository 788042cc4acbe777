using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Says in a file's header how the layers of a network that branches are joined.</summary>
internal static class BranchText
{
    /// <summary>The network on one line.</summary>
    public static string Line(NetworkPlan network) =>
        $"{Parts("input", network.Spec.Inputs)} → {WeightMapText.Count(network.Layers.Count, "layer")} → {Parts("output", network.Spec.Outputs)}";

    /// <summary>What a layer takes, and where its output goes.</summary>
    public static string Of(NetworkPlan network, LayerPlan layer)
    {
        var spec = network.Spec;
        string[] takes = [.. spec.TakenBy(layer.Index).Select(source => source >= 0 ? $"layer {source}" : $"the input {spec.Inputs[~source].Name}")];
        string x = takes.Length == 1 ? $"x: {takes[0]}" : string.Join(", ", takes.Select((source, k) => $"x{k}: {source}"));
        string name = spec.Graph!.Layers[layer.Index].Name;
        string called = name.Length > 0 ? $"; it is called {name}" : "";
        return $"  {x}{called}{(spec.Graph.Outputs.Contains(layer.Index) ? ", an output" : "")}";
    }

    private static string Parts(string role, IReadOnlyList<NamedPart> parts) =>
        parts.Count == 1 ? WeightMapText.Count(parts[0].Size, role) : $"{role}s {PartsSurface.List(parts)}";
}
