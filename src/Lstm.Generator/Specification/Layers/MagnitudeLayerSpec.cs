using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>√(a² + b²) within a frame: the first half of each position's values with the second, as real and imaginary parts.</summary>
/// <param name="Channels">Values of a position; an even number.</param>
public sealed record MagnitudeLayerSpec(int Channels) : LayerSpec("")
{
    internal static LayerType Definition { get; } = new("magnitude", ["type", "channels"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => "magnitude";

    internal override string HashLine => $"magnitude {Channels}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize / 2;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

    internal override LayerFloats Floats(int inputSize) => new(Passed: Footprint.Align(OutputSize(inputSize)));

    internal override LayerFault? Fault(int inputSize) => FrameRules.Fault(this, inputSize);

    internal override void Write(JsonMembers members, LayerWriter writer) => members.Add("channels", Channels);

    private static MagnitudeLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        if (layer.RequireSize("channels", SpecLimits.MaxInputSize, "the values of a position") is not { } channels)
        {
            return null;
        }
        if (channels % 2 != 0)
        {
            source.Errors.Add(SpecRules.Number, layer.Find("channels")!.Place, $"\"channels\" must be an even number, found {channels}: the halves of a position are real and imaginary parts");
            return null;
        }
        return new MagnitudeLayerSpec(channels);
    }
}
