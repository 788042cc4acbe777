using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A fully connected layer, y = activation(W x + b).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Size, input] and <c>bias</c> [Size].</param>
/// <param name="Size">Outputs.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sum.</param>
public sealed record DenseLayerSpec(string Tensors, int Size, bool Bias, ActivationSpec Activation) : LayerSpec(Tensors)
{
    internal static LayerType Definition { get; } = new("dense", ["type", "size", "activation", "bias", "tensors"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => $"dense {Size}{Suffix(Activation)}";

    internal override string HashLine => $"dense {Size} bias={SpecHash.Flag(Bias)} {SpecHash.Name(Activation)}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Size;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => WeightAndBias(Bias, Size, inputSize);

    internal override LayerFloats Floats(int inputSize)
    {
        long input = Footprint.Align(inputSize), output = Footprint.Align(Size);
        return new(Weights: output + (Size * input), Passed: output + (inputSize == input ? 0 : input)); // what it reads is padded
    }

    internal override void Write(JsonMembers members, LayerWriter writer) => members
        .Add("size", Size)
        .Add("activation", Activation, ActivationKind.Identity)
        .Add("bias", Bias, otherwise: true)
        .Add("tensors", Tensors, writer.Numbered("dense"));

    private static DenseLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the number of outputs");
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? prefix = source.Tensors.NumberedPrefix(layer, "dense");
        var activation = source.Activations.ReadDense(layer, size);
        return size is { } s && bias is { } b && prefix is not null && activation is { } a ? new DenseLayerSpec(prefix, s, b, a) : null;
    }
}
