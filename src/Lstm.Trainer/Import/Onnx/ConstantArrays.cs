using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Lstm.Trainer.Import.Onnx;

/// <summary>Operations on constants, as the ONNX operators of these names define them.</summary>
internal sealed partial class ConstantArrays(ModelSource source, OnnxNode node)
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
