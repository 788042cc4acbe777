using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Layer normalisation over the values of a time step: y = (x − mean x)/√(mean (x − mean x)² + ε) ⊙ w + b (Ba, Kiros and Hinton, "Layer Normalization", 2016).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [input] and <c>bias</c> [input].</param>
/// <param name="Epsilon">ε, added to the variance; above 0.</param>
/// <param name="Bias">Whether there is a bias.</param>
public sealed record LayerNormLayerSpec(string Tensors, float Epsilon, bool Bias) : LayerSpec(Tensors)
{
    /// <summary>ε where none is given: that of PyTorch and ONNX.</summary>
    public const float UsualEpsilon = 1e-5f;

    internal static LayerType Definition { get; } = new("layer-norm", ["type", "epsilon", "bias", "tensors"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => "layer-norm";

    internal override string HashLine => $"layer-norm epsilon={SpecHash.Bits(Epsilon)} bias={SpecHash.Flag(Bias)}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => WeightAndBias(Bias, inputSize);

    internal override LayerFloats Floats(int inputSize)
    {
        long padded = Footprint.Align(inputSize);
        return new(Weights: 2 * padded, Passed: padded); // zeros in place of a bias
    }

    internal override LayerFault? Fault(int inputSize) => inputSize == 1
        ? LayerRules.Combination(null, $"the layer normalisation of a single value is always {(Bias ? "its bias" : "0")}; normalise an output of two values or more, or leave the layer out")
        : null;

    internal override void Write(JsonMembers members, LayerWriter writer) => members
        .Add("epsilon", Epsilon, UsualEpsilon)
        .Add("bias", Bias, otherwise: true)
        .Add("tensors", Tensors, writer.Numbered("norm"));

    private static LayerNormLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        float? epsilon = layer.Find("epsilon") is null ? UsualEpsilon : layer.Limit("epsilon", "values that are all equal would be divided by 0");
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? prefix = source.Tensors.NumberedPrefix(layer, "norm");
        return epsilon is { } e && bias is { } b && prefix is not null ? new LayerNormLayerSpec(prefix, e, b) : null;
    }
}
