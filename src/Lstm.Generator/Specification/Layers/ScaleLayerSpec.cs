using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Elementwise y = (x − offset)·scale, with one number for each value or one for all.</summary>
/// <param name="Tensors">The name of the tensor that holds the factors: as many as the layer has inputs, or a single one.</param>
/// <param name="Offset">The name of the tensor that holds the offsets, likewise; null for none.</param>
public sealed record ScaleLayerSpec(string Tensors, string? Offset = null) : LayerSpec(Tensors)
{
    internal static LayerType Definition { get; } = new("scale", ["type", "tensor", "offset"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => "scale";

    internal override string HashLine => Offset is null ? "scale" : "scale offset";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => Offset is null ? [new(Tensors, inputSize)] : [new(Tensors, inputSize), new(Offset, inputSize)];

    internal override LayerFloats Floats(int inputSize)
    {
        long padded = Footprint.Align(inputSize);
        return new(Weights: padded * (Offset is null ? 1 : 2), Passed: padded);
    }

    internal override void Write(JsonMembers members, LayerWriter writer)
    {
        members.Add("tensor", Tensors);
        if (Offset is not null)
        {
            members.Add("offset", Offset);
        }
    }

    private static ScaleLayerSpec? Read(LayerSource source)
    {
        var (layer, tensors) = (source.Layer, source.Tensors);
        var tensor = tensors.Name("tensor", layer.Require("tensor", "the name of the tensor with the factors") is { } value ? layer.AsText("tensor", value) : null);
        var offset = tensors.Name("offset", layer.Text("offset"));
        if (tensor is not null && tensor.Value == offset?.Value)
        {
            source.Errors.Add(SpecRules.SharedTensor, offset.Place, $"The offsets cannot be the tensor {Wording.Quote(offset.Value)} that holds the factors");
            return null;
        }
        return tensor is null || (offset is null && layer.Find("offset") is not null) ? null : new ScaleLayerSpec(tensor.Value, offset?.Value);
    }
}
