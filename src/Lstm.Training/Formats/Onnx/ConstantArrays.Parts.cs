using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Parts of constants, and constants put together.</summary>
internal sealed partial class ConstantArrays
{
    /// <summary>The product of rows with a matrix.</summary>
    public Constant Product(Constant rows, Constant matrix, bool isTransposed)
    {
        if (rows.Dims.Length < 1 || matrix.Dims.Length != 2 || rows.Dims[^1] != matrix.Dims[isTransposed ? 1 : 0])
        {
            throw Fault($"{Dimensions.Text([.. rows.Dims])} meets the matrix {Dimensions.Text([.. matrix.Dims])}", "a matrix with a row for each value");
        }
        int inner = (int)rows.Dims[^1], outputs = (int)matrix.Dims[isTransposed ? 0 : 1];
        double[] values = Array([.. rows.Dims[..^1], outputs]);
        for (int row = 0; row < values.Length / Math.Max(1, outputs); row++)
        {
            for (int output = 0; output < outputs; output++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += rows.Values[(row * inner) + k] * matrix.Values[isTransposed ? (output * inner) + k : (k * outputs) + output];
                }
                values[(row * outputs) + output] = sum;
            }
            source.Budget.CheckTime(source, node.Place);
        }
        return new Constant([.. rows.Dims[..^1], outputs], values, false);
    }

    /// <summary>(x − zero)·scale, with one of each for all or for each place along an axis.</summary>
    public Constant Dequantized(Constant input, Constant scale, Constant? zero, long axis)
    {
        zero ??= new Constant([], [0], true);
        return Elementwise([input, Along(scale), Along(zero)], values => values[1] * (values[0] - values[2])) with { IsWhole = false };

        Constant Along(Constant numbers)
        {
            if (numbers.Values.Length == 1)
            {
                return numbers with { Dims = [] };
            }
            int at = Axis(axis, input.Dims.Length);
            return numbers.Dims.Length == 1 && numbers.Dims[0] == input.Dims[at]
                ? numbers with { Dims = [numbers.Dims[0], .. Enumerable.Repeat(1L, input.Dims.Length - 1 - at)] }
                : throw Fault($"scales or zero points of shape {Dimensions.Text([.. numbers.Dims])} for {Dimensions.Text([.. input.Dims])}", "one, or one for each place along the axis");
        }
    }

    public Constant Gather(Constant input, Constant indices, int axis)
    {
        axis = Axis(axis, input.Dims.Length);
        long size = input.Dims[axis], outer = Count(input.Dims.Take(axis)), inner = Count(input.Dims.Skip(axis + 1));
        long[] dims = [.. input.Dims[..axis], .. indices.Dims, .. input.Dims[(axis + 1)..]];
        double[] values = dims.Length <= MostAxes ? Array(dims) : throw Fault($"it makes {dims.Length} axes", $"at most {MostAxes}");
        int count = indices.Values.Length;
        for (int k = 0; k < count && values.Length > 0; k++)
        {
            double asked = indices.Values[k];
            long at = asked >= -size && asked < size ? (long)(asked < 0 ? asked + size : asked) : throw Fault(FormattableString.Invariant($"index {asked} of {size}"), "one that is there");
            for (long row = 0; row < outer; row++)
            {
                System.Array.Copy(input.Values, ((row * size) + at) * inner, values, ((row * count) + k) * inner, inner);
            }
            source.Budget.CheckTime(source, node.Place);
        }
        return input with { Dims = [.. dims], Values = values };
    }

    public Constant Slice(Constant input, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        long[] strides = Strides(input.Dims), dims = [.. input.Dims];
        long first = 0;
        foreach (var (axis, start, end, by) in Ranges(input.Dims, starts, ends, axes, steps))
        {
            dims[axis] = by > 0 ? Math.Max(0, (end - start + by - 1) / by) : Math.Max(0, (start - end - by - 1) / -by);
            first += start * strides[axis];
            strides[axis] *= by;
        }
        return Picked(input, dims, first, strides);
    }

    /// <summary>What a slice takes of each axis, with negative places counted from the end and all within the axis.</summary>
    public IEnumerable<(int Axis, long Start, long End, long Step)> Ranges(IReadOnlyList<long> dims, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        if (starts.Length != ends.Length || (axes.Length > 0 && axes.Length != starts.Length) || (steps.Length > 0 && steps.Length != starts.Length) || starts.Length > dims.Count)
        {
            throw Fault("its starts, ends, axes and steps are not equally many", "one of each for an axis");
        }
        var taken = new HashSet<int>();
        for (int k = 0; k < starts.Length; k++)
        {
            int axis = axes.Length > 0 ? Axis(axes[k], dims.Count) : k;
            long size = dims[axis], step = steps.Length > 0 ? steps[k] : 1;
            if (step is 0 or < -int.MaxValue or > int.MaxValue || !taken.Add(axis))
            {
                throw Fault(step is 0 or < -int.MaxValue or > int.MaxValue ? $"a slice in steps of {step}" : $"axis {axis} is cut twice", "a step that leads on, and each axis once");
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
        long outer = Count(first.Dims.Take(axis)), inner = Count(first.Dims.Skip(axis + 1));
        long all = parts.Aggregate(0L, (sum, part) => Count([sum]) + part.Dims[axis]);
        long[] dims = [.. first.Dims.SetItem(axis, all)];
        double[] values = Array(dims);
        long before = 0;
        foreach (var part in parts.Where(part => part.Values.Length > 0))
        {
            long width = part.Dims[axis] * inner;
            for (long row = 0; row < outer; row++)
            {
                System.Array.Copy(part.Values, row * width, values, (row * all * inner) + before, width);
            }
            before += width;
            source.Budget.CheckTime(source, node.Place);
        }
        return new Constant([.. dims], values, first.IsWhole);
    }

    public Constant[] Split(Constant input, int axis, int count, long[] lengths)
    {
        axis = Axis(axis, input.Dims.Length);
        long size = input.Dims[axis], equal = (size + Math.Max(1, count) - 1) / Math.Max(1, count);
        long[] sizes = lengths.Length > 0 ? lengths : [.. Enumerable.Range(0, count).Select(k => Math.Clamp(size - (k * equal), 0, equal))];
        if (sizes.Length != count || sizes.Any(one => one < 0) || sizes.Aggregate(0L, (sum, one) => unchecked(sum + one)) != size)
        {
            throw Fault($"{size} values are split into {Dimensions.Text(sizes)}", "lengths that add up to them");
        }
        long start = 0;
        return [.. sizes.Select(one => Slice(input, [start], [start += one], [axis], []))];
    }
}
