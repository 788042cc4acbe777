using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The mean over time.</summary>
internal static class PoolNode
{
    public static Value[] ReduceMean(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        bool keeps = attributes.Integer("keepdims", 1) != 0;
        attributes.RequireInteger("noop_with_empty_axes", 0, "0");
        long[] axes = walk.Opset.Numbers(node, attributes, inputs, "axes", 1) ?? [];
        return [IsNormalisation(walk, node, inputs[0], axes) ? LayerNormNode.Mean(walk, node, inputs[0], axes, keeps) : Mean(walk, node, inputs[0], axes, keeps)];
    }

    private static bool IsNormalisation(GraphWalk walk, OnnxNode node, Value? input, long[] axes) => input switch
    {
        Signal { Axes: var all } => axes is [var axis] && all[new ConstantArrays(walk.Source, node).Axis(axis, all.Length)] is { Role: AxisRole.Feature, Size: > 1 },
        _ => input is NormPart,
    };

    public static Value[] GlobalAverage(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) =>
        [Mean(walk, node, inputs.FirstOrDefault(), inputs is [Signal signal, ..] ? [.. Enumerable.Range(2, System.Math.Max(0, signal.Axes.Length - 2)).Select(axis => (long)axis)] : [], keeps: true)];

    private static Signal Mean(GraphWalk walk, OnnxNode node, Value? input, long[] axes, bool keeps)
    {
        var signal = walk.Take(node, input);
        var arrays = new ConstantArrays(walk.Source, node);
        int[] gone = [.. axes.Select(axis => arrays.Axis(axis, signal.Axes.Length))];
        if (gone.All(axis => signal.Axes[axis] is { Size: 1, Role: not AxisRole.Time }))
        {
            return signal with { Axes = keeps ? signal.Axes : [.. signal.Axes.Where((_, axis) => !gone.Contains(axis))] };
        }
        if (gone is not [var time] || signal.Axes[time].Role != AxisRole.Time)
        {
            throw walk.Fault(node, $"it takes the mean over axes {string.Join(", ", axes)} of {signal}", "over time, or over the features alone in a layer normalisation");
        }
        return signal with { Pooling = PoolKind.Mean, Axes = keeps ? signal.Axes.SetItem(time, Axis.Unit) : signal.Axes.RemoveAt(time) };
    }
}
