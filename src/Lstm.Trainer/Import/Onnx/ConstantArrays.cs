using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Lstm.Trainer.Import.Onnx;

/// <summary>Operations on constants, as the ONNX operators of these names define them.</summary>
internal sealed class ConstantArrays(ModelSource source, OnnxNode node)
{
    private const long Most = 1 << 24;

    public Constant Fill(long[] shape, Constant value)
    {
        long count = Count(shape);
        return new Constant([.. shape], [.. Enumerable.Repeat(value.Values.Length == 1 ? value.Values[0] : throw Fault("it fills with several values", "one"), (int)count)], value.IsWhole);
    }

    /// <summary>Some of the dimensions.</summary>
    public static Constant ShapeOf(Constant input, long start, long end)
    {
        int rank = input.Dims.Length;
        int from = Clamp(start, rank), to = Clamp(end, rank);
        return Constant.Of(input.Dims.Skip(from).Take(Math.Max(0, to - from)));
    }

    public Constant Reshape(Constant input, long[] shape, bool zeroIsZero)
    {
        long[] dims = ReshapedDims(input.Dims, shape, zeroIsZero);
        return input with { Dims = [.. dims] };
    }

    /// <summary>The dimensions after a reshape.</summary>
    public long[] ReshapedDims(IReadOnlyList<long> before, long[] shape, bool zeroIsZero)
    {
        long[] dims = [.. shape.Select((dim, k) => dim != 0 || zeroIsZero ? dim : k < before.Count ? before[k] : throw Fault("it keeps an axis that is not there", "a shape that fits"))];
        long all = Count(before, long.MaxValue / 2);
        int open = Array.IndexOf(dims, -1);
        long known = Count(dims.Where((_, k) => k != open), long.MaxValue / 2);
        if (open >= 0 && known > 0)
        {
            dims[open] = all / known;
        }
        return Count(dims, long.MaxValue / 2) == all ? dims : throw Fault($"[{string.Join(", ", before)}] is to become [{string.Join(", ", shape)}]", "as many values as before");
    }

    public Constant Transpose(Constant input, IReadOnlyList<long>? order)
    {
        int[] axes = Permutation(input.Dims.Length, order);
        return Rearrange(input, [.. axes.Select(axis => input.Dims[axis])], index =>
        {
            long[] from = new long[axes.Length];
            for (int k = 0; k < axes.Length; k++)
            {
                from[axes[k]] = index[k];
            }
            return from;
        });
    }

    /// <summary>The order of axes after a transposition.</summary>
    public int[] Permutation(int rank, IReadOnlyList<long>? order)
    {
        int[] axes = order is null ? [.. Enumerable.Range(0, rank).Reverse()] : [.. order.Select(axis => (int)Math.Clamp(axis, -1, rank))];
        return axes.Length == rank && axes.Distinct().Count() == rank && axes.All(axis => axis >= 0 && axis < rank) ? axes : throw Fault($"perm is [{string.Join(", ", axes)}]", $"the {rank} axes in an order");
    }

    public Constant Squeeze(Constant input, long[] axes)
    {
        int rank = input.Dims.Length;
        int[] gone = axes.Length == 0 ? [.. Enumerable.Range(0, rank).Where(axis => input.Dims[axis] == 1)] : [.. axes.Select(axis => Axis(axis, rank))];
        return gone.All(axis => input.Dims[axis] == 1) ? input with { Dims = [.. input.Dims.Where((_, axis) => !gone.Contains(axis))] } : throw Fault("it removes an axis with more than one value", "axes of 1");
    }

    public Constant Unsqueeze(Constant input, long[] axes)
    {
        int rank = input.Dims.Length + axes.Length;
        int[] added = [.. axes.Select(axis => Axis(axis, rank)).Distinct()];
        var rest = new Queue<long>(input.Dims);
        return added.Length == axes.Length ? input with { Dims = [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())] } : throw Fault("it adds an axis twice", "each once");
    }

    public Constant Gather(Constant input, Constant indices, int axis)
    {
        axis = Axis(axis, input.Dims.Length);
        long size = input.Dims[axis];
        long[] at = [.. indices.Longs.Select(index => index >= -size && index < size ? index < 0 ? index + size : index : throw Fault($"index {index} of {size}", "one that is there"))];
        return Rearrange(input, [.. input.Dims[..axis], .. indices.Dims, .. input.Dims[(axis + 1)..]], index =>
            [.. index[..axis], at[Flat(index.AsSpan(axis, indices.Dims.Length), indices.Dims)], .. index[(axis + indices.Dims.Length)..]]);
    }

    public Constant Slice(Constant input, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        long[] from = new long[input.Dims.Length], step = [.. Enumerable.Repeat(1L, input.Dims.Length)];
        long[] dims = [.. input.Dims];
        foreach (var (axis, start, end, by) in Ranges(input.Dims, starts, ends, axes, steps))
        {
            (from[axis], step[axis], dims[axis]) = (start, by, by > 0 ? Math.Max(0, (end - start + by - 1) / by) : Math.Max(0, (start - end - by - 1) / -by));
        }
        return Rearrange(input, dims, index => [.. index.Select((at, axis) => from[axis] + (at * step[axis]))]);
    }

    /// <summary>What a slice takes of each axis, with negative places counted from the end and all within the axis.</summary>
    public IEnumerable<(int Axis, long Start, long End, long Step)> Ranges(IReadOnlyList<long> dims, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        if (starts.Length != ends.Length || (axes.Length > 0 && axes.Length != starts.Length) || (steps.Length > 0 && steps.Length != starts.Length) || starts.Length > dims.Count)
        {
            throw Fault("its starts, ends, axes and steps are not equally many", "one of each for an axis");
        }
        for (int k = 0; k < starts.Length; k++)
        {
            int axis = axes.Length > 0 ? Axis(axes[k], dims.Count) : k;
            long size = dims[axis], step = steps.Length > 0 ? steps[k] : 1;
            if (step is 0 or < -int.MaxValue or > int.MaxValue)
            {
                throw Fault($"a slice in steps of {step}", "a step that leads on");
            }
            long least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
            yield return (axis, Within(starts[k], step > 0 ? 0 : 0, most), Within(ends[k], least, most), step);

            long Within(long place, long low, long high) => Math.Clamp(place < 0 && place > long.MinValue + size ? place + size : place, Math.Min(low, high), high);
        }
    }

    public Constant Concat(Constant[] parts, int axis)
    {
        var first = parts[0];
        axis = Axis(axis, first.Dims.Length);
        if (parts.Any(part => part.Dims.Length != first.Dims.Length || part.Dims.Where((dim, k) => k != axis && dim != first.Dims[k]).Any()))
        {
            throw Fault("its inputs have shapes that do not go together", "shapes that differ along the axis only");
        }
        long[] ends = new long[parts.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            ends[k] = (k == 0 ? 0 : ends[k - 1]) + parts[k].Dims[axis];
        }
        long[] dims = [.. first.Dims.SetItem(axis, ends[^1])];
        double[] values = new double[Count(dims)];
        Walk(dims, (index, flat) =>
        {
            int part = Array.FindIndex(ends, end => index[axis] < end);
            long[] inPart = [.. index];
            inPart[axis] -= part == 0 ? 0 : ends[part - 1];
            values[flat] = parts[part].Values[Flat(inPart, parts[part].Dims)];
        });
        return new Constant([.. dims], values, first.IsWhole);
    }

    public Constant[] Split(Constant input, int axis, int count, long[] lengths)
    {
        axis = Axis(axis, input.Dims.Length);
        long[] sizes = lengths.Length > 0 ? lengths : [.. Enumerable.Repeat(input.Dims[axis] / Math.Max(1, count), count)];
        if (sizes.Length != count || sizes.Any(size => size < 0) || sizes.Aggregate(0L, (sum, size) => unchecked(sum + size)) != input.Dims[axis])
        {
            throw Fault($"{input.Dims[axis]} values are split into {string.Join(", ", sizes)}", "lengths that add up to them");
        }
        long start = 0;
        return [.. sizes.Select(size => Slice(input, [start], [start += size], [axis], []))];
    }

    public Constant Range(Constant start, Constant limit, Constant delta)
    {
        double from = start.Values.FirstOrDefault(), step = delta.Values.FirstOrDefault(), count = Math.Ceiling((limit.Values.FirstOrDefault() - from) / step);
        return count is >= 0 and <= Most ? new Constant([(long)count], [.. Enumerable.Range(0, (int)count).Select(k => from + (k * step))], start.IsWhole) : throw Fault($"it counts to {count}", $"0 to {Most} numbers");
    }

    /// <summary>A function of values that are broadcast to each other's shapes.</summary>
    public Constant Elementwise(Constant[] inputs, Func<double[], double> function)
    {
        int rank = inputs.Max(input => input.Dims.Length);
        long[] dims = [.. Enumerable.Range(0, rank).Select(axis => Broadcast([.. inputs.Select(input => axis - rank + input.Dims.Length is >= 0 and var k ? input.Dims[k] : 1)]))];
        double[] values = new double[Count(dims)];
        double[] arguments = new double[inputs.Length];
        Walk(dims, (index, flat) =>
        {
            for (int k = 0; k < inputs.Length; k++)
            {
                var own = inputs[k].Dims;
                int skipped = rank - own.Length;
                arguments[k] = inputs[k].Values[Flat([.. own.Select((dim, axis) => dim == 1 ? 0 : index[axis + skipped])], own)];
            }
            values[flat] = function(arguments);
        });
        return new Constant([.. dims], values, inputs[0].IsWhole);
    }

    /// <summary>An axis counted from 0.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Fault($"axis {axis} of {rank}", "one that is there");

    private long Broadcast(long[] sizes)
    {
        long size = sizes.FirstOrDefault(one => one != 1, 1);
        return sizes.All(one => one == 1 || one == size) ? size : throw Fault($"sizes {string.Join(" and ", sizes)} along an axis", "equal ones, or 1");
    }

    private Constant Rearrange(Constant input, long[] dims, Func<long[], long[]> from)
    {
        double[] values = new double[Count(dims)];
        Walk(dims, (index, flat) => values[flat] = input.Values[Flat(from(index), input.Dims)]);
        return input with { Dims = [.. dims], Values = values };
    }

    private static void Walk(long[] dims, Action<long[], long> visit)
    {
        long count = dims.Aggregate(1L, (product, dim) => product * dim);
        long[] index = new long[dims.Length];
        for (long flat = 0; flat < count; flat++)
        {
            visit(index, flat);
            for (int axis = dims.Length - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    private static long Flat(ReadOnlySpan<long> index, IReadOnlyList<long> dims)
    {
        long flat = 0;
        for (int axis = 0; axis < index.Length; axis++)
        {
            flat = (flat * dims[axis]) + index[axis];
        }
        return flat;
    }

    private static int Clamp(long place, int rank) => (int)Math.Clamp(place < 0 ? place + rank : place, 0, rank);

    private long Count(IEnumerable<long> dims, long most = Most)
    {
        long count = 1;
        foreach (long dim in dims)
        {
            count = dim < 0 || (dim > 0 && count > most / dim) ? throw Fault($"a shape of [{string.Join(", ", dims)}]", $"at most {most} values") : count * dim;
        }
        return count;
    }

    private ImportException Fault(string problem, string expected) => source.Fault(node.Place, problem, expected);
}
