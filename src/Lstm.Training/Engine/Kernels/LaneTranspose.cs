using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.Training.Engine.Kernels;

/// <summary>From values that stand together with their lanes to lanes that stand together with their values.</summary>
internal static class LaneTranspose
{
    private const int Lanes = LaneKernels.Lanes;
    private const int Side = 4;

    /// <summary>Turns a panel around.</summary>
    /// <param name="from">All lanes of the first value, then of the second; a multiple of four values.</param>
    /// <param name="to">All values of the first lane, then of the second.</param>
    public static void Turn(ReadOnlySpan<float> from, Span<float> to)
    {
        int width = from.Length / Lanes;
        if (width % Side != 0 || to.Length != from.Length)
        {
            throw new ArgumentException($"{from.Length} values cannot be turned around into {to.Length}.");
        }
        if (Avx512F.IsSupported && width == Lanes)
        {
            TurnWide(ref MemoryMarshal.GetReference(from), ref MemoryMarshal.GetReference(to));
        }
        else
        {
            Turn(from, Lanes, to, width, width, Lanes);
        }
    }

    /// <summary>Turns a matrix around.</summary>
    /// <param name="from">Row by row.</param>
    /// <param name="fromStride">From one of its rows to the next.</param>
    /// <param name="to">Where its columns become rows.</param>
    /// <param name="toStride">From one of those to the next.</param>
    /// <param name="rows">How many rows of <paramref name="from"/>: a multiple of four, as columns are.</param>
    /// <param name="columns">How many columns.</param>
    public static void Turn(ReadOnlySpan<float> from, int fromStride, Span<float> to, int toStride, int rows, int columns)
    {
        if (columns == 0)
        {
            return;
        }
        if (rows % Side != 0 || columns % Side != 0 || from.Length < ((rows - 1) * fromStride) + columns || to.Length < ((columns - 1) * toStride) + rows)
        {
            throw new ArgumentException($"{rows} rows of {columns} columns, {fromStride} apart in {from.Length} values, cannot be turned around into rows {toStride} apart in {to.Length}.");
        }
        ref float start = ref MemoryMarshal.GetReference(from), end = ref MemoryMarshal.GetReference(to);
        for (int row = 0; row < rows; row += Side)
        {
            for (int column = 0; column < columns; column += Side)
            {
                ref float source = ref Unsafe.Add(ref start, (row * fromStride) + column);
                ref float destination = ref Unsafe.Add(ref end, (column * toStride) + row);
                if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
                {
                    TurnSquare(ref source, fromStride, ref destination, toStride);
                }
                else
                {
                    TurnSlowly(ref source, fromStride, ref destination, toStride);
                }
            }
        }
    }

    /// <summary>Four rows of four: pairs, then pairs of pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnSquare(ref float from, nint fromStride, ref float to, nint toStride)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from), b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, fromStride));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * fromStride)), d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * fromStride));
        Vector128<float> ac01 = Low(a, c), bd01 = Low(b, d), ac23 = High(a, c), bd23 = High(b, d);
        Low(ac01, bd01).StoreUnsafe(ref to);
        High(ac01, bd01).StoreUnsafe(ref Unsafe.Add(ref to, toStride));
        Low(ac23, bd23).StoreUnsafe(ref Unsafe.Add(ref to, 2 * toStride));
        High(ac23, bd23).StoreUnsafe(ref Unsafe.Add(ref to, 3 * toStride));
    }

    /// <summary>Sixteen values of sixteen lanes: squares of four by four, then those in their places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnWide(ref float from, ref float to)
    {
        TurnFour(ref from, out var a0, out var a1, out var a2, out var a3);
        TurnFour(ref Unsafe.Add(ref from, 4 * Lanes), out var b0, out var b1, out var b2, out var b3);
        TurnFour(ref Unsafe.Add(ref from, 8 * Lanes), out var c0, out var c1, out var c2, out var c3);
        TurnFour(ref Unsafe.Add(ref from, 12 * Lanes), out var d0, out var d1, out var d2, out var d3);
        StoreFour(a0, b0, c0, d0, ref to);
        StoreFour(a1, b1, c1, d1, ref Unsafe.Add(ref to, Lanes));
        StoreFour(a2, b2, c2, d2, ref Unsafe.Add(ref to, 2 * Lanes));
        StoreFour(a3, b3, c3, d3, ref Unsafe.Add(ref to, 3 * Lanes));
    }

    /// <summary>Four values of all lanes; what comes out has in its quarter q the values of lanes 4q, 4q + 1, 4q + 2 and 4q + 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnFour(ref float from, out Vector512<float> lane0, out Vector512<float> lane1, out Vector512<float> lane2, out Vector512<float> lane3)
    {
        Vector512<float> a = Vector512.LoadUnsafe(ref from), b = Vector512.LoadUnsafe(ref from, Lanes);
        Vector512<float> c = Vector512.LoadUnsafe(ref from, 2 * Lanes), d = Vector512.LoadUnsafe(ref from, 3 * Lanes);
        Vector512<double> ab01 = Avx512F.UnpackLow(a, b).AsDouble(), ab23 = Avx512F.UnpackHigh(a, b).AsDouble();
        Vector512<double> cd01 = Avx512F.UnpackLow(c, d).AsDouble(), cd23 = Avx512F.UnpackHigh(c, d).AsDouble();
        lane0 = Avx512F.UnpackLow(ab01, cd01).AsSingle();
        lane1 = Avx512F.UnpackHigh(ab01, cd01).AsSingle();
        lane2 = Avx512F.UnpackLow(ab23, cd23).AsSingle();
        lane3 = Avx512F.UnpackHigh(ab23, cd23).AsSingle();
    }

    /// <summary>Every fourth lane: quarter q of each vector goes to the q-th of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float to)
    {
        const byte Even = 0x88, Odd = 0xDD; // quarters 0 and 2, or 1 and 3, of each
        Vector512<float> ab02 = Avx512F.Shuffle4x128(a, b, Even), ab13 = Avx512F.Shuffle4x128(a, b, Odd);
        Vector512<float> cd02 = Avx512F.Shuffle4x128(c, d, Even), cd13 = Avx512F.Shuffle4x128(c, d, Odd);
        Avx512F.Shuffle4x128(ab02, cd02, Even).StoreUnsafe(ref to);
        Avx512F.Shuffle4x128(ab13, cd13, Even).StoreUnsafe(ref to, 4 * Lanes);
        Avx512F.Shuffle4x128(ab02, cd02, Odd).StoreUnsafe(ref to, 8 * Lanes);
        Avx512F.Shuffle4x128(ab13, cd13, Odd).StoreUnsafe(ref to, 12 * Lanes);
    }

    private static void TurnSlowly(ref float from, nint fromStride, ref float to, nint toStride)
    {
        for (nint row = 0; row < Side; row++)
        {
            for (nint column = 0; column < Side; column++)
            {
                Unsafe.Add(ref to, (column * toStride) + row) = Unsafe.Add(ref from, (row * fromStride) + column);
            }
        }
    }

    /// <summary>a0 b0 a1 b1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    /// <summary>a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
