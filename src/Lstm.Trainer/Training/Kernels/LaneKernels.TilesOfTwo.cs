using System.Runtime.CompilerServices;

namespace Lstm.Trainer.Training;

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
                sum0A = TLanes.MultiplyAdd(valueA, row0, sum0A);
                sum0B = TLanes.MultiplyAdd(valueB, row0, sum0B);
                var row1 = TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride));
                sum1A = TLanes.MultiplyAdd(valueA, row1, sum1A);
                sum1B = TLanes.MultiplyAdd(valueB, row1, sum1B);
                var row2 = TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride));
                sum2A = TLanes.MultiplyAdd(valueA, row2, sum2A);
                sum2B = TLanes.MultiplyAdd(valueB, row2, sum2B);
                var row3 = TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride));
                sum3A = TLanes.MultiplyAdd(valueA, row3, sum3A);
                sum3B = TLanes.MultiplyAdd(valueB, row3, sum3B);
                var row4 = TLanes.Broadcast(Unsafe.Add(ref from, 4 * TRows.RowStride));
                sum4A = TLanes.MultiplyAdd(valueA, row4, sum4A);
                sum4B = TLanes.MultiplyAdd(valueB, row4, sum4B);
                var row5 = TLanes.Broadcast(Unsafe.Add(ref from, 5 * TRows.RowStride));
                sum5A = TLanes.MultiplyAdd(valueA, row5, sum5A);
                sum5B = TLanes.MultiplyAdd(valueB, row5, sum5B);
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
                sum0A = TLanes.MultiplyAdd(valueA, row0, sum0A);
                sum0B = TLanes.MultiplyAdd(valueB, row0, sum0B);
                var row1 = TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride));
                sum1A = TLanes.MultiplyAdd(valueA, row1, sum1A);
                sum1B = TLanes.MultiplyAdd(valueB, row1, sum1B);
                var row2 = TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride));
                sum2A = TLanes.MultiplyAdd(valueA, row2, sum2A);
                sum2B = TLanes.MultiplyAdd(valueB, row2, sum2B);
                var row3 = TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride));
                sum3A = TLanes.MultiplyAdd(valueA, row3, sum3A);
                sum3B = TLanes.MultiplyAdd(valueB, row3, sum3B);
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
