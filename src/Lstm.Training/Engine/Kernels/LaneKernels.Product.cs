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
    private const int PairHeight = 2 * PackedMatrix.Tall;

    /// <inheritdoc/>
    public override void Multiply(PackedMatrix a, ReadOnlySpan<float> b, Span<float> c, bool backwards = false) =>
        Multiply<PackedRows>(new ProductShape(a.Rows, Lanes, b.Length / Lanes, a.Columns, Lanes), a.Values, b, c, backwards);

    /// <inheritdoc/>
    public override void AddOuterProducts(in ProductShape shape, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c) =>
        Multiply<ValueRows>(shape, a, b, c, backwards: false);

    /// <summary>Panel by panel of A, and for each all panels of B: A's stays in the first-level cache, B's come from the second.</summary>
    private static void Multiply<TRows>(in ProductShape shape, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool backwards)
        where TRows : struct, ITileRows
    {
        shape.Check(a.Length, b.Length, c.Length);
        ref float startA = ref MemoryMarshal.GetReference(a), startB = ref MemoryMarshal.GetReference(b), startC = ref MemoryMarshal.GetReference(c);
        int pairs = PackedMatrix.Pairs(shape.Rows), rest = pairs * PairHeight;
        for (int pair = 0; pair < pairs; pair++)
        {
            MultiplyRows<TRows>(shape, PairHeight * (backwards ? pairs - 1 - pair : pair), PairHeight, ref startA, ref startB, ref startC);
        }
        for (int row = rest, rows; row < shape.Rows; row += rows)
        {
            rows = PackedMatrix.Height(shape.Rows - row);
            MultiplyRows<TRows>(shape, row, rows, ref startA, ref startB, ref startC);
        }
    }

    /// <summary>A panel of A, or two of six rows, with all of B.</summary>
    private static void MultiplyRows<TRows>(in ProductShape shape, int row, int rows, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        ref float rowA = ref Unsafe.Add(ref a, (nint)row * shape.RowStrideA);
        ref float rowC = ref Unsafe.Add(ref c, (nint)row * shape.RowStrideC);
        for (int column = 0; column < shape.Columns; column += ProductShape.PanelColumns)
        {
            int width = Math.Min(ProductShape.PanelColumns, shape.Columns - column);
            MultiplyPanel<TRows>(shape, rows, width, ref rowA, ref Unsafe.Add(ref b, (nint)column * shape.Terms), ref Unsafe.Add(ref rowC, column));
        }
    }

    /// <summary>A panel of A, or two of six rows, with a panel of B.</summary>
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
                case 2 * PackedMatrix.Tall:
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
            MultiplyPairs<TRows>(shape, rows, width, ref a, ref b, ref c);
        }
    }

    private static void MultiplyPairs<TRows>(in ProductShape shape, int rows, int width, ref float a, ref float b, ref float c)
        where TRows : struct, ITileRows
    {
        for (int column = 0; column < width; column += 2 * TLanes.Count)
        {
            ref float columnB = ref Unsafe.Add(ref b, column);
            ref float columnC = ref Unsafe.Add(ref c, column);
            switch (rows)
            {
                case 2 * PackedMatrix.Tall:
                    SixByTwo<TRows>(shape, width, ref a, ref columnB, ref columnC);
                    SixByTwo<TRows>(
                        shape, width, ref Unsafe.Add(ref a, (nint)PackedMatrix.Tall * shape.RowStrideA), ref columnB, ref Unsafe.Add(ref columnC, (nint)PackedMatrix.Tall * shape.RowStrideC));
                    break;
                case PackedMatrix.Tall:
                    SixByTwo<TRows>(shape, width, ref a, ref columnB, ref columnC);
                    break;
                case PackedMatrix.Low:
                    FourByTwo<TRows>(shape, width, ref a, ref columnB, ref columnC);
                    break;
                default:
                    OneByOne(shape, width, ref a, ref columnB, ref columnC, TRows.Adds);
                    OneByOne(shape, width, ref a, ref Unsafe.Add(ref columnB, TLanes.Count), ref Unsafe.Add(ref columnC, TLanes.Count), TRows.Adds);
                    break;
            }
        }
    }
}
