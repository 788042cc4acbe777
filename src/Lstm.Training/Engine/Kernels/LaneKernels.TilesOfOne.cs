using System.Runtime.CompilerServices;

namespace Lstm.Training.Engine.Kernels;

/// <content>Tiles of a product that are one vector wide: where a vector has all the columns of a panel. A's values are operands of the multiply-adds where the processor can broadcast them.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <summary>Four panels of six rows of a packed matrix: 25 loads for 24 multiply-adds, and half as many tiles to begin and end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwentyFourByOne(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
    {
        nint strideC = shape.RowStrideC, panel = (nint)PackedMatrix.Tall * shape.RowStrideA;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0;
        TLanes sum6 = sum0, sum7 = sum0, sum8 = sum0, sum9 = sum0, sum10 = sum0, sum11 = sum0;
        TLanes sum12 = sum0, sum13 = sum0, sum14 = sum0, sum15 = sum0, sum16 = sum0, sum17 = sum0;
        TLanes sum18 = sum0, sum19 = sum0, sum20 = sum0, sum21 = sum0, sum22 = sum0, sum23 = sum0;
        ref float panel0 = ref a, panel1 = ref Unsafe.Add(ref a, panel), panel2 = ref Unsafe.Add(ref a, 2 * panel), panel3 = ref Unsafe.Add(ref a, 3 * panel);
        for (nint j = shape.Count; j > 0; j--)
        {
            var value = TLanes.Load(ref b);
            TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(panel0));
            TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 1)));
            TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 2)));
            TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 3)));
            TLanes.Accumulate(ref sum4, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 4)));
            TLanes.Accumulate(ref sum5, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 5)));
            TLanes.Accumulate(ref sum6, value, TLanes.Broadcast(panel1));
            TLanes.Accumulate(ref sum7, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 1)));
            TLanes.Accumulate(ref sum8, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 2)));
            TLanes.Accumulate(ref sum9, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 3)));
            TLanes.Accumulate(ref sum10, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 4)));
            TLanes.Accumulate(ref sum11, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 5)));
            TLanes.Accumulate(ref sum12, value, TLanes.Broadcast(panel2));
            TLanes.Accumulate(ref sum13, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 1)));
            TLanes.Accumulate(ref sum14, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 2)));
            TLanes.Accumulate(ref sum15, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 3)));
            TLanes.Accumulate(ref sum16, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 4)));
            TLanes.Accumulate(ref sum17, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 5)));
            TLanes.Accumulate(ref sum18, value, TLanes.Broadcast(panel3));
            TLanes.Accumulate(ref sum19, value, TLanes.Broadcast(Unsafe.Add(ref panel3, 1)));
            TLanes.Accumulate(ref sum20, value, TLanes.Broadcast(Unsafe.Add(ref panel3, 2)));
            TLanes.Accumulate(ref sum21, value, TLanes.Broadcast(Unsafe.Add(ref panel3, 3)));
            TLanes.Accumulate(ref sum22, value, TLanes.Broadcast(Unsafe.Add(ref panel3, 4)));
            TLanes.Accumulate(ref sum23, value, TLanes.Broadcast(Unsafe.Add(ref panel3, 5)));
            panel0 = ref Unsafe.Add(ref panel0, PackedMatrix.Tall);
            panel1 = ref Unsafe.Add(ref panel1, PackedMatrix.Tall);
            panel2 = ref Unsafe.Add(ref panel2, PackedMatrix.Tall);
            panel3 = ref Unsafe.Add(ref panel3, PackedMatrix.Tall);
            b = ref Unsafe.Add(ref b, width);
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
        sum12.Store(ref Unsafe.Add(ref c, 12 * strideC));
        sum13.Store(ref Unsafe.Add(ref c, 13 * strideC));
        sum14.Store(ref Unsafe.Add(ref c, 14 * strideC));
        sum15.Store(ref Unsafe.Add(ref c, 15 * strideC));
        sum16.Store(ref Unsafe.Add(ref c, 16 * strideC));
        sum17.Store(ref Unsafe.Add(ref c, 17 * strideC));
        sum18.Store(ref Unsafe.Add(ref c, 18 * strideC));
        sum19.Store(ref Unsafe.Add(ref c, 19 * strideC));
        sum20.Store(ref Unsafe.Add(ref c, 20 * strideC));
        sum21.Store(ref Unsafe.Add(ref c, 21 * strideC));
        sum22.Store(ref Unsafe.Add(ref c, 22 * strideC));
        sum23.Store(ref Unsafe.Add(ref c, 23 * strideC));
    }

    /// <summary>Two panels of six rows and one of four at the end of a packed matrix, which by itself would wait for its own sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixteenByOne(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
    {
        nint strideC = shape.RowStrideC, panel = (nint)PackedMatrix.Tall * shape.RowStrideA;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0;
        TLanes sum6 = sum0, sum7 = sum0, sum8 = sum0, sum9 = sum0, sum10 = sum0, sum11 = sum0;
        TLanes sum12 = sum0, sum13 = sum0, sum14 = sum0, sum15 = sum0;
        ref float panel0 = ref a, panel1 = ref Unsafe.Add(ref a, panel), panel2 = ref Unsafe.Add(ref a, 2 * panel);
        for (nint j = shape.Count; j > 0; j--)
        {
            var value = TLanes.Load(ref b);
            TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(panel0));
            TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 1)));
            TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 2)));
            TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 3)));
            TLanes.Accumulate(ref sum4, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 4)));
            TLanes.Accumulate(ref sum5, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 5)));
            TLanes.Accumulate(ref sum6, value, TLanes.Broadcast(panel1));
            TLanes.Accumulate(ref sum7, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 1)));
            TLanes.Accumulate(ref sum8, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 2)));
            TLanes.Accumulate(ref sum9, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 3)));
            TLanes.Accumulate(ref sum10, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 4)));
            TLanes.Accumulate(ref sum11, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 5)));
            TLanes.Accumulate(ref sum12, value, TLanes.Broadcast(panel2));
            TLanes.Accumulate(ref sum13, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 1)));
            TLanes.Accumulate(ref sum14, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 2)));
            TLanes.Accumulate(ref sum15, value, TLanes.Broadcast(Unsafe.Add(ref panel2, 3)));
            panel0 = ref Unsafe.Add(ref panel0, PackedMatrix.Tall);
            panel1 = ref Unsafe.Add(ref panel1, PackedMatrix.Tall);
            panel2 = ref Unsafe.Add(ref panel2, PackedMatrix.Low);
            b = ref Unsafe.Add(ref b, width);
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
        sum12.Store(ref Unsafe.Add(ref c, 12 * strideC));
        sum13.Store(ref Unsafe.Add(ref c, 13 * strideC));
        sum14.Store(ref Unsafe.Add(ref c, 14 * strideC));
        sum15.Store(ref Unsafe.Add(ref c, 15 * strideC));
    }

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

    /// <summary>The two panels of four rows at the end of a packed matrix: by themselves each would wait for its own sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightByOne(in ProductShape shape, nint width, ref float a, ref float b, ref float c)
    {
        nint strideC = shape.RowStrideC;
        TLanes sum0 = TLanes.Broadcast(0f), sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
        ref float panel0 = ref a, panel1 = ref Unsafe.Add(ref a, (nint)PackedMatrix.Low * shape.RowStrideA);
        for (nint j = shape.Count; j > 0; j--)
        {
            var value = TLanes.Load(ref b);
            TLanes.Accumulate(ref sum0, value, TLanes.Broadcast(panel0));
            TLanes.Accumulate(ref sum1, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 1)));
            TLanes.Accumulate(ref sum2, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 2)));
            TLanes.Accumulate(ref sum3, value, TLanes.Broadcast(Unsafe.Add(ref panel0, 3)));
            TLanes.Accumulate(ref sum4, value, TLanes.Broadcast(panel1));
            TLanes.Accumulate(ref sum5, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 1)));
            TLanes.Accumulate(ref sum6, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 2)));
            TLanes.Accumulate(ref sum7, value, TLanes.Broadcast(Unsafe.Add(ref panel1, 3)));
            panel0 = ref Unsafe.Add(ref panel0, PackedMatrix.Low);
            panel1 = ref Unsafe.Add(ref panel1, PackedMatrix.Low);
            b = ref Unsafe.Add(ref b, width);
        }
        sum0.Store(ref c);
        sum1.Store(ref Unsafe.Add(ref c, strideC));
        sum2.Store(ref Unsafe.Add(ref c, 2 * strideC));
        sum3.Store(ref Unsafe.Add(ref c, 3 * strideC));
        sum4.Store(ref Unsafe.Add(ref c, 4 * strideC));
        sum5.Store(ref Unsafe.Add(ref c, 5 * strideC));
        sum6.Store(ref Unsafe.Add(ref c, 6 * strideC));
        sum7.Store(ref Unsafe.Add(ref c, 7 * strideC));
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
