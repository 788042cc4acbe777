using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Operators that rearrange: they move axes, and take the last time step or a direction's final state out.</summary>
internal static class ShapeNode
{
    public static Value[] Shape(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        var signal = inputs.FirstOrDefault() is CarriedState ? null : Signal(walk, node, inputs);
        long[] sizes = signal is not null ? [.. signal.Axes.Select(axis => axis.Size)]
            : inputs[0] is CarriedState state && state.Name == node.Inputs[0] ? [.. walk.ShapeOf(state)]
            : throw walk.Fault(node, "it takes the shape of a part of a state", "that of an input of the graph");
        var shape = ConstantArrays.ShapeOf(new Constant([.. sizes], [], false), attributes.Integer("start", 0), attributes.Integer("end", long.MaxValue));
        return [shape with { FromTime = signal is not null && signal.AxisOf(AxisRole.Time) >= 0 }];
    }

    public static Value[] Transpose(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        var order = attributes.Integers("perm");
        return inputs.FirstOrDefault() is CarriedState state
            ? [state]
            : [Moved(Signal(walk, node, inputs), signal => [.. new ConstantArrays(walk.Source, node).Permutation(signal.Axes.Length, order).Select(axis => signal.Axes[axis])])];
    }

    public static Value[] Squeeze(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long[] axes = walk.Opset.Numbers(node, attributes, inputs, "axes", 1) ?? [];
        if (inputs.FirstOrDefault() is CarriedState state)
        {
            return [state];
        }
        var signal = Signal(walk, node, inputs);
        var arrays = new ConstantArrays(walk.Source, node);
        int[] gone = axes.Length == 0 ? [.. Enumerable.Range(0, signal.Axes.Length).Where(axis => signal.Axes[axis].Size == 1)] : [.. axes.Select(axis => arrays.Axis(axis, signal.Axes.Length))];
        return gone.All(axis => signal.Axes[axis].Size == 1)
            ? [Moved(signal, _ => [.. signal.Axes.Where((_, axis) => !gone.Contains(axis))])]
            : throw walk.Fault(node, $"it removes axes {string.Join(", ", axes)} of {signal}", "axes of size 1");
    }

    public static Value[] Unsqueeze(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long[] axes = walk.Opset.Numbers(node, attributes, inputs, "axes", 1) ?? throw walk.Fault(node, "it has no axes", "them");
        if (inputs.FirstOrDefault() is CarriedState state)
        {
            return [state];
        }
        var signal = Signal(walk, node, inputs);
        int rank = signal.Axes.Length + axes.Length;
        var arrays = new ConstantArrays(walk.Source, node);
        int[] added = [.. axes.Select(axis => arrays.Axis(axis, rank)).Distinct()];
        if (added.Length != axes.Length || rank > ConstantArrays.MostAxes)
        {
            throw walk.Fault(node, $"it adds axes {string.Join(", ", axes)}", $"each once, and at most {ConstantArrays.MostAxes} in all");
        }
        var rest = new Queue<Axis>(signal.Axes);
        return [Moved(signal, _ => [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? Axis.Unit : rest.Dequeue())])];
    }

    public static Value[] Reshape(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        bool zeroIsZero = attributes.Integer("allowzero", 0) != 0;
        if (inputs.ElementAtOrDefault(1) is not Constant shape)
        {
            throw walk.Fault(node, "its shape is not constant", "a shape that is known");
        }
        return inputs[0] is CarriedState state ? [state] : [AxisGroups.Reshaped(walk, node, Signal(walk, node, inputs), new ConstantArrays(walk.Source, node).Shape(shape), zeroIsZero)];
    }

    public static Value[] Flatten(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        var signal = Signal(walk, node, inputs);
        long axis = attributes.Integer("axis", 1);
        int at = axis == signal.Axes.Length ? signal.Axes.Length : new ConstantArrays(walk.Source, node).Axis(axis, signal.Axes.Length);
        long rows = signal.Axes.Take(at).Aggregate(1L, (product, one) => product * one.Size);
        return [AxisGroups.Reshaped(walk, node, signal, [rows, -1], false)];
    }

    public static Value[] Gather(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long axis = attributes.Integer("axis", 0);
        if (inputs is [Constant table, Signal token])
        {
            return [Selection.Embedding(walk, node, table, token, axis)];
        }
        if (inputs is not [not null, Constant { Values.Length: 1 } index])
        {
            throw walk.Fault(node, $"it takes {GraphWalk.Describe(inputs.ElementAtOrDefault(1))} of {GraphWalk.Describe(inputs.FirstOrDefault())}", "one place that is known, or rows of a constant table by token numbers");
        }
        return [Selection.At(walk, node, inputs[0]!, axis, index.Longs[0], keeps: index.Dims.Length > 0)];
    }

    public static Value[] Slice(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long[]? starts = walk.Opset.Numbers(node, attributes, inputs, "starts", 1), ends = walk.Opset.Numbers(node, attributes, inputs, "ends", 2);
        long[] axes = walk.Opset.Numbers(node, attributes, inputs, "axes", 3) ?? [], steps = walk.Opset.Numbers(node, attributes, inputs, "steps", 4) ?? [];
        if (starts is null || ends is null)
        {
            throw walk.Fault(node, "it has no starts or ends", "them");
        }
        return [Selection.Between(walk, node, inputs.FirstOrDefault(), starts, ends, axes, steps)];
    }

    public static Value[] Split(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long axis = attributes.Integer("axis", 0);
        long[]? parts = walk.Opset.Numbers(node, attributes, inputs, "split", 1);
        attributes.Integer("num_outputs", node.Outputs.Count);
        if (inputs.FirstOrDefault() is CarriedState state)
        {
            return [.. node.Outputs.Select(_ => state)];
        }
        var signal = Signal(walk, node, inputs);
        int at = new ConstantArrays(walk.Source, node).Axis(axis, signal.Axes.Length);
        if (signal.Axes[at] is { Role: AxisRole.Feature or AxisRole.Channel, Size: var size } && node.Outputs.Count == 2 && (parts is null || parts[0] == size / 2))
        {
            return [Selection.Half(signal, at, isSecond: false), Selection.Half(signal, at, isSecond: true)];
        }
        return signal.Axes[at] is { Role: AxisRole.Direction, Size: 2 } && node.Outputs.Count == 2 && parts is null or [1, 1]
            ? [Selection.At(walk, node, signal, at, 0, keeps: true), Selection.At(walk, node, signal, at, 1, keeps: true)]
            : throw walk.Fault(node, $"it splits {signal} along axis {axis}", "the two directions of a layer apart");
    }

    public static Value[] Concat(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => [Selection.Together(walk, node, inputs, attributes.RequiredInteger("axis"))];

    private static Signal Moved(Signal signal, Func<Signal, ImmutableArray<Axis>> axes) => signal with { Axes = axes(signal) };

    private static Signal Signal(GraphWalk walk, OnnxNode node, Value?[] inputs) =>
        inputs.FirstOrDefault() as Signal ?? throw walk.Fault(node, $"it takes {GraphWalk.Describe(inputs.FirstOrDefault())}", "what flows through the network");
}
