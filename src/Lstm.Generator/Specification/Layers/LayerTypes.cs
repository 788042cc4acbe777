using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>All types of layers. The schema for editors has the same, in this order; a test holds it to this list.</summary>
public static class LayerTypes
{
    /// <summary>The types.</summary>
    public static IReadOnlyList<LayerType> All { get; } =
    [
        LstmLayerSpec.Definition,
        GruLayerSpec.Definition,
        RnnLayerSpec.Definition,
        LtmStmLayerSpec.Definition,
        DenseLayerSpec.Definition,
        ScaleLayerSpec.Definition,
        LayerNormLayerSpec.Definition,
        ActivationLayerSpec.Definition,
        ResidualLayerSpec.Definition,
        EmbeddingLayerSpec.Definition,
        PoolLayerSpec.Definition,
        ConvLayerSpec.Definition,
        FrameConvLayerSpec.Definition,
        MagnitudeLayerSpec.Definition,
        AnomalyLayerSpec.Definition,
        .. JoinLayerSpec.Definitions,
    ];

    /// <summary>Those of recurrent layers.</summary>
    public static IReadOnlyList<CellType> Cells { get; } = [.. All.OfType<CellType>()];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(type => type.Name)];

    /// <summary>The names of those that remember, one of which a network needs.</summary>
    public static IReadOnlyList<string> Stateful { get; } = [.. All.Where(type => type.IsStateful).Select(type => type.Name)];

    /// <summary>The type that a spec file calls <paramref name="name"/>, or null.</summary>
    public static LayerType? Named(string name) => All.FirstOrDefault(type => type.Name == name);
}
