namespace Lstm.Specification;

/// <summary>Reads the convolutions.</summary>
internal sealed class ConvReader(TensorReader tensors, ActivationReader activations)
{
    /// <summary>A convolution over time; null after an error.</summary>
    public ConvLayerSpec? Read(SpecObject layer)
    {
        int? filters = layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the number of outputs");
        int? kernel = layer.RequireSize("kernel", SpecLimits.MaxKernel, "the time steps that one output sees");
        return ReadCommon(layer) is { } all && filters is { } f && kernel is { } k
            ? new ConvLayerSpec(all.Tensors, f, k, all.Stride, all.Dilation, all.Bias, all.Activation)
            : null;
    }

    /// <summary>A convolution within a frame; null after an error.</summary>
    public FrameConvLayerSpec? ReadWithinFrame(SpecObject layer)
    {
        int? channels = layer.RequireSize("channels", SpecLimits.MaxLayerSize, "the values of a position of the frame");
        int? filters = layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the values of a position of the output");
        int? kernel = layer.RequireSize("kernel", SpecLimits.MaxKernel, "the positions that one output sees");
        int? left = layer.Count("padLeft", SpecLimits.MaxKernel);
        int? right = layer.Count("padRight", SpecLimits.MaxKernel);
        int? mode = layer.Word("padMode", SpecVocabulary.PadModes);
        return ReadCommon(layer) is { } all && channels is { } c && filters is { } f && kernel is { } k && left is { } l && right is { } r && mode is { } m
            ? new FrameConvLayerSpec(all.Tensors, c, f, k, all.Stride, all.Dilation, l, r, Reflect: m == 1, all.Bias, all.Activation)
            : null;
    }

    private Common? ReadCommon(SpecObject layer)
    {
        int? stride = layer.Size("stride", SpecLimits.MaxKernel, 1);
        int? dilation = layer.Size("dilation", SpecLimits.MaxKernel, 1);
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? prefix = tensors.NumberedPrefix(layer, "conv");
        var activation = activations.ReadOne(layer, ActivationKind.Identity);
        return stride is { } s && dilation is { } d && bias is { } b && prefix is not null && activation is { } a ? new Common(prefix, s, d, b, a) : null;
    }

    private sealed record Common(string Tensors, int Stride, int Dilation, bool Bias, ActivationSpec Activation);
}
