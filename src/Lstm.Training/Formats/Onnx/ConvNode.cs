using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Convolutions: causal ones over time, and those over the positions of a frame, which is one time step.</summary>
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
        var signal = walk.Take(node, input with { Leading = 0, Padding = null });
        bool isFrame = signal.Axes is [_, { Role: AxisRole.Unit }, { Role: AxisRole.Feature }] or [_, { Role: AxisRole.Channel }, { Role: AxisRole.Position }] or [_, { Role: AxisRole.Feature }, { Role: AxisRole.Unit }];
        if (!isFrame && (signal.Axes is not [{ Role: not AxisRole.Feature, Size: var batch }, { Role: AxisRole.Feature }, { Role: AxisRole.Time }] || (batch != 1 && signal.Axes[0].Role != AxisRole.Batch)))
        {
            throw walk.LayoutFault(node, $"its input lies as {signal}", "[batch, feature, time], or a frame, [batch, channel, position]");
        }
        long size = signal.Axes[1].Size;
        if (groups < 1 || groups > size || channels * groups != size || filters % groups != 0 || filters > SpecLimits.MaxLayerSize || kernel > SpecLimits.MaxKernel || kernel < 1)
        {
            throw attributes.Fault("group", $"{groups} groups of {channels} channels and {filters} filters over {kernel} places", $"groups that share out {size} channels, at most {SpecLimits.MaxLayerSize} filters and {SpecLimits.MaxKernel} places");
        }
        var conv = new Convolution((int)filters, (int)size, (int)kernel, (int)groups, (int)stride, (int)dilation, weight.Floats, (inputs.ElementAtOrDefault(2) as Constant)?.Floats);
        if (groups > 1)
        {
            walk.Source.Budget.Take(walk.Source, node.Place, sizeof(float) * filters * size * kernel is var whole && whole <= Array.MaxLength ? whole : -1);
            conv = conv with { Weight = Ungrouped(conv) };
            walk.Builder.Note($"{node.Place}: its {groups} groups became one, with zeros between them.");
        }
        return [isFrame ? WithinFrame(walk, node, attributes, input, signal, conv, pads) : OverTime(walk, node, attributes, input, signal, conv, pads)];
    }

    private static Signal OverTime(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Signal input, Signal signal, Convolution conv, IReadOnlyList<long> pads)
    {
        long reach = (conv.Kernel - 1L) * conv.Dilation, missing = signal.Late + reach;
        bool isValid = reach > 0 && input.Leading == 0 && pads.All(pad => pad == 0) && input.Trailing == 0;
        if (isValid && missing % conv.Stride == 0 && reach < signal.Axes[2].Size)
        {
            return Convolved(walk, node, signal, conv, ((signal.Axes[2].Size - reach - 1) / conv.Stride) + 1) with { Late = (int)(missing / conv.Stride) };
        }
        if (isValid)
        {
            throw attributes.Fault("pads", $"it is a convolution without padding whose first answer belongs to time step {missing + 1}, and a stream answers at every {conv.Stride}th, from the first on", $"causal padding, {reach} before and none behind (padding=\"causal\" in Keras, a pad on the left in PyTorch), or a stride that divides {missing}");
        }
        if (pads.Count != 2 || input.Leading + pads[0] != reach || pads[1] < 0 || (pads[1] > 0 && conv.Stride > 1))
        {
            string padded = $"with {input.Leading + pads.ElementAtOrDefault(0)} zeros before the beginning and {pads.ElementAtOrDefault(1)} behind the end it is not causal";
            throw attributes.Fault("pads", padded, $"causal padding, {reach} before and none behind (padding=\"causal\" in Keras, a pad on the left in PyTorch), or with a stride of 1 as many behind as a Slice then takes away");
        }
        return Convolved(walk, node, signal, conv, ((signal.Axes[2].Size - 1) / conv.Stride) + 1 + pads[1]) with { Trailing = pads[1] };
    }

    private static Signal Convolved(GraphWalk walk, OnnxNode node, Signal signal, Convolution conv, long steps)
    {
        string prefix = walk.Builder.Numbered("conv");
        int layer = walk.Builder.Add(node.Place, new ConvLayerSpec(prefix, conv.Filters, conv.Kernel, conv.Stride, conv.Dilation, conv.Bias is not null, ActivationKind.Identity), conv.Tensors(prefix));
        return signal with { Layer = layer, Axes = [signal.Axes[0], new Axis(AxisRole.Feature, conv.Filters), signal.Axes[2] with { Size = steps }], IsShared = false };
    }

    // Positions of one time step; channels lie behind one another there, as in the layers of a spec.
    private static Signal WithinFrame(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Signal input, Signal signal, Convolution conv, IReadOnlyList<long> pads)
    {
        var (left, right, reflect) = input.Padding ?? new FramePadding(0, 0, false);
        bool isPadded = pads.Any(pad => pad != 0);
        if (pads is not [>= 0 and <= SpecLimits.MaxKernel, >= 0 and <= SpecLimits.MaxKernel] || (isPadded && input.Padding is not null))
        {
            throw attributes.Fault("pads", $"it pads by {Dimensions.Text([.. pads])}{(input.Padding is null ? "" : " what is padded already")}", $"a begin and an end, at most {SpecLimits.MaxKernel}, or a Pad before");
        }
        if (isPadded)
        {
            (left, right) = ((int)pads[0], (int)pads[1]);
        }
        int positions = walk.Builder.Size / conv.Channels;
        if (positions == 1 && conv.Kernel == 1 && left + right == 0)
        {
            // One position, of which each filter takes all: a dense layer.
            string name = walk.Builder.Numbered("dense");
            int dense = walk.Builder.Add(node.Place, new DenseLayerSpec(name, conv.Filters, conv.Bias is not null, ActivationKind.Identity), conv.Tensors(name));
            return signal with { Layer = dense, Axes = [signal.Axes[0], new Axis(AxisRole.Feature, conv.Filters), Axis.Unit], IsShared = false };
        }
        string prefix = walk.Builder.Numbered("conv");
        var spec = new FrameConvLayerSpec(prefix, conv.Channels, conv.Filters, conv.Kernel, conv.Stride, conv.Dilation, left, right, reflect, conv.Bias is not null, ActivationKind.Identity);
        if (spec.Fault(walk.Builder.Size) is { } fault)
        {
            throw walk.Fault(node, fault.Message, "a frame that it can convolve; --frame NUMBER sets the length of a time step where the graph leaves it open");
        }
        int after = spec.OutputPositions(walk.Builder.Size), layer = walk.Builder.Add(node.Place, spec, conv.Tensors(prefix));
        Axis[] axes = after == 1 ? [new Axis(AxisRole.Feature, conv.Filters), Axis.Unit] : [new Axis(AxisRole.Channel, conv.Filters), new Axis(AxisRole.Position, after)];
        return signal with { Layer = layer, Axes = [signal.Axes[0], .. axes], IsShared = false };
    }

    private static float[] Ungrouped(Convolution conv)
    {
        int channels = conv.Channels / conv.Groups, filters = conv.Filters / conv.Groups;
        float[] whole = new float[checked(conv.Filters * conv.Channels * conv.Kernel)];
        for (int filter = 0; filter < conv.Filters; filter++)
        {
            int first = filter / filters * channels;
            conv.Weight.AsSpan(filter * channels * conv.Kernel, channels * conv.Kernel).CopyTo(whole.AsSpan(((filter * conv.Channels) + first) * conv.Kernel));
        }
        return whole;
    }

    private static long One(NodeAttributes attributes, string name) => attributes.Integers(name) switch
    {
        null => 1,
        [>= 1 and <= SpecLimits.MaxKernel and var value] => value,
        var values => throw attributes.Fault(name, $"it is [{string.Join(", ", values)}]", $"one number, 1 to {SpecLimits.MaxKernel}"),
    };

    private sealed record Convolution(int Filters, int Channels, int Kernel, int Groups, int Stride, int Dilation, float[] Weight, float[]? Bias)
    {
        public NamedTensor[] Tensors(string prefix) => [new(prefix + "weight", Weight), .. Bias is null ? Array.Empty<NamedTensor>() : [new NamedTensor(prefix + "bias", Bias)]];
    }
}
