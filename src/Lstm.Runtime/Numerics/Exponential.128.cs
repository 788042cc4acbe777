using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>4 lanes: NEON, and the narrow panels of the AVX2 and AVX-512 bodies.</content>
public static partial class Exponential
{
    /// <summary>1 + E, where E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OnePlusExp(Vector128<float> t)
    {
        t = Max(Vector128.Create(-Limit), t);
        t = Min(Vector128.Create(Limit), t);
        var rounded = t + Vector128.Create(Round); // its low bits are the nearest whole number
        var f = t - Nearest(t);
        var r = rounded.AsInt32();
        var power = (Lookup(r) + (r << 20)).AsSingle();
        var q = MultiplyAdd(f, MultiplyAdd(f, Vector128.Create(C3), Vector128.Create(C2)), Vector128.Create(C1));
        var slope = power * f;
        return MultiplyAdd(slope, q, power + Vector128<float>.One);
    }

    /// <summary>1 + E and 1 − E, where E = 2^(t/8) with t clamped to ±320.</summary>
    /// <param name="t">The exponent; NaN passes through.</param>
    /// <param name="oneMinusExp">1 − E.</param>
    /// <returns>1 + E.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OnePlusExp(Vector128<float> t, out Vector128<float> oneMinusExp)
    {
        t = Max(Vector128.Create(-Limit), t);
        t = Min(Vector128.Create(Limit), t);
        var rounded = t + Vector128.Create(Round); // its low bits are the nearest whole number
        var f = t - Nearest(t);
        var r = rounded.AsInt32();
        var power = (Lookup(r) + (r << 20)).AsSingle();
        var q = MultiplyAdd(f, MultiplyAdd(f, Vector128.Create(C3), Vector128.Create(C2)), Vector128.Create(C1));
        var slope = power * f;
        oneMinusExp = MultiplySubtractFrom(slope, q, Vector128<float>.One - power);
        return MultiplyAdd(slope, q, power + Vector128<float>.One);
    }

    /// <summary>1/(1 + E): the sigmoid of z for t = −8·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> t) => Vector128<float>.One / OnePlusExp(t);

    /// <summary>(1 − E)/(1 + E): the hyperbolic tangent of z for t = −16·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> t)
    {
        var onePlusExp = OnePlusExp(t, out var oneMinusExp);
        return oneMinusExp / onePlusExp;
    }

    /// <summary>max(x, 0), with NaN and −0 passing through: the same answer from instruction sets that disagree about them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> x) => Vector128.AndNot(x, Vector128.LessThan(x, Vector128<float>.Zero));

    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FlushTiny(Vector128<float> x) => Vector128.AndNot(x, Vector128.LessThan(Vector128.Abs(x), Vector128.Create(Tiny)));

    /// <summary>a/b for b ≥ 1, and zero where |a| &lt; 2^-60·b: <see cref="FlushTiny(Vector128{float})"/> of a quotient, decided while the division is under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FlushedQuotient(Vector128<float> a, Vector128<float> b) =>
        Vector128.AndNot(a / b, Vector128.LessThan(Vector128.Abs(a), b * Vector128.Create(Tiny)));

    // An x64 minimum returns its second operand when either is NaN, an ARM64 one returns NaN: both let NaN through here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Max(Vector128<float> limit, Vector128<float> x) => AdvSimd.IsSupported ? AdvSimd.Max(limit, x) : Sse.Max(limit, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Min(Vector128<float> limit, Vector128<float> x) => AdvSimd.IsSupported ? AdvSimd.Min(limit, x) : Sse.Min(limit, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b) : Fma.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MultiplySubtractFrom(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplySubtract(c, a, b) : Fma.MultiplyAddNegated(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Nearest(Vector128<float> t) => AdvSimd.IsSupported ? AdvSimd.RoundToNearest(t) : Sse41.RoundToNearestInteger(t);

    // Entry r & 7 of the table in each lane. NEON looks bytes up: byte k of entry e stands at 4·e + k.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Lookup(Vector128<int> r)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            var entry = r & Vector128.Create(7);
            var bytes = AdvSimd.MultiplyAdd(Vector128.Create(0x03020100), entry, Vector128.Create(0x04040404)).AsByte();
            return AdvSimd.Arm64.VectorTableLookup((TableLow, TableHigh), bytes).AsInt32();
        }

        return Avx2.PermuteVar8x32(Table256, r.ToVector256Unsafe()).GetLower();
    }
}
