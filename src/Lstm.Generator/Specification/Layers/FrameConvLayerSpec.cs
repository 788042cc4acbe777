using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>
/// A convolution within one sample, which is a frame of positions with <paramref name="Channels"/> values each, one position behind
/// the other; so is its output.
/// </summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Filters, Channels, Kernel] and <c>bias</c> [Filters].</param>
/// <param name="Channels">Values of a position.</param>
/// <param name="Filters">Values of a position of the output.</param>
/// <param name="Kernel">Positions that one output sees.</param>
/// <param name="Stride">Positions from one output to the next.</param>
/// <param name="Dilation">Positions between what it sees.</param>
/// <param name="PadLeft">Positions put before the frame.</param>
/// <param name="PadRight">Positions put behind it.</param>
/// <param name="Reflect">Whether they mirror the frame (the outermost position not repeated) rather than being zero.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sums.</param>
public sealed record FrameConvLayerSpec(string Tensors, int Channels, int Filters, int Kernel, int Stride, int Dilation, int PadLeft, int PadRight, bool Reflect, bool Bias, ActivationSpec Activation)
    : LayerSpec(Tensors)
{
    internal static LayerType Definition { get; } = new(
        "frame-conv1d", ["type", "channels", "filters", "kernel", "stride", "dilation", "padLeft", "padRight", "padMode", "activation", "bias", "tensors"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => $"frame-conv1d {Filters} kernel {Kernel}{Suffix(Activation)}";

    internal override string HashLine =>
        $"frame-conv1d {Channels} {Filters} kernel={Kernel} stride={Stride} dilation={Dilation} pad={PadLeft},{PadRight},{PadMode} bias={SpecHash.Flag(Bias)} {SpecHash.Name(Activation)}";

    private string PadMode => SpecVocabulary.PadModes[Reflect ? 1 : 0];

    /// <summary>Positions of a frame of <paramref name="inputSize"/> values.</summary>
    public int Positions(int inputSize) => inputSize / Channels;

    /// <summary>Positions that come out.</summary>
    public int OutputPositions(int inputSize) => checked((int)((((long)Positions(inputSize) + PadLeft + PadRight - ((Kernel - 1L) * Dilation) - 1) / Stride) + 1));

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => checked(OutputPositions(inputSize) * Filters);

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => WeightAndBias(Bias, Filters, Channels, Kernel);

    internal override LayerFloats Floats(int inputSize)
    {
        long window = (long)Kernel * Channels;
        long padded = PadLeft + PadRight > 0 ? ((long)Positions(inputSize) + PadLeft + PadRight) * Channels : 0;
        return new(
            Weights: Footprint.ConvFloats(Filters, window),
            Passed: Footprint.Align(OutputSize(inputSize)),
            Inside: padded + (Dilation > 1 ? window : 0) + Footprint.Align(Filters));
    }

    internal override LayerFault? Fault(int inputSize) => FrameRules.Fault(this, inputSize);

    internal override void Write(JsonMembers members, LayerWriter writer) => members
        .Add("channels", Channels)
        .Add("filters", Filters)
        .Add("kernel", Kernel)
        .Add("stride", Stride, 1)
        .Add("dilation", Dilation, 1)
        .Add("padLeft", PadLeft, 0)
        .Add("padRight", PadRight, 0)
        .Add("padMode", PadMode, SpecVocabulary.PadModes[0])
        .Add("activation", Activation, ActivationKind.Identity)
        .Add("bias", Bias, otherwise: true)
        .Add("tensors", Tensors, writer.Numbered("conv"));

    private static FrameConvLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        int? channels = layer.RequireSize("channels", SpecLimits.MaxLayerSize, "the values of a position of the frame");
        int? filters = layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the values of a position of the output");
        int? kernel = layer.RequireSize("kernel", SpecLimits.MaxKernel, "the positions that one output sees");
        int? left = layer.Count("padLeft", SpecLimits.MaxKernel);
        int? right = layer.Count("padRight", SpecLimits.MaxKernel);
        int? mode = layer.Word("padMode", SpecVocabulary.PadModes);
        return ConvOptions.Read(source) is { } all && channels is { } c && filters is { } f && kernel is { } k && left is { } l && right is { } r && mode is { } m
            ? new FrameConvLayerSpec(all.Tensors, c, f, k, all.Stride, all.Dilation, l, r, Reflect: m == 1, all.Bias, all.Activation)
            : null;
    }
}
