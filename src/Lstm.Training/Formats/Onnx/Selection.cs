using System;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Parts of a signal, and parts put together again.</summary>
internal static class Selection
{
    /// <summary>Rows of a table by token numbers.</summary>
    public static Signal Embedding(GraphWalk walk, OnnxNode node, Constant table, Signal token, long axis)
    {
        var signal = walk.Take(node, token);
        if (axis != 0 || table.Dims is not [var rows, var size] || signal.Layer >= 0 || signal.AxisOf(AxisRole.Feature) >= 0)
        {
            throw walk.Fault(node, $"it takes {signal} of a constant of shape [{string.Join(", ", table.Dims)}] along axis {axis}", "rows of a table by the sample's token numbers");
        }
        string prefix = walk.Builder.Numbered("embedding");
        int layer = walk.Builder.Add(node.Place, new EmbeddingLayerSpec(prefix, (int)rows, (int)size), new NamedTensor(prefix + "weight", table.Floats));
        walk.Builder.Note($"{node.Place}: a negative token number, which ONNX counts from the end, is not one here.");
        return signal with { Layer = layer, Axes = signal.Axes.Add(new Axis(AxisRole.Feature, size)), IsShared = false };
    }

    /// <summary>One place along an axis.</summary>
    public static Value At(GraphWalk walk, OnnxNode node, Value value, long axis, long index, bool keeps)
    {
        if (value is Stack stack && axis == 0)
        {
            long part = index < 0 ? index + stack.Parts.Length : index;
            return part >= 0 && part < stack.Parts.Length ? Without(stack.Parts[(int)part], 0, keeps, Axis.Unit) : throw Fault($"{stack.Parts.Length} final states");
        }
        if (value is CarriedState state)
        {
            return state;
        }
        if (value is not Signal signal)
        {
            throw Fault(GraphWalk.Describe(value));
        }
        int at = new ConstantArrays(walk.Source, node).Axis(axis, signal.Axes.Length);
        var (role, size) = signal.Axes[at];
        index = index < 0 ? index + size : index;
        return (role, size) switch
        {
            (_, 1) when index == 0 => Without(signal, at, keeps, signal.Axes[at]),
            (AxisRole.Time, _) when index == size - 1 && signal.Pooling is null => Without(signal with { Pooling = PoolKind.Last }, at, keeps, Axis.Unit),
            (AxisRole.Direction, 2) when index is 0 or 1 => Without(signal with { OneDirection = (int)index }, at, keeps, new Axis(AxisRole.Direction, 1)),
            _ => throw Fault(signal.ToString()),
        };

        ImportException Fault(string of) => walk.Fault(node, $"it takes place {index} along axis {axis} of {of}", "the last time step, one direction of a bidirectional layer, or the only place there is");
    }

    /// <summary>A stretch along axes.</summary>
    public static Value Between(GraphWalk walk, OnnxNode node, Value? value, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        if (value is CarriedState state)
        {
            return state;
        }
        var arrays = new ConstantArrays(walk.Source, node);
        if (value is Stack stack)
        {
            return arrays.Ranges([stack.Parts.Length, 1, 1], starts, ends, axes, steps).ToList() is [(0, var first, var last, 1)] && last == first + 1
                ? stack.Parts[(int)first]
                : throw walk.Fault(node, "it takes several of the final states", "one");
        }
        if (value is HalfChannels half && arrays.Ranges([.. half.Axes.Select(one => one.Size)], starts, ends, axes, steps).All(range => range is { Start: 0, Step: 1 } && range.End == half.Axes[range.Axis].Size))
        {
            return half;
        }
        if (value is not Signal signal)
        {
            throw walk.Fault(node, $"it takes a part of {GraphWalk.Describe(value)}", "what flows through the network");
        }
        foreach (var (axis, start, end, step) in arrays.Ranges([.. signal.Axes.Select(one => one.Size)], starts, ends, axes, steps))
        {
            var (role, size) = signal.Axes[axis];
            if (step == 1 && start == 0 && end == size)
            {
                continue;
            }
            if (role is AxisRole.Feature or AxisRole.Channel && step == 1 && size % 2 == 0 && (start == size / 2 ? end == size : role == AxisRole.Channel && start == 0 && end == size / 2))
            {
                return Half(signal, axis, isSecond: start > 0);
            }
            signal = (role, step) switch
            {
                (AxisRole.Time, 1) when start == 0 && end == size - signal.Trailing => signal with { Trailing = 0, Axes = signal.Axes.SetItem(axis, new Axis(role, end)) },
                (AxisRole.Time, 1) when start == size - 1 && end == size && signal.Pooling is null => signal with { Pooling = PoolKind.Last, Axes = signal.Axes.SetItem(axis, Axis.Unit) },
                (AxisRole.Direction, 1) when end == start + 1 => signal with { OneDirection = (int)start, Axes = signal.Axes.SetItem(axis, new Axis(role, 1)) },
                (AxisRole.Feature, 1) when start == 0 && end > 0 => signal with { First = end, Axes = signal.Axes.SetItem(axis, new Axis(role, end)) },
                _ => throw walk.Fault(node, $"it takes places {start} to {end}{(step == 1 ? "" : $" in steps of {step}")} along axis {axis} of {signal}", "all, the last time step, one direction, or the first features"),
            };
        }
        return signal;
    }

    /// <summary>Half of the channels of a frame.</summary>
    public static HalfChannels Half(Signal signal, int axis, bool isSecond) => new(signal, signal.Axes.SetItem(axis, signal.Axes[axis] with { Size = signal.Axes[axis].Size / 2 }), isSecond);

    /// <summary>Parts along an axis.</summary>
    public static Value Together(GraphWalk walk, OnnxNode node, Value?[] parts, long axis)
    {
        if (parts.All(part => part is CarriedState))
        {
            return parts.FirstOrDefault() ?? throw walk.Fault(node, "it has no inputs", "some");
        }
        Signal[] signals = [.. parts.OfType<Signal>()];
        if (signals.Length == parts.Length)
        {
            int at = new ConstantArrays(walk.Source, node).Axis(axis, signals[0].Axes.Length);
            if (signals.All(signal => signal.Axes.Length == signals[0].Axes.Length && signal is { Pooling: PoolKind.Final, Axes: [{ Role: AxisRole.Direction }, ..] }) && at == 0)
            {
                return new Stack([.. signals.SelectMany(signal => signal.Axes[0].Size == 1 ? [signal] : Enumerable.Range(0, (int)signal.Axes[0].Size).Select(k => signal with { OneDirection = k, Axes = signal.Axes.SetItem(0, new Axis(AxisRole.Direction, 1)) }))]);
            }
            if (signals is [{ OneDirection: 0 } forward, { OneDirection: 1 } backward] && forward == backward with { OneDirection = 0, IsShared = forward.IsShared, Axes = forward.Axes } && forward.Axes.SequenceEqual(backward.Axes) && forward.Axes[at].Role == AxisRole.Feature)
            {
                return forward with { OneDirection = null, Axes = forward.Axes.SetItem(at, new Axis(AxisRole.Feature, 2 * forward.Axes[at].Size)) };
            }
            if (signals.Length > 1 && signals.All(signal => signal.Axes.Length == signals[0].Axes.Length && signal.Axes[at].Role == AxisRole.Feature && signal.Axes.RemoveAt(at).SequenceEqual(signals[0].Axes.RemoveAt(at))))
            {
                return walk.Join(node, JoinKind.Concat, [.. signals.Select(signal => walk.Take(node, signal))], signals[0].Axes.SetItem(at, new Axis(AxisRole.Feature, signals.Sum(signal => signal.Axes[at].Size))));
            }
        }
        throw walk.Fault(node, $"it puts together {string.Join(" and ", parts.Select(GraphWalk.Describe))} along axis {axis}", "the two directions of one layer, the final states of layers, or outputs of layers along the axis of the features");
    }

    private static Signal Without(Signal signal, int axis, bool keeps, Axis kept) => signal with { Axes = keeps ? signal.Axes.SetItem(axis, kept) : signal.Axes.RemoveAt(axis) };
}
