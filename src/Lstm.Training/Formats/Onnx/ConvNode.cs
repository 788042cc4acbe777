using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Causal convolutions over time, and the zeros that make them causal.</summary>
internal static class ConvNode
{
    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long stride = One(attributes, "strides"), dilation = One(attributes, "dilations"), groups = attributes.Integer("group", 1);
        IReadOnlyList<long> pads = attributes.Integers("pads") ?? [0, 0];
        var shape = attributes.Integers("kernel_shape");
        if (attributes.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID") and var padding)
        {
            throw attributes.Fault("auto_pad", $"it is {padding}", "explicit pads: zeros before the beginning only");
        }
        if (inputs is not [Signal input, Constant { Dims: [var filters, var channels, var kernel] } weight, ..] || inputs.ElementAtOrDefault(2) is not (null or Constant) || (shape is not null && !shape.SequenceEqual([kernel])))
        {
            throw walk.Fault(node, $"it is not a convolution of {GraphWalk.Describe(inputs.FirstOrDefault())} over one axis with constant weights", "weights [filters, channels, kernel] that are known");
        }
        var signal = walk.Take(node, input with { Leading = 0 });
        if (signal.Axes is not [{ Role: not AxisRole.Feature, Size: var batch }, { Role: AxisRole.Feature, Size: var size }, { } time] || (time.Role != AxisRole.Time && signal.AxisOf(AxisRole.Time) >= 0) || (batch != 1 && signal.Axes[0].Role != AxisRole.Batch))
        {
            throw walk.LayoutFault(node, $"its input lies as {signal}", "[batch, feature, time]");
        }
        long reach = (kernel - 1) * dilation;
        if (pads.Count != 2 || input.Leading + pads[0] != reach || pads[1] < 0 || (pads[1] > 0 && stride > 1))
        {
            string padded = input.Leading + pads.ElementAtOrDefault(0) + pads.ElementAtOrDefault(1) == 0
                ? "it is a valid convolution: without padding it has no output for the first time steps, and a stream has one for each"
                : $"with {input.Leading + pads.ElementAtOrDefault(0)} zeros before the beginning and {pads.ElementAtOrDefault(1)} behind the end it is not causal";
            throw attributes.Fault("pads", padded, $"causal padding, {reach} before and none behind (padding=\"causal\" in Keras, a pad on the left in PyTorch), or with a stride of 1 as many behind as a Slice then takes away");
        }
        if (groups < 1 || groups > size || channels * groups != size || filters % groups != 0 || filters > SpecLimits.MaxLayerSize || kernel > SpecLimits.MaxKernel)
        {
            throw attributes.Fault("group", $"{groups} groups of {channels} channels and {filters} filters over {kernel} time steps", $"groups that share out {size} channels, at most {SpecLimits.MaxLayerSize} filters and {SpecLimits.MaxKernel} time steps");
        }
        int layer = Add(walk, node, new Sizes((int)filters, (int)size, (int)kernel, (int)groups), (int)stride, (int)dilation, weight.Floats, (inputs.ElementAtOrDefault(2) as Constant)?.Floats);
        long steps = ((time.Size - 1) / stride) + 1 + pads[1];
        return [signal with { Layer = layer, Axes = [signal.Axes[0], new Axis(AxisRole.Feature, filters), time with { Size = steps }], Trailing = pads[1], IsShared = false }];
    }

    public static Value[] Pad(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        string mode = attributes.Text("mode", "constant");
        long[] pads = walk.Opset.Numbers(node, attributes, inputs, "pads", 1) ?? throw walk.Fault(node, "how much it pads is not given", "a begin and an end for each axis");
        float value = attributes.Float("value", 0);
        walk.Opset.Require(node, "value", attributes.Float("value") is not null, inputs.ElementAtOrDefault(2) is not null);
        bool zero = value == 0 && inputs.ElementAtOrDefault(2) is null or Constant { Values: [0] };
        if (inputs.FirstOrDefault() is not Signal { Leading: 0 } signal || pads.Length != 2 * signal.Axes.Length || inputs.ElementAtOrDefault(3) is not null)
        {
            throw walk.Fault(node, $"it pads {GraphWalk.Describe(inputs.FirstOrDefault())} by [{string.Join(", ", pads)}]", "a begin and an end for each axis");
        }
        int time = signal.AxisOf(AxisRole.Time);
        if (mode != "constant" || !zero || pads.Where((pad, k) => pad != 0 && k != time).Any() || (time >= 0 && pads[time] < 0))
        {
            throw walk.Fault(node, $"it pads {signal} by [{string.Join(", ", pads)}] in mode {mode}", "zeros before the beginning of time, for a causal convolution");
        }
        return [signal with { Leading = time < 0 ? 0 : pads[time] }];
    }

    private static int Add(GraphWalk walk, OnnxNode node, Sizes sizes, int stride, int dilation, float[] weight, float[]? bias)
    {
        if (sizes.Groups > 1)
        {
            walk.Source.Budget.Take(walk.Source, node.Place, sizeof(float) * (long)sizes.Filters * sizes.Channels * sizes.Kernel is var whole && whole <= Array.MaxLength ? whole : -1);
            weight = Ungrouped(weight, sizes);
            walk.Builder.Note($"{node.Place}: its {sizes.Groups} groups became one, with zeros between them.");
        }
        string prefix = walk.Builder.Numbered("conv");
        var layer = new ConvLayerSpec(prefix, sizes.Filters, sizes.Kernel, stride, dilation, bias is not null, ActivationKind.Identity);
        NamedTensor[] tensors = [new(prefix + "weight", weight), .. bias is null ? Array.Empty<NamedTensor>() : [new NamedTensor(prefix + "bias", bias)]];
        return walk.Builder.Add(node.Place, layer, tensors);
    }

    private static float[] Ungrouped(float[] weight, Sizes s)
    {
        int channels = s.Channels / s.Groups, filters = s.Filters / s.Groups;
        float[] whole = new float[checked(s.Filters * s.Channels * s.Kernel)];
        for (int filter = 0; filter < s.Filters; filter++)
        {
            int first = filter / filters * channels;
            weight.AsSpan(filter * channels * s.Kernel, channels * s.Kernel).CopyTo(whole.AsSpan(((filter * s.Channels) + first) * s.Kernel));
        }
        return whole;
    }

    private static long One(NodeAttributes attributes, string name) => attributes.Integers(name) switch
    {
        null => 1,
        [>= 1 and <= SpecLimits.MaxKernel and var value] => value,
        var values => throw attributes.Fault(name, $"it is [{string.Join(", ", values)}]", $"one number, 1 to {SpecLimits.MaxKernel}"),
    };

    private sealed record Sizes(int Filters, int Channels, int Kernel, int Groups);
}
