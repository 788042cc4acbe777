using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Trainer.Import.Onnx;

/// <summary>Parts of constants, and constants put together.</summary>
internal sealed partial class ConstantArrays
{
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
}
