using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// Operations on constants, as the ONNX operators of these names define them. A few bytes of a file can ask for any number of
/// values, so that each array is taken from the import's budget before it is made.
/// </summary>
internal sealed partial class ConstantArrays(ModelSource source, OnnxNode node, bool fromTime = false)
{
    /// <summary>Axes that an array may have; NumPy's limit.</summary>
    public const int MostAxes = 64;

    private const int BetweenLooks = 1 << 16;

    public Constant Fill(long[] shape, Constant value)
    {
        double one = value.Values.Length == 1 ? value.Values[0] : throw Fault("it fills with several values", "one");
        double[] values = Array(shape);
        System.Array.Fill(values, one);
        return new Constant([.. shape], values, value.IsWhole);
    }

    /// <summary>A constant as a shape, or as the places of a slice: a number for each of a few axes.</summary>
    public long[] Shape(Constant shape) => shape.Values.Length <= MostAxes ? shape.Longs : throw Fault($"it is given {shape.Values.Length} numbers where there is one for each axis", $"at most {MostAxes} axes");

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
        long all = Count(before);
        int open = System.Array.IndexOf(dims, -1);
        long known = Count(dims.Where((_, k) => k != open));
        if (open >= 0 && known > 0)
        {
            dims[open] = all / known;
        }
        return Count(dims) == all ? dims : throw Fault($"[{string.Join(", ", before)}] is to become [{string.Join(", ", shape)}]", "as many values as before");
    }

    public Constant Transpose(Constant input, IReadOnlyList<long>? order)
    {
        int[] axes = Permutation(input.Dims.Length, order);
        long[] strides = Strides(input.Dims);
        return Picked(input, [.. axes.Select(axis => input.Dims[axis])], 0, [.. axes.Select(axis => strides[axis])]);
    }

    /// <summary>The order of axes after a transposition.</summary>
    public int[] Permutation(int rank, IReadOnlyList<long>? order)
    {
        int[] axes = order is null ? [.. Enumerable.Range(0, rank).Reverse()] : [.. order.Take(rank + 1).Select(axis => (int)Math.Clamp(axis, -1, rank))];
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
        int[] added = rank <= MostAxes ? [.. axes.Select(axis => Axis(axis, rank)).Distinct()] : throw Fault($"it makes {rank} axes", $"at most {MostAxes}");
        var rest = new Queue<long>(input.Dims);
        return added.Length == axes.Length ? input with { Dims = [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())] } : throw Fault("it adds an axis twice", "each once");
    }

    public Constant Range(Constant start, Constant limit, Constant delta)
    {
        double from = start.Values.FirstOrDefault(), step = delta.Values.FirstOrDefault(), count = Math.Ceiling((limit.Values.FirstOrDefault() - from) / step);
        double[] values = count is >= 0 and <= int.MaxValue ? Array([(long)count]) : throw Fault($"it counts to {count}", $"0 to {int.MaxValue} numbers");
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = from + (k * step);
        }
        return new Constant([values.Length], values, start.IsWhole);
    }

    /// <summary>A function of values that are broadcast to each other's shapes.</summary>
    public Constant Elementwise(Constant[] inputs, Func<double[], double> function)
    {
        int rank = inputs.Max(input => input.Dims.Length);
        long[] dims = [.. Enumerable.Range(0, rank).Select(axis => Broadcast([.. inputs.Select(input => axis - rank + input.Dims.Length is >= 0 and var k ? input.Dims[k] : 1)]))];
        long[][] strides = [.. inputs.Select(input => BroadcastStrides(input.Dims, rank))];
        double[] values = Array(dims), arguments = new double[inputs.Length];
        source.Budget.Take(source, node.Place, values.LongLength * inputs.Length); // the work: one input may be named a thousand times
        long[] starts = new long[inputs.Length];
        Walk(dims, strides, starts, (flat, places) =>
        {
            for (int k = 0; k < arguments.Length; k++)
            {
                arguments[k] = inputs[k].Values[places[k]];
            }
            values[flat] = function(arguments);
        });
        return new Constant([.. dims], values, inputs[0].IsWhole);
    }

    /// <summary>Numbers of an array made one by one of another's.</summary>
    public Constant Each(Constant input, Func<double, double> function)
    {
        double[] values = Array(input.Dims);
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = function(input.Values[k]);
        }
        return input with { Values = values };
    }

    /// <summary>An axis counted from 0.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Fault($"axis {axis} of {rank}", "one that is there");

    private long Broadcast(long[] sizes)
    {
        long size = sizes.FirstOrDefault(one => one != 1, 1);
        return sizes.All(one => one == 1 || one == size) ? size : throw Fault($"sizes {string.Join(" and ", sizes.Distinct().Take(8))} along an axis", "equal ones, or 1");
    }

    // An axis of 1 stands still.
    private static long[] BroadcastStrides(ImmutableArray<long> own, int rank)
    {
        long[] strides = new long[rank], full = Strides(own);
        for (int axis = 0; axis < own.Length; axis++)
        {
            strides[axis + rank - own.Length] = own[axis] == 1 ? 0 : full[axis];
        }
        return strides;
    }

    // An array of other dimensions whose places are found in the input by strides.
    private Constant Picked(Constant input, long[] dims, long start, long[] strides)
    {
        double[] values = Array(dims);
        Walk(dims, [strides], [start], (flat, places) => values[flat] = input.Values[places[0]]);
        return input with { Dims = [.. dims], Values = values };
    }

    // Goes through an array and, by their strides, through others beside it.
    private void Walk(long[] dims, long[][] strides, long[] places, Action<long, long[]> visit)
    {
        long count = Count(dims);
        long[] index = new long[dims.Length];
        for (long flat = 0; flat < count; flat++)
        {
            visit(flat, places);
            if (flat % BetweenLooks == 0)
            {
                source.Budget.CheckTime(source, node.Place);
            }
            for (int axis = dims.Length - 1; axis >= 0; axis--)
            {
                bool isOver = ++index[axis] == dims[axis];
                for (int k = 0; k < strides.Length; k++)
                {
                    places[k] += isOver ? strides[k][axis] * (1 - dims[axis]) : strides[k][axis];
                }
                if (!isOver)
                {
                    break;
                }
                index[axis] = 0;
            }
        }
    }

    private static long[] Strides(IReadOnlyList<long> dims)
    {
        long[] strides = new long[dims.Count];
        long stride = 1;
        for (int axis = dims.Count - 1; axis >= 0; axis--)
        {
            (strides[axis], stride) = (stride, stride * dims[axis]);
        }
        return strides;
    }

    private static int Clamp(long place, int rank) => (int)Math.Clamp(place < 0 ? place + rank : place, 0, rank);

    // Room for values, which the budget has.
    private double[] Array(IReadOnlyList<long> dims)
    {
        if (fromTime && dims.Any(dim => dim >= SampleLayout.OpenTime))
        {
            // A number stands for how many time steps there are: in a wrong reading of the axes it is taken for the batch.
            throw new ImportException(source.Path, node.Place, "it makes values for each time step, whose number is open", "values that are the same for every length") { IsOfLayout = true };
        }
        long count = Count(dims);
        source.Budget.Take(source, node.Place, count > int.MaxValue ? -1 : sizeof(double) * count);
        return new double[count];
    }

    private long Count(IEnumerable<long> dims)
    {
        const long Most = long.MaxValue / 16;
        long count = 1;
        foreach (long dim in dims)
        {
            if (dim < 0)
            {
                throw Fault($"a shape of {Dimensions.Text([.. dims])}", "sizes from 0 on");
            }
            count = dim > 0 && count > Most / dim ? throw Fault($"a shape of {Dimensions.Text([.. dims])}", $"at most {Most} values") : count * dim;
        }
        return count;
    }

    private ImportException Fault(string problem, string expected) => source.Fault(node.Place, problem, expected);
}
