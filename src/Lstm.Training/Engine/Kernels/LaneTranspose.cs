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
        ref float start = ref MemoryMarshal.GetReference(from), end = ref MemoryMarshal.GetReference(to);
        for (int value = 0; value < width; value += Side)
        {
            for (int lane = 0; lane < Lanes; lane += Side)
            {
                ref float source = ref Unsafe.Add(ref start, (value * Lanes) + lane);
                ref float destination = ref Unsafe.Add(ref end, (lane * width) + value);
                if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
                {
                    TurnSquare(ref source, ref destination, width);
                }
                else
                {
                    TurnSlowly(ref source, ref destination, width);
                }
            }
        }
    }

    /// <summary>Four values of four lanes: pairs, then pairs of pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnSquare(ref float from, ref float to, nint width)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from), b = Vector128.LoadUnsafe(ref from, Lanes);
        Vector128<float> c = Vector128.LoadUnsafe(ref from, 2 * Lanes), d = Vector128.LoadUnsafe(ref from, 3 * Lanes);
        Vector128<float> ac01 = Low(a, c), bd01 = Low(b, d), ac23 = High(a, c), bd23 = High(b, d);
        Low(ac01, bd01).StoreUnsafe(ref to);
        High(ac01, bd01).StoreUnsafe(ref Unsafe.Add(ref to, width));
        Low(ac23, bd23).StoreUnsafe(ref Unsafe.Add(ref to, 2 * width));
        High(ac23, bd23).StoreUnsafe(ref Unsafe.Add(ref to, 3 * width));
    }

    private static void TurnSlowly(ref float from, ref float to, nint width)
    {
        for (nint value = 0; value < Side; value++)
        {
            for (nint lane = 0; lane < Side; lane++)
            {
                Unsafe.Add(ref to, (lane * width) + value) = Unsafe.Add(ref from, (value * Lanes) + lane);
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
