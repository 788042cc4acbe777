using System.Runtime.CompilerServices;

namespace Lstm.Training.Engine.Kernels;

/// <content>
/// Tiles of a product that are two vectors wide: two of one panel of B, or one of each of two panels, or of the same lanes of two
/// shards. Sums of a tile stay in registers throughout, and a value of A is loaded once for two multiply-adds.
/// </content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <summary>Two panels of six rows, for the 32 registers of AVX-512: 24 for sums, two for B, one for A. Fourteen loads for 24 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwelveByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        nint upper = (nint)PackedMatrix.Tall * shape.RowStrideA; // from a row of the first panel to that of the second
        TLanes sum0A = TLanes.Broadcast(0f), sum0B = sum0A;
        TLanes sum1A = sum0A, sum1B = sum0A;
        TLanes sum2A = sum0A, sum2B = sum0A;
        TLanes sum3A = sum0A, sum3B = sum0A;
        TLanes sum4A = sum0A, sum4B = sum0A;
        TLanes sum5A = sum0A, sum5B = sum0A;
        TLanes sum6A = sum0A, sum6B = sum0A;
        TLanes sum7A = sum0A, sum7B = sum0A;
        TLanes sum8A = sum0A, sum8B = sum0A;
        TLanes sum9A = sum0A, sum9B = sum0A;
        TLanes sum10A = sum0A, sum10B = sum0A;
        TLanes sum11A = sum0A, sum11B = sum0A;
        if (TRows.Adds)
        {
            sum0A = TLanes.Load(ref c0);
            sum0B = TLanes.Load(ref c1);
            sum1A = TLanes.Load(ref Unsafe.Add(ref c0, strideC));
            sum1B = TLanes.Load(ref Unsafe.Add(ref c1, strideC));
            sum2A = TLanes.Load(ref Unsafe.Add(ref c0, 2 * strideC));
            sum2B = TLanes.Load(ref Unsafe.Add(ref c1, 2 * strideC));
            sum3A = TLanes.Load(ref Unsafe.Add(ref c0, 3 * strideC));
            sum3B = TLanes.Load(ref Unsafe.Add(ref c1, 3 * strideC));
            sum4A = TLanes.Load(ref Unsafe.Add(ref c0, 4 * strideC));
            sum4B = TLanes.Load(ref Unsafe.Add(ref c1, 4 * strideC));
            sum5A = TLanes.Load(ref Unsafe.Add(ref c0, 5 * strideC));
            sum5B = TLanes.Load(ref Unsafe.Add(ref c1, 5 * strideC));
            sum6A = TLanes.Load(ref Unsafe.Add(ref c0, 6 * strideC));
            sum6B = TLanes.Load(ref Unsafe.Add(ref c1, 6 * strideC));
            sum7A = TLanes.Load(ref Unsafe.Add(ref c0, 7 * strideC));
            sum7B = TLanes.Load(ref Unsafe.Add(ref c1, 7 * strideC));
            sum8A = TLanes.Load(ref Unsafe.Add(ref c0, 8 * strideC));
            sum8B = TLanes.Load(ref Unsafe.Add(ref c1, 8 * strideC));
            sum9A = TLanes.Load(ref Unsafe.Add(ref c0, 9 * strideC));
            sum9B = TLanes.Load(ref Unsafe.Add(ref c1, 9 * strideC));
            sum10A = TLanes.Load(ref Unsafe.Add(ref c0, 10 * strideC));
            sum10B = TLanes.Load(ref Unsafe.Add(ref c1, 10 * strideC));
            sum11A = TLanes.Load(ref Unsafe.Add(ref c0, 11 * strideC));
            sum11B = TLanes.Load(ref Unsafe.Add(ref c1, 11 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                TLanes valueA = TLanes.Load(ref b0), valueB = TLanes.Load(ref b1);
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
                var row6 = TLanes.Broadcast(Unsafe.Add(ref from, upper));
                TLanes.Accumulate(ref sum6A, valueA, row6);
                TLanes.Accumulate(ref sum6B, valueB, row6);
                var row7 = TLanes.Broadcast(Unsafe.Add(ref from, upper + TRows.RowStride));
                TLanes.Accumulate(ref sum7A, valueA, row7);
                TLanes.Accumulate(ref sum7B, valueB, row7);
                var row8 = TLanes.Broadcast(Unsafe.Add(ref from, upper + (2 * TRows.RowStride)));
                TLanes.Accumulate(ref sum8A, valueA, row8);
                TLanes.Accumulate(ref sum8B, valueB, row8);
                var row9 = TLanes.Broadcast(Unsafe.Add(ref from, upper + (3 * TRows.RowStride)));
                TLanes.Accumulate(ref sum9A, valueA, row9);
                TLanes.Accumulate(ref sum9B, valueB, row9);
                var row10 = TLanes.Broadcast(Unsafe.Add(ref from, upper + (4 * TRows.RowStride)));
                TLanes.Accumulate(ref sum10A, valueA, row10);
                TLanes.Accumulate(ref sum10B, valueB, row10);
                var row11 = TLanes.Broadcast(Unsafe.Add(ref from, upper + (5 * TRows.RowStride)));
                TLanes.Accumulate(ref sum11A, valueA, row11);
                TLanes.Accumulate(ref sum11B, valueB, row11);
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Tall));
                b0 = ref Unsafe.Add(ref b0, width);
                b1 = ref Unsafe.Add(ref b1, width);
            }
        }
        sum0A.Store(ref c0);
        sum0B.Store(ref c1);
        sum1A.Store(ref Unsafe.Add(ref c0, strideC));
        sum1B.Store(ref Unsafe.Add(ref c1, strideC));
        sum2A.Store(ref Unsafe.Add(ref c0, 2 * strideC));
        sum2B.Store(ref Unsafe.Add(ref c1, 2 * strideC));
        sum3A.Store(ref Unsafe.Add(ref c0, 3 * strideC));
        sum3B.Store(ref Unsafe.Add(ref c1, 3 * strideC));
        sum4A.Store(ref Unsafe.Add(ref c0, 4 * strideC));
        sum4B.Store(ref Unsafe.Add(ref c1, 4 * strideC));
        sum5A.Store(ref Unsafe.Add(ref c0, 5 * strideC));
        sum5B.Store(ref Unsafe.Add(ref c1, 5 * strideC));
        sum6A.Store(ref Unsafe.Add(ref c0, 6 * strideC));
        sum6B.Store(ref Unsafe.Add(ref c1, 6 * strideC));
        sum7A.Store(ref Unsafe.Add(ref c0, 7 * strideC));
        sum7B.Store(ref Unsafe.Add(ref c1, 7 * strideC));
        sum8A.Store(ref Unsafe.Add(ref c0, 8 * strideC));
        sum8B.Store(ref Unsafe.Add(ref c1, 8 * strideC));
        sum9A.Store(ref Unsafe.Add(ref c0, 9 * strideC));
        sum9B.Store(ref Unsafe.Add(ref c1, 9 * strideC));
        sum10A.Store(ref Unsafe.Add(ref c0, 10 * strideC));
        sum10B.Store(ref Unsafe.Add(ref c1, 10 * strideC));
        sum11A.Store(ref Unsafe.Add(ref c0, 11 * strideC));
        sum11B.Store(ref Unsafe.Add(ref c1, 11 * strideC));
    }

    /// <summary>Six rows, for the 16 registers of AVX2: twelve for sums, two for B, one for A. Eight loads for twelve multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0A = TLanes.Broadcast(0f), sum0B = sum0A;
        TLanes sum1A = sum0A, sum1B = sum0A;
        TLanes sum2A = sum0A, sum2B = sum0A;
        TLanes sum3A = sum0A, sum3B = sum0A;
        TLanes sum4A = sum0A, sum4B = sum0A;
        TLanes sum5A = sum0A, sum5B = sum0A;
        if (TRows.Adds)
        {
            sum0A = TLanes.Load(ref c0);
            sum0B = TLanes.Load(ref c1);
            sum1A = TLanes.Load(ref Unsafe.Add(ref c0, strideC));
            sum1B = TLanes.Load(ref Unsafe.Add(ref c1, strideC));
            sum2A = TLanes.Load(ref Unsafe.Add(ref c0, 2 * strideC));
            sum2B = TLanes.Load(ref Unsafe.Add(ref c1, 2 * strideC));
            sum3A = TLanes.Load(ref Unsafe.Add(ref c0, 3 * strideC));
            sum3B = TLanes.Load(ref Unsafe.Add(ref c1, 3 * strideC));
            sum4A = TLanes.Load(ref Unsafe.Add(ref c0, 4 * strideC));
            sum4B = TLanes.Load(ref Unsafe.Add(ref c1, 4 * strideC));
            sum5A = TLanes.Load(ref Unsafe.Add(ref c0, 5 * strideC));
            sum5B = TLanes.Load(ref Unsafe.Add(ref c1, 5 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                TLanes valueA = TLanes.Load(ref b0), valueB = TLanes.Load(ref b1);
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
                b0 = ref Unsafe.Add(ref b0, width);
                b1 = ref Unsafe.Add(ref b1, width);
            }
        }
        sum0A.Store(ref c0);
        sum0B.Store(ref c1);
        sum1A.Store(ref Unsafe.Add(ref c0, strideC));
        sum1B.Store(ref Unsafe.Add(ref c1, strideC));
        sum2A.Store(ref Unsafe.Add(ref c0, 2 * strideC));
        sum2B.Store(ref Unsafe.Add(ref c1, 2 * strideC));
        sum3A.Store(ref Unsafe.Add(ref c0, 3 * strideC));
        sum3B.Store(ref Unsafe.Add(ref c1, 3 * strideC));
        sum4A.Store(ref Unsafe.Add(ref c0, 4 * strideC));
        sum4B.Store(ref Unsafe.Add(ref c1, 4 * strideC));
        sum5A.Store(ref Unsafe.Add(ref c0, 5 * strideC));
        sum5B.Store(ref Unsafe.Add(ref c1, 5 * strideC));
    }

    /// <summary>Four rows: as many sums as two pipes of four cycles need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0A = TLanes.Broadcast(0f), sum0B = sum0A;
        TLanes sum1A = sum0A, sum1B = sum0A;
        TLanes sum2A = sum0A, sum2B = sum0A;
        TLanes sum3A = sum0A, sum3B = sum0A;
        if (TRows.Adds)
        {
            sum0A = TLanes.Load(ref c0);
            sum0B = TLanes.Load(ref c1);
            sum1A = TLanes.Load(ref Unsafe.Add(ref c0, strideC));
            sum1B = TLanes.Load(ref Unsafe.Add(ref c1, strideC));
            sum2A = TLanes.Load(ref Unsafe.Add(ref c0, 2 * strideC));
            sum2B = TLanes.Load(ref Unsafe.Add(ref c1, 2 * strideC));
            sum3A = TLanes.Load(ref Unsafe.Add(ref c0, 3 * strideC));
            sum3B = TLanes.Load(ref Unsafe.Add(ref c1, 3 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                TLanes valueA = TLanes.Load(ref b0), valueB = TLanes.Load(ref b1);
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
                b0 = ref Unsafe.Add(ref b0, width);
                b1 = ref Unsafe.Add(ref b1, width);
            }
        }
        sum0A.Store(ref c0);
        sum0B.Store(ref c1);
        sum1A.Store(ref Unsafe.Add(ref c0, strideC));
        sum1B.Store(ref Unsafe.Add(ref c1, strideC));
        sum2A.Store(ref Unsafe.Add(ref c0, 2 * strideC));
        sum2B.Store(ref Unsafe.Add(ref c1, 2 * strideC));
        sum3A.Store(ref Unsafe.Add(ref c0, 3 * strideC));
        sum3B.Store(ref Unsafe.Add(ref c1, 3 * strideC));
    }

    /// <summary>A single row: what is left at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByTwo<TRows>(in ProductShape shape, nint width, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
        where TRows : struct, ITileRows
    {
        TLanes sumA = TLanes.Broadcast(0f), sumB = sumA;
        if (TRows.Adds)
        {
            sumA = TLanes.Load(ref c0);
            sumB = TLanes.Load(ref c1);
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = shape.Count; j > 0; j--)
            {
                var row = TLanes.Broadcast(from);
                TLanes.Accumulate(ref sumA, TLanes.Load(ref b0), row);
                TLanes.Accumulate(ref sumB, TLanes.Load(ref b1), row);
                from = ref Unsafe.Add(ref from, 1);
                b0 = ref Unsafe.Add(ref b0, width);
                b1 = ref Unsafe.Add(ref b1, width);
            }
        }
        sumA.Store(ref c0);
        sumB.Store(ref c1);
    }
}
