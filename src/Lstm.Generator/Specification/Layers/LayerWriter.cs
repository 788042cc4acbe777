using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Writes one layer after the other; how the tensors of some are called by default depends on the layers before.</summary>
internal sealed class LayerWriter
{
    private readonly Dictionary<string, int> byKind = [];

    /// <summary>The layer's object.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="graph">How the network branches; null for a chain.</param>
    /// <param name="index">Which layer it is.</param>
    public JsonMembers Write(LayerSpec layer, NetworkGraph? graph, int index)
    {
        var members = new JsonMembers().Add("type", layer.Type.Name).AddName(graph?.Layers[index]).AddFrom(graph, index, layer.Type.Joins);
        layer.Write(members, this);
        return members;
    }

    /// <summary>The usual prefix of the next layer of a kind: <c>dense0.</c>, <c>dense1.</c>, ….</summary>
    public string Numbered(string kind)
    {
        byKind.TryGetValue(kind, out int before);
        byKind[kind] = before + 1;
        return $"{kind}{before}.";
    }
}
