using System.Runtime.CompilerServices;

namespace Lstm.Training.Engine.Kernels;

/// <content>Tiles of a product that are one vector wide: where a vector has all the columns of a panel. A's values are operands of the multiply-adds where the processor can broadcast them.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <summary>Two panels of six rows: twelve sums, for pipes that are two times four or five cycles long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwelveByOne<TRows>(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        nint upper = (nint)PackedMatrix.Tall * shape.RowStrideA; // from a row of the first panel to that of the second
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0, sum8 = sum0, sum9 = sum0, sum10 = sum0, sum11 = sum0;
        if (TRows.Adds)
        {
            sum0 = TLanes.Load(ref c);
            sum1 = TLanes.Load(ref Unsafe.Add(ref c, strideC));
            sum2 = TLanes.Load(ref Unsafe.Add(ref c, 2 * strideC));
            sum3 = TLanes.Load(ref Unsafe.Add(ref c, 3 * strideC));
            sum4 = TLanes.Load(ref Unsafe.Add(ref c, 4 * strideC));
            sum5 = TLanes.Load(ref Unsafe.Add(ref c, 5 * strideC));
            sum6 = TLanes.Load(ref Unsafe.Add(ref c, 6 * strideC));
            sum7 = TLanes.Load(ref Unsafe.Add(ref c, 7 * strideC));
            sum8 = TLanes.Load(ref Unsafe.Add(ref c, 8 * strideC));
            sum9 = TLanes.Load(ref Unsafe.Add(ref c, 9 * strideC));
            sum10 = TLanes.Load(ref Unsafe.Add(ref c, 10 * strideC));
            sum11 = TLanes.Load(ref Unsafe.Add(ref c, 11 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                var value = TLanes.Load(ref b);
                TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(from));
                TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride)));
                TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride)));
                TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride)));
                TLanes.Accumulate(ref sum4, value, TLanes.Broadcast(Unsafe.Add(ref from, 4 * TRows.RowStride)));
                TLanes.Accumulate(ref sum5, value, TLanes.Broadcast(Unsafe.Add(ref from, 5 * TRows.RowStride)));
                TLanes.Accumulate(ref sum6, value, TLanes.Broadcast(Unsafe.Add(ref from, upper)));
                TLanes.Accumulate(ref sum7, value, TLanes.Broadcast(Unsafe.Add(ref from, upper + TRows.RowStride)));
                TLanes.Accumulate(ref sum8, value, TLanes.Broadcast(Unsafe.Add(ref from, upper + (2 * TRows.RowStride))));
                TLanes.Accumulate(ref sum9, value, TLanes.Broadcast(Unsafe.Add(ref from, upper + (3 * TRows.RowStride))));
                TLanes.Accumulate(ref sum10, value, TLanes.Broadcast(Unsafe.Add(ref from, upper + (4 * TRows.RowStride))));
                TLanes.Accumulate(ref sum11, value, TLanes.Broadcast(Unsafe.Add(ref from, upper + (5 * TRows.RowStride))));
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Tall));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum0.Store(ref c);
        sum1.Store(ref Unsafe.Add(ref c, strideC));
        sum2.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum3.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum4.Store(ref Unsafe.Add(ref c, 4 * strideC));
        sum5.Store(ref Unsafe.Add(ref c, 5 * strideC));
        sum6.Store(ref Unsafe.Add(ref c, 6 * strideC));
        sum7.Store(ref Unsafe.Add(ref c, 7 * strideC));
        sum8.Store(ref Unsafe.Add(ref c, 8 * strideC));
        sum9.Store(ref Unsafe.Add(ref c, 9 * strideC));
        sum10.Store(ref Unsafe.Add(ref c, 10 * strideC));
        sum11.Store(ref Unsafe.Add(ref c, 11 * strideC));
    }

    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixByOne<TRows>(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0;
        if (TRows.Adds)
        {
            sum0 = TLanes.Load(ref c);
            sum1 = TLanes.Load(ref Unsafe.Add(ref c, strideC));
            sum2 = TLanes.Load(ref Unsafe.Add(ref c, 2 * strideC));
            sum3 = TLanes.Load(ref Unsafe.Add(ref c, 3 * strideC));
            sum4 = TLanes.Load(ref Unsafe.Add(ref c, 4 * strideC));
            sum5 = TLanes.Load(ref Unsafe.Add(ref c, 5 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                var value = TLanes.Load(ref b);
                TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(from));
                TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride)));
                TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride)));
                TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride)));
                TLanes.Accumulate(ref sum4, value, TLanes.Broadcast(Unsafe.Add(ref from, 4 * TRows.RowStride)));
                TLanes.Accumulate(ref sum5, value, TLanes.Broadcast(Unsafe.Add(ref from, 5 * TRows.RowStride)));
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Tall));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum0.Store(ref c);
        sum1.Store(ref Unsafe.Add(ref c, strideC));
        sum2.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum3.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum4.Store(ref Unsafe.Add(ref c, 4 * strideC));
        sum5.Store(ref Unsafe.Add(ref c, 5 * strideC));
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne<TRows>(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        nint strideC = shape.RowStrideC, count = shape.Count;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        if (TRows.Adds)
        {
            sum0 = TLanes.Load(ref c);
            sum1 = TLanes.Load(ref Unsafe.Add(ref c, strideC));
            sum2 = TLanes.Load(ref Unsafe.Add(ref c, 2 * strideC));
            sum3 = TLanes.Load(ref Unsafe.Add(ref c, 3 * strideC));
        }
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = count; j > 0; j--)
            {
                var value = TLanes.Load(ref b);
                TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(from));
                TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref from, TRows.RowStride)));
                TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref from, 2 * TRows.RowStride)));
                TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref from, 3 * TRows.RowStride)));
                from = ref Unsafe.Add(ref from, TRows.TermStride(PackedMatrix.Low));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum0.Store(ref c);
        sum1.Store(ref Unsafe.Add(ref c, strideC));
        sum2.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum3.Store(ref Unsafe.Add(ref c, 3 * strideC));
    }

    /// <summary>A single row: what is left at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(in ProductShape shape, nint width, ref float a, ref float b, ref float c, bool adds)
    {
        var sum = adds ? TLanes.Load(ref c) : TLanes.Broadcast(0f);
        for (int block = 0; block < shape.Blocks; block++)
        {
            ref float from = ref Unsafe.Add(ref a, (nint)block * shape.BlockStrideA);
            for (nint j = 0; j < shape.Count; j++)
            {
                TLanes.Accumulate(ref sum, TLanes.Load(ref b), TLanes.Broadcast(Unsafe.Add(ref from, j)));
                b = ref Unsafe.Add(ref b, width);
            }
        }
        sum.Store(ref c);
    }
}
