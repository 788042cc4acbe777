using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <summary>The kernels, written once for every width.</summary>
/// <typeparam name="TLanes">The vector.</typeparam>
internal sealed partial class LaneKernels<TLanes> : LaneKernels
    where TLanes : struct, ILanes<TLanes>
{
    private const int PairHeight = 2 * PackedMatrix.Tall, FourHeight = 4 * PackedMatrix.Tall, LowHeight = 2 * PackedMatrix.Low;

    /// <inheritdoc/>
    public override void Multiply(PackedMatrix a, ReadOnlySpan<float> b, Span<float> c, bool backwards = false) => Multiply(a, b, c, [], [], backwards);

    /// <inheritdoc/>
    public override void MultiplyTwo(PackedMatrix a, ReadOnlySpan<float> b0, Span<float> c0, ReadOnlySpan<float> b1, Span<float> c1, bool backwards = false) =>
        Multiply(a, b0, c0, b1, c1, backwards);

    /// <inheritdoc/>
    public override void AddOuterProducts(in ProductShape shape, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        shape.Check(a.Length, b.Length, c.Length);
        ref float startA = ref MemoryMarshal.GetReference(a), startB = ref MemoryMarshal.GetReference(b), startC = ref MemoryMarshal.GetReference(c);
        int rest = PackedMatrix.Pairs(shape.Rows) * PairHeight;
        for (int row = 0, rows; row < shape.Rows; row += rows)
        {
            rows = row < rest ? PairHeight : PackedMatrix.Height(shape.Rows - row);
            MultiplyRows<ValueRows>(shape, row, rows, ref startA, ref startB, ref startC);
        }
    }

    /// <summary>A with the lanes of one B, or of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(PackedMatrix a, ReadOnlySpan<float> b0, Span<float> c0, ReadOnlySpan<float> b1, Span<float> c1, bool backwards)
    {
        var shape = new ProductShape(a.Rows, Lanes, b0.Length / Lanes, a.Columns, Lanes);
        shape.Check(a.Values.Length, b0.Length, c0.Length);
        bool two = !b1.IsEmpty;
        if (two)
        {
            shape.Check(a.Values.Length, b1.Length, c1.Length);
        }
        ref float startA = ref MemoryMarshal.GetReference(a.Values);
        ref float startB0 = ref MemoryMarshal.GetReference(b0), startB1 = ref MemoryMarshal.GetReference(b1);
        ref float startC0 = ref MemoryMarshal.GetReference(c0), startC1 = ref MemoryMarshal.GetReference(c1);
        int pairs = a.PairCount, rest = pairs * PairHeight;
        bool alone = !two && TLanes.Count == Lanes; // a vector for each row: tiles of more rows
        int tall = alone ? pairs / 2 : pairs, most = alone ? FourHeight : PairHeight;
        for (int n = 0; n < tall; n++)
        {
            int row = most * (backwards ? tall - 1 - n : n);
            MultiplyLanes(shape, row, most, two, ref startA, ref startB0, ref startB1, ref startC0, ref startC1);
        }
        for (int row = tall * most, rows; row < shape.Rows; row += rows)
        {
            rows = alone ? HeightAtEnd(shape.Rows - row) : row < rest ? PairHeight : PackedMatrix.Height(shape.Rows - row);
            MultiplyLanes(shape, row, rows, two, ref startA, ref startB0, ref startB1, ref startC0, ref startC1);
        }
    }

    /// <summary>Rows of the next tile of one vector where so many are left, behind those of 24: panels of four rows are taken with those before.</summary>
    private static int HeightAtEnd(int left)
    {
        const int PairAndLow = PairHeight + PackedMatrix.Low;
        int height = PackedMatrix.Height(left), next = PackedMatrix.Height(left - height);
        return left == PairAndLow ? PairAndLow
            : height == PackedMatrix.Tall && next == height ? PairHeight
            : height == PackedMatrix.Low && next == height ? LowHeight
            : height;
    }

    /// <summary>A panel of A, or two of six rows, with all panels of B: A's stays in the first-level cache, B's come from the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRows<TRows>(in ProductShape shape, int row, int rows, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        const int Panel = ProductShape.PanelColumns;
        ref float rowA = ref Unsafe.Add(ref a, (nint)row * shape.RowStrideA);
        ref float rowC = ref Unsafe.Add(ref c, (nint)row * shape.RowStrideC);
        int column = 0;
        for (; TLanes.Count == Panel && column + (2 * Panel) <= shape.Columns; column += 2 * Panel)
        {
            MultiplyTiles<TRows>(
                shape,
                rows,
                Panel,
                ref rowA,
                ref Unsafe.Add(ref b, (nint)column * shape.Terms),
                ref Unsafe.Add(ref b, (nint)(column + Panel) * shape.Terms),
                ref Unsafe.Add(ref rowC, column),
                ref Unsafe.Add(ref rowC, column + Panel));
        }
        for (; column < shape.Columns; column += Panel)
        {
            int width = Math.Min(Panel, shape.Columns - column);
            MultiplyPanel<TRows>(shape, rows, width, ref rowA, ref Unsafe.Add(ref b, (nint)column * shape.Terms), ref Unsafe.Add(ref rowC, column));
        }
    }

    /// <summary>A panel of A, or two or four of six rows, with the lanes of one B, or of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyLanes(in ProductShape shape, int row, int rows, bool two, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
    {
        if (two && TLanes.Count == Lanes)
        {
            nint rowC = (nint)row * shape.RowStrideC;
            MultiplyTiles<PackedRows>(shape, rows, Lanes, ref Unsafe.Add(ref a, (nint)row * shape.RowStrideA), ref b0, ref b1, ref Unsafe.Add(ref c0, rowC), ref Unsafe.Add(ref c1, rowC));
            return;
        }
        MultiplyRows<PackedRows>(shape, row, rows, ref a, ref b0, ref c0);
        if (two)
        {
            MultiplyRows<PackedRows>(shape, row, rows, ref a, ref b1, ref c1);
        }
    }

    /// <summary>A panel of A, or two of six rows, with a panel of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPanel<TRows>(in ProductShape shape, int rows, int width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        if (TLanes.Count > width)
        {
            LaneKernels<Lanes<Width256, Vector256<float>>>.MultiplyPanel<TRows>(shape, rows, width, ref a, ref b, ref c);
        }
        else if (TLanes.Count == width)
        {
            switch (rows)
            {
                case FourHeight:
                    TwentyFourByOne(shape, width, ref a, ref b, ref c);
                    break;
                case PairHeight + PackedMatrix.Low:
                    SixteenByOne(shape, width, ref a, ref b, ref c);
                    break;
                case LowHeight:
                    EightByOne(shape, width, ref a, ref b, ref c);
                    break;
                case PairHeight:
                    TwelveByOne<TRows>(shape, width, ref a, ref b, ref c);
                    break;
                case PackedMatrix.Tall:
                    SixByOne<TRows>(shape, width, ref a, ref b, ref c);
                    break;
                case PackedMatrix.Low:
                    FourByOne<TRows>(shape, width, ref a, ref b, ref c);
                    break;
                default:
                    OneByOne(shape, width, ref a, ref b, ref c, TRows.Adds);
                    break;
            }
        }
        else
        {
            for (int column = 0; column < width; column += 2 * TLanes.Count)
            {
                ref float columnB = ref Unsafe.Add(ref b, column);
                ref float columnC = ref Unsafe.Add(ref c, column);
                MultiplyTiles<TRows>(shape, rows, width, ref a, ref columnB, ref Unsafe.Add(ref columnB, TLanes.Count), ref columnC, ref Unsafe.Add(ref columnC, TLanes.Count));
            }
        }
    }

    /// <summary>A panel of A, or two of six rows, with two vectors of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTiles<TRows>(in ProductShape shape, int rows, int width, ref float a, ref float b0, ref float b1, ref float c0, ref float c1)
        where TRows : struct, ITileRows
    {
        switch (rows)
        {
            case PairHeight when TLanes.Count == ProductShape.PanelColumns:
                TwelveByTwo<TRows>(shape, width, ref a, ref b0, ref b1, ref c0, ref c1);
                break;
            case PairHeight:
                nint upperC = (nint)PackedMatrix.Tall * shape.RowStrideC;
                SixByTwo<TRows>(shape, width, ref a, ref b0, ref b1, ref c0, ref c1);
                SixByTwo<TRows>(shape, width, ref Unsafe.Add(ref a, (nint)PackedMatrix.Tall * shape.RowStrideA), ref b0, ref b1, ref Unsafe.Add(ref c0, upperC), ref Unsafe.Add(ref c1, upperC));
                break;
            case PackedMatrix.Tall:
                SixByTwo<TRows>(shape, width, ref a, ref b0, ref b1, ref c0, ref c1);
                break;
            case PackedMatrix.Low:
                FourByTwo<TRows>(shape, width, ref a, ref b0, ref b1, ref c0, ref c1);
                break;
            default:
                OneByTwo<TRows>(shape, width, ref a, ref b0, ref b1, ref c0, ref c1);
                break;
        }
    }
}
