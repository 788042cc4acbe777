using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>An activation by itself.</summary>
/// <param name="Activation">What is applied to each value; softmax to all of them.</param>
public sealed record ActivationLayerSpec(ActivationSpec Activation) : LayerSpec("")
{
    internal static LayerType Definition { get; } = new("activation", ["type", "activation"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => Activations.NameOf(Activation.Kind);

    internal override string HashLine => $"activation {SpecHash.Name(Activation)}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

    internal override LayerFloats Floats(int inputSize) => new(Passed: Footprint.Align(inputSize));

    internal override void Write(JsonMembers members, LayerWriter writer) => members.AddJson("activation", ActivationWriter.Text(Activation));

    internal override LayerFault? Fault(int inputSize) => Activation.Function.OfWholeLayer && inputSize == 1
        ? new LayerFault(SpecRules.MisplacedActivation, "activation", "the softmax of a single value is always 1; \"sigmoid\" gives one value between 0 and 1")
        : null;

    private static ActivationLayerSpec? Read(LayerSource source) => source.Activations.ReadAlone(source.Layer) is { } activation ? new ActivationLayerSpec(activation) : null;
}
