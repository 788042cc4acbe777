using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Says what the axes are after a reshape.</summary>
internal static class AxisGroups
{
    public static Signal Reshaped(GraphWalk walk, OnnxNode node, Signal signal, long[] shape, bool zeroIsZero)
    {
        long[] dims = new ConstantArrays(walk.Source, node).ReshapedDims([.. signal.Axes.Select(axis => axis.Size)], shape, zeroIsZero);
        var before = signal.Axes;
        var end = ImmutableArray<Axis>.Empty;
        // One feature at the end stays the features; by its size alone it could not be told from a batch of one.
        if (before is [.., { Role: AxisRole.Feature, Size: 1 } feature] && dims is [.., 1])
        {
            (before, dims, end) = (before.RemoveAt(before.Length - 1), dims[..^1], [feature]);
        }
        var after = new List<Axis>();
        for (int i = 0, j = 0; i < before.Length || j < dims.Length;)
        {
            int firstOld = i, firstNew = j;
            long olds = i < before.Length ? before[i++].Size : 1, news = j < dims.Length ? dims[j++] : 1;
            while (olds != news)
            {
                if (olds < news && i < before.Length)
                {
                    olds *= before[i++].Size;
                }
                else if (news < olds && j < dims.Length)
                {
                    news *= dims[j++];
                }
                else
                {
                    throw Fault();
                }
            }
            after.AddRange(Group([.. before[firstOld..i]], dims[firstNew..j]) ?? throw Fault());
        }
        return signal with { Axes = [.. after, .. end] };

        ImportException Fault() => walk.Fault(node, $"it makes [{string.Join(", ", shape)}] of {signal}", "axes of 1 added or removed, or directions and features put together");
    }

    private static IEnumerable<Axis>? Group(Axis[] before, long[] after)
    {
        Axis[] many = [.. before.Where(axis => axis.Size > 1)];
        if (after.Count(dim => dim > 1) > 1)
        {
            return null;
        }
        Axis? whole = many switch
        {
            [] => before.OrderBy(axis => axis.Role).Cast<Axis?>().FirstOrDefault(),
            [var one] => one,
            [{ Role: AxisRole.Position } positions, { Role: AxisRole.Channel } channels] => new Axis(AxisRole.Feature, positions.Size * channels.Size),
            [{ Role: AxisRole.Direction } directions, { Role: AxisRole.Feature } features] => new Axis(AxisRole.Feature, directions.Size * features.Size),
            _ => null,
        };
        if (whole is null && before.Length > 0)
        {
            return null;
        }
        bool placed = false;
        return [.. after.Select((dim, k) =>
        {
            bool takes = !placed && whole is not null && (dim > 1 || (many.Length == 0 && k == 0));
            placed |= takes;
            return takes ? whole!.Value : Axis.Unit;
        })];
    }
}
