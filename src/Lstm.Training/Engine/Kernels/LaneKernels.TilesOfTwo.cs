using System.Runtime.CompilerServices;

namespace Lstm.Training.Engine.Kernels;

/// <content>Tiles of a product that are two vectors wide: sums of a tile stay in registers throughout (AVX2 has 16: twelve for sums, two for B, one for A).</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <summary>Six rows: a load from B serves six multiply-adds, one from A two.</summary>
    private static void SixByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0A = TLanes.Broadcast(0f), sum0B = sum0A, sum1A = sum0A, sum1B = sum0A, sum2A = sum0A, sum2B = sum0A, sum3A = sum0A, sum3B = sum0A, sum4A = sum0A, sum4B = sum0A, sum5A = sum0A, sum5B = sum0A;
        if (TRows.Adds)
        {
            sum0A = TLanes.Load(ref c);
            sum0B = TLanes.Load(ref Unsafe.Add(ref c, TLanes.Count));
            sum1A = TLanes.Load(ref Unsafe.Add(ref c, strideC));
            sum1B = TLanes.Load(ref Unsafe.Add(ref c, strideC + TLanes.Count));
            sum2A = TLanes.Load(ref Unsafe.Add(ref c, 2 * strideC));
            sum2B = TLanes.Load(ref Unsafe.Add(ref c, (2 * strideC) + TLanes.Count));
            sum3A = TLanes.Load(ref Unsafe.Add(ref c, 3 * strideC));
            sum3B = TLanes.Load(ref Unsafe.Add(ref c, (3 * strideC) + TLanes.Count));
            sum4A = TLanes.Load(ref Unsafe.Add(ref c, 4 * strideC));
            sum4B = TLanes.Load(ref Unsafe.Add(ref c, (4 * strideC) + TLanes.Count));
            sum5A = TLanes.Load(ref Unsafe.Add(ref c, 5 * strideC));
            sum5B = TLanes.Load(ref Unsafe.Add(ref c, (5 * strideC) + TLanes.Count));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                TLanes valueA = TLanes.Load(ref b), valueB = TLanes.Load(ref Unsafe.Add(ref b, TLanes.Count));
                var row0 = TLanes.Broadcast(from);
                TLanes.Accumulate(ref sum0A, valueA, row0);
                TLanes.Accumulate(ref sum0B, valueB, row0);
                var row1 = TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride));
                TLanes.Accumulate(ref sum1A, valueA, row1);
                TLanes.Accumulate(ref sum1B, valueB, row1);
                var row2 = TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride));
                TLanes.Accumulate(ref sum2A, valueA, row2);
                TLanes.Accumulate(ref sum2B, valueB, row2);
                var row3 = TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride));
                TLanes.Accumulate(ref sum3A, valueA, row3);
                TLanes.Accumulate(ref sum3B, valueB, row3);
                var row4 = TLanes.Broadcast(Unsafe.Add(ref from, 4 * TRows.RowStride));
                TLanes.Accumulate(ref sum4A, valueA, row4);
                TLanes.Accumulate(ref sum4B, valueB, row4);
                var row5 = TLanes.Broadcast(Unsafe.Add(ref from, 5 * TRows.RowStride));
                TLanes.Accumulate(ref sum5A, valueA, row5);
                TLanes.Accumulate(ref sum5B, valueB, row5);
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Tall));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum0A.Store(ref c);
        sum0B.Store(ref Unsafe.Add(ref c, TLanes.Count));
        sum1A.Store(ref Unsafe.Add(ref c, strideC));
        sum1B.Store(ref Unsafe.Add(ref c, strideC + TLanes.Count));
        sum2A.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum2B.Store(ref Unsafe.Add(ref c, (2 * strideC) + TLanes.Count));
        sum3A.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum3B.Store(ref Unsafe.Add(ref c, (3 * strideC) + TLanes.Count));
        sum4A.Store(ref Unsafe.Add(ref c, 4 * strideC));
        sum4B.Store(ref Unsafe.Add(ref c, (4 * strideC) + TLanes.Count));
        sum5A.Store(ref Unsafe.Add(ref c, 5 * strideC));
        sum5B.Store(ref Unsafe.Add(ref c, (5 * strideC) + TLanes.Count));
    }

    /// <summary>Four rows: as many sums as two pipes of four cycles need.</summary>
    private static void FourByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0A = TLanes.Broadcast(0f), sum0B = sum0A, sum1A = sum0A, sum1B = sum0A, sum2A = sum0A, sum2B = sum0A, sum3A = sum0A, sum3B = sum0A;
        if (TRows.Adds)
        {
            sum0A = TLanes.Load(ref c);
            sum0B = TLanes.Load(ref Unsafe.Add(ref c, TLanes.Count));
            sum1A = TLanes.Load(ref Unsafe.Add(ref c, strideC));
            sum1B = TLanes.Load(ref Unsafe.Add(ref c, strideC + TLanes.Count));
            sum2A = TLanes.Load(ref Unsafe.Add(ref c, 2 * strideC));
            sum2B = TLanes.Load(ref Unsafe.Add(ref c, (2 * strideC) + TLanes.Count));
            sum3A = TLanes.Load(ref Unsafe.Add(ref c, 3 * strideC));
            sum3B = TLanes.Load(ref Unsafe.Add(ref c, (3 * strideC) + TLanes.Count));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                TLanes valueA = TLanes.Load(ref b), valueB = TLanes.Load(ref Unsafe.Add(ref b, TLanes.Count));
                var row0 = TLanes.Broadcast(from);
                TLanes.Accumulate(ref sum0A, valueA, row0);
                TLanes.Accumulate(ref sum0B, valueB, row0);
                var row1 = TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride));
                TLanes.Accumulate(ref sum1A, valueA, row1);
                TLanes.Accumulate(ref sum1B, valueB, row1);
                var row2 = TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride));
                TLanes.Accumulate(ref sum2A, valueA, row2);
                TLanes.Accumulate(ref sum2B, valueB, row2);
                var row3 = TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride));
                TLanes.Accumulate(ref sum3A, valueA, row3);
                TLanes.Accumulate(ref sum3B, valueB, row3);
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Low));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum0A.Store(ref c);
        sum0B.Store(ref Unsafe.Add(ref c, TLanes.Count));
        sum1A.Store(ref Unsafe.Add(ref c, strideC));
        sum1B.Store(ref Unsafe.Add(ref c, strideC + TLanes.Count));
        sum2A.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum2B.Store(ref Unsafe.Add(ref c, (2 * strideC) + TLanes.Count));
        sum3A.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum3B.Store(ref Unsafe.Add(ref c, (3 * strideC) + TLanes.Count));
    }
}
