using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>What is put around the input of a convolution: zeros before the beginning of time, or a frame's own values mirrored.</summary>
internal static class PadNode
{
    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        string mode = attributes.Text("mode", "constant");
        long[] pads = walk.Opset.Numbers(node, attributes, inputs, "pads", 1) ?? throw walk.Fault(node, "how much it pads is not given", "a begin and an end for each axis");
        float value = attributes.Float("value", 0);
        walk.Opset.Require(node, "value", attributes.Float("value") is not null, inputs.ElementAtOrDefault(2) is not null);
        bool zero = mode == "constant" && value == 0 && inputs.ElementAtOrDefault(2) is null or Constant { Values: [0] };
        if (inputs.FirstOrDefault() is not Signal { Leading: 0, Padding: null } signal || pads.Length != 2 * signal.Axes.Length || inputs.ElementAtOrDefault(3) is not null)
        {
            throw walk.Fault(node, $"it pads {GraphWalk.Describe(inputs.FirstOrDefault())} by {Dimensions.Text(pads)}", "a begin and an end for each axis");
        }
        int rank = signal.Axes.Length;
        int[] padded = [.. Enumerable.Range(0, rank).Where(axis => pads[axis] != 0 || pads[rank + axis] != 0)];
        return padded switch
        {
            [] => [signal],
            [var time] when zero && signal.Axes[time].Role == AxisRole.Time && pads[rank + time] == 0 && pads[time] > 0 => [signal with { Leading = pads[time] }],
            [var last] when last == rank - 1 && signal.Axes[last].Role is AxisRole.Feature or AxisRole.Position && (zero || mode == "reflect") && IsCount(pads[last]) && IsCount(pads[rank + last]) =>
                [signal with { Padding = new FramePadding((int)pads[last], (int)pads[rank + last], mode == "reflect"), Axes = signal.Axes.SetItem(last, signal.Axes[last] with { Size = signal.Axes[last].Size + pads[last] + pads[rank + last] }) }],
            _ => throw walk.Fault(node, $"it pads {signal} by {Dimensions.Text(pads)} in mode {mode}", "zeros before the beginning of time, for a causal convolution; or around the positions of a frame zeros or, in mode reflect, its own values"),
        };
    }

    private static bool IsCount(long pad) => pad is >= 0 and <= SpecLimits.MaxKernel;
}
