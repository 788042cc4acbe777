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
    /// <param name="from">Whose outputs it takes.</param>
    /// <param name="sizes">The values of each of them; null where unknown.</param>
    public static LayerFault? Fault(LayerSpec layer, IReadOnlyList<int> from, IReadOnlyList<int?> sizes) => ChainFault(layer) ?? EmbeddingFault(layer, from, sizes) ?? JoinFault(layer, sizes);

    private static LayerFault? ChainFault(LayerSpec layer) => layer switch
    {
        RecurrentLayerSpec { Direction: not Direction.Forward } => Chain("direction", "in a network that branches every layer reads forward, step by step; a chain of layers can have another direction"),
        ConvLayerSpec { Stride: > 1 } => Chain("stride", "in a network that branches every layer has an output at every time step; a chain of layers can have a stride"),
        PoolLayerSpec => Chain(null, "a network that branches has a result at every time step; a chain of layers can pool a sequence"),
        ResidualLayerSpec => Chain(null, "in a network that branches a layer of type \"add\", with the names of both in \"from\", makes a residual connection"),
        AnomalyLayerSpec => Chain(null, "the score of an anomaly is the end of a chain of layers"),
        _ => null,
    };

    private static LayerFault? EmbeddingFault(LayerSpec layer, IReadOnlyList<int> from, IReadOnlyList<int?> sizes) => layer switch
    {
        not EmbeddingLayerSpec => null,
        _ when from.Any(source => source >= 0) => new(SpecRules.Graph, "from", "an embedding takes the index of a token, which only an input can be: name one of \"inputs\""),
        _ when sizes.Count == 1 && sizes[0] is { } size and not 1 => new(SpecRules.Graph, "from", $"an embedding takes the index of one token, and the input has {size} values: give the token an input of its own, of size 1"),
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
