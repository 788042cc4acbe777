using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A causal convolution over time steps: y_t = activation(b + Σ_k W_k x_(t − (Kernel−1−k)·Dilation)), at steps 0, Stride, 2·Stride, ….</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight</c> [Filters, input, Kernel] and <c>bias</c> [Filters].</param>
/// <param name="Filters">Outputs.</param>
/// <param name="Kernel">Time steps K that one output sees.</param>
/// <param name="Stride">Time steps from one output to the next.</param>
/// <param name="Dilation">Time steps between what it sees.</param>
/// <param name="Bias">Whether there is a bias.</param>
/// <param name="Activation">What is applied to the sums.</param>
public sealed record ConvLayerSpec(string Tensors, int Filters, int Kernel, int Stride, int Dilation, bool Bias, ActivationSpec Activation) : LayerSpec(Tensors)
{
    internal static LayerType Definition { get; } = new("conv1d", ["type", "filters", "kernel", "stride", "dilation", "activation", "bias", "tensors"], Read)
    {
        IsStateful = true,
        ForeignOptions = new Dictionary<string, string>
        {
            ["padLeft"] = "a convolution over time is causal, it always begins with zeros before the first sample",
            ["padRight"] = "a convolution over time is causal, it cannot see later samples",
            ["padMode"] = "a convolution over time is causal, it always begins with zeros before the first sample",
            ["channels"] = "a convolution over time sees all values of a sample; \"frame-conv1d\" has positions with channels",
        },
    };

    /// <summary>Time steps that have to be remembered.</summary>
    public long History => (Kernel - 1L) * Dilation;

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => $"conv1d {Filters} kernel {Kernel}{Suffix(Activation)}";

    internal override string HashLine => $"conv1d {Filters} kernel={Kernel} stride={Stride} dilation={Dilation} bias={SpecHash.Flag(Bias)} {SpecHash.Name(Activation)}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => Filters;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => WeightAndBias(Bias, Filters, inputSize, Kernel);

    /// <summary>Floats of the samples that are kept, the newest too.</summary>
    internal long RingFloats(int inputSize) => checked((History + 1) * inputSize);

    internal override LayerFloats Floats(int inputSize)
    {
        long window = (long)Kernel * inputSize, output = Footprint.Align(Filters);
        return new(
            Weights: Footprint.ConvFloats(Filters, window),
            State: Footprint.Align(RingFloats(inputSize) + 2), // its place in the ring, and the steps until the next output
            Passed: output,
            Inside: window + output);
    }

    internal override void Write(JsonMembers members, LayerWriter writer) => members
        .Add("filters", Filters)
        .Add("kernel", Kernel)
        .Add("stride", Stride, 1)
        .Add("dilation", Dilation, 1)
        .Add("activation", Activation, ActivationKind.Identity)
        .Add("bias", Bias, otherwise: true)
        .Add("tensors", Tensors, writer.Numbered("conv"));

    private static ConvLayerSpec? Read(LayerSource source)
    {
        int? filters = source.Layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the number of outputs");
        int? kernel = source.Layer.RequireSize("kernel", SpecLimits.MaxKernel, "the time steps that one output sees");
        return ConvOptions.Read(source) is { } all && filters is { } f && kernel is { } k
            ? new ConvLayerSpec(all.Tensors, f, k, all.Stride, all.Dilation, all.Bias, all.Activation)
            : null;
    }
}

/// <summary>What both convolutions have.</summary>
internal sealed record ConvOptions(string Tensors, int Stride, int Dilation, bool Bias, ActivationSpec Activation)
{
    /// <summary>Reads them; null after an error.</summary>
    public static ConvOptions? Read(LayerSource source)
    {
        var layer = source.Layer;
        int? stride = layer.Size("stride", SpecLimits.MaxKernel, 1);
        int? dilation = layer.Size("dilation", SpecLimits.MaxKernel, 1);
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? prefix = source.Tensors.NumberedPrefix(layer, "conv");
        var activation = source.Activations.ReadOne(layer, ActivationKind.Identity);
        return stride is { } s && dilation is { } d && bias is { } b && prefix is not null && activation is { } a ? new ConvOptions(prefix, s, d, b, a) : null;
    }
}
