using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Trainer.Training;

/// <summary>The kernels, written once for every width.</summary>
/// <typeparam name="TLanes">The vector.</typeparam>
internal sealed partial class LaneKernels<TLanes> : LaneKernels
    where TLanes : struct, ILanes<TLanes>
{
    private const int RowsTogether = 8;

    /// <inheritdoc/>
    public override void Multiply(in ProductShape shape, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        shape.Check(a.Length, b.Length, c.Length);
        ref float startA = ref MemoryMarshal.GetReference(a), startB = ref MemoryMarshal.GetReference(b), startC = ref MemoryMarshal.GetReference(c);
        int together = shape.Rows < RowsTogether ? 1 : RowsTogether;
        for (int next = 0; next < shape.Rows; next += together)
        {
            int row = Math.Min(next, shape.Rows - together); // at the end some rows may get the same values a second time
            ref float rowA = ref Unsafe.Add(ref startA, (nint)row * shape.RowStrideA);
            ref float rowC = ref Unsafe.Add(ref startC, (nint)row * shape.RowStrideC);
            int column = MultiplyColumns(shape, 0, ref rowA, ref startB, ref rowC);
            if (column < shape.Columns)
            {
                LaneKernels<Lanes128>.MultiplyColumns(shape, column, ref rowA, ref startB, ref rowC);
            }
        }
    }

    /// <summary>As many of the columns from <paramref name="column"/> on as fill vectors, of one row or eight; returns where the rest begins.</summary>
    internal static int MultiplyColumns(in ProductShape shape, int column, ref float a, ref float b, ref float c)
    {
        for (; column + TLanes.Count <= shape.Columns; column += TLanes.Count)
        {
            ref float columnB = ref Unsafe.Add(ref b, column);
            ref float columnC = ref Unsafe.Add(ref c, column);
            if (shape.Rows < RowsTogether)
            {
                MultiplyRow(shape, ref a, ref columnB, ref columnC);
            }
            else
            {
                MultiplyEightRows(shape, ref a, ref columnB, ref columnC);
            }
        }
        return column;
    }

    private static void MultiplyRow(in ProductShape shape, ref float a, ref float b, ref float c)
    {
        nint strideB = shape.RowStrideB;
        var sum = TLanes.Broadcast(0f);
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            ref float values = ref Unsafe.Add(ref b, (nint)block * shape.BlockStrideB);
            for (nint j = 0; j < shape.Count; j++)
            {
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref from, j)), TLanes.Load(ref Unsafe.Add(ref values, j * strideB)), sum);
            }
        }
        sum.Store(ref c);
    }

    /// <summary>Eight rows share every load of B, and their sums stay in registers throughout.</summary>
    private static void MultiplyEightRows(in ProductShape shape, ref float a, ref float b, ref float c)
    {
        nint stride = shape.RowStrideA, strideB = shape.RowStrideB, count = shape.Count;
        nint row2 = 2 * stride, row3 = 3 * stride, row4 = 4 * stride, row5 = 5 * stride, row6 = 6 * stride, row7 = 7 * stride;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            ref float values = ref Unsafe.Add(ref b, (nint)block * shape.BlockStrideB);
            for (nint j = 0; j < count; j++)
            {
                var value = TLanes.Load(ref values);
                sum0 = TLanes.MultiplyAdd(value, TLanes.Broadcast(from), sum0);
                sum1 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, stride)), sum1);
                sum2 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row2)), sum2);
                sum3 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row3)), sum3);
                sum4 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row4)), sum4);
                sum5 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row5)), sum5);
                sum6 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row6)), sum6);
                sum7 = TLanes.MultiplyAdd(value, TLanes.Broadcast(Unsafe.Add(ref from, row7)), sum7);
                from = ref Unsafe.Add(ref from, 1);
                values = ref Unsafe.Add(ref values, strideB);
            }
        }
        nint strideC = shape.RowStrideC;
        sum0.Store(ref c);
        sum1.Store(ref Unsafe.Add(ref c, strideC));
        sum2.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum3.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum4.Store(ref Unsafe.Add(ref c, 4 * strideC));
        sum5.Store(ref Unsafe.Add(ref c, 5 * strideC));
        sum6.Store(ref Unsafe.Add(ref c, 6 * strideC));
        sum7.Store(ref Unsafe.Add(ref c, 7 * strideC));
    }
}
