using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What must hold where layers take other outputs than that of the layer before.</summary>
internal static class GraphRules
{
    /// <summary>Whether there is one input, each layer takes the output of the one before, and the last one's is the result: names then change nothing.</summary>
    public static bool IsChain(NetworkGraph graph) => graph.Inputs.Count == 1 && Enumerable.Range(0, graph.Layers.Count).All(graph.TakesLayerBefore) && graph.EndsInLastLayer;

    /// <summary>What a layer breaks in a network that branches, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isFirst">Whether it is the first and takes the only input.</param>
    /// <param name="sizes">The values of each output that it takes; null where unknown.</param>
    public static LayerFault? Fault(LayerSpec layer, bool isFirst, IReadOnlyList<int?> sizes) => ChainFault(layer, isFirst) ?? JoinFault(layer, sizes);

    private static LayerFault? ChainFault(LayerSpec layer, bool isFirst) => layer switch
    {
        RecurrentLayerSpec { Direction: not Direction.Forward } => Chain("direction", "in a network that branches every layer reads forward, step by step; a chain of layers can have another direction"),
        ConvLayerSpec { Stride: > 1 } => Chain("stride", "in a network that branches every layer has an output at every time step; a chain of layers can have a stride"),
        PoolLayerSpec => Chain(null, "a network that branches has a result at every time step; a chain of layers can pool a sequence"),
        ResidualLayerSpec => Chain(null, "in a network that branches a layer of type \"add\", with the names of both in \"from\", makes a residual connection"),
        AnomalyLayerSpec => Chain(null, "the score of an anomaly is the end of a chain of layers"),
        EmbeddingLayerSpec when !isFirst => Chain(null, "an embedding is the first layer of a network with one input, the token"),
        _ => null,
    };

    private static LayerFault? JoinFault(LayerSpec layer, IReadOnlyList<int?> sizes)
    {
        if (layer is not JoinLayerSpec join)
        {
            return null;
        }
        var known = sizes.Where(size => size is not null).Distinct().ToList();
        long sum = sizes.Sum(size => (long)(size ?? 0));
        return join.Kind != JoinKind.Concat && known.Count > 1 ? new(SpecRules.Graph, "from", $"{Wording.Quote(join.Type.Name)} joins outputs value by value, so all must have as many; they have {string.Join(", ", sizes.Select(size => size is { } values ? $"{values}" : "?"))}")
            : join.Kind == JoinKind.Concat && sum > SpecLimits.MaxInputSize ? new(SpecRules.Graph, "from", $"All together have {sum} values; at most {SpecLimits.MaxInputSize} are supported")
            : null;
    }

    private static LayerFault Chain(string? property, string message) => new(SpecRules.Chain, property, message);
}
