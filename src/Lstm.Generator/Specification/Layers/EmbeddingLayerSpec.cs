using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A row of a table for a token: index in, row out. It takes an input of one value.</summary>
/// <param name="Tensors">Prefix of the tensor name <c>weight</c> [Rows, Size].</param>
/// <param name="Rows">Tokens that there are.</param>
/// <param name="Size">Values of a row.</param>
public sealed record EmbeddingLayerSpec(string Tensors, int Rows, int Size) : LayerSpec(Tensors)
{
    internal static LayerType Definition { get; } = new("embedding", ["type", "rows", "size", "tensors"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => $"embedding {Rows}";

    internal override string HashLine => $"embedding {Rows} {Size}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Size;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => WeightAndBias(bias: false, Rows, Size);

    internal override LayerFloats Floats(int inputSize) => new(Weights: Footprint.Align(Rows * (long)Size)); // the next layer reads a row where it stands

    internal override void Write(JsonMembers members, LayerWriter writer) => members
        .Add("rows", Rows)
        .Add("size", Size)
        .Add("tensors", Tensors, writer.Numbered("embedding"));

    private static EmbeddingLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        int? rows = layer.RequireSize("rows", SpecLimits.MaxTokens, "the size of the vocabulary");
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the values of a row");
        string? prefix = source.Tensors.NumberedPrefix(layer, "embedding");
        return rows is { } r && size is { } s && prefix is not null ? new EmbeddingLayerSpec(prefix, r, s) : null;
    }
}
