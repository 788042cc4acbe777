using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>8 lanes: AVX2 and FMA.</content>
public static partial class Exponential
{
    /// <summary>1 + E, where E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OnePlusExp(Vector256<float> t)
    {
        t = Avx.Max(Vector256.Create(-Limit), t);
        t = Avx.Min(Vector256.Create(Limit), t);
        var rounded = t + Vector256.Create(Round); // its low bits are the nearest whole number
        var f = t - Avx.RoundToNearestInteger(t);
        var r = rounded.AsInt32();
        var power = (Avx2.PermuteVar8x32(Table256, r) + (r << 20)).AsSingle();
        var q = Fma.MultiplyAdd(f, Fma.MultiplyAdd(f, Vector256.Create(C3), Vector256.Create(C2)), Vector256.Create(C1));
        var slope = power * f;
        return Fma.MultiplyAdd(slope, q, power + Vector256<float>.One);
    }

    /// <summary>1 + E and 1 − E, where E = 2^(t/8) with t clamped to ±320.</summary>
    /// <param name="t">The exponent; NaN passes through.</param>
    /// <param name="oneMinusExp">1 − E.</param>
    /// <returns>1 + E.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OnePlusExp(Vector256<float> t, out Vector256<float> oneMinusExp)
    {
        t = Avx.Max(Vector256.Create(-Limit), t);
        t = Avx.Min(Vector256.Create(Limit), t);
        var rounded = t + Vector256.Create(Round); // its low bits are the nearest whole number
        var f = t - Avx.RoundToNearestInteger(t);
        var r = rounded.AsInt32();
        var power = (Avx2.PermuteVar8x32(Table256, r) + (r << 20)).AsSingle();
        var q = Fma.MultiplyAdd(f, Fma.MultiplyAdd(f, Vector256.Create(C3), Vector256.Create(C2)), Vector256.Create(C1));
        var slope = power * f;
        oneMinusExp = Fma.MultiplyAddNegated(slope, q, Vector256<float>.One - power);
        return Fma.MultiplyAdd(slope, q, power + Vector256<float>.One);
    }

    /// <summary>1/(1 + E): the sigmoid of z for t = −8·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> t) => Vector256<float>.One / OnePlusExp(t);

    /// <summary>(1 − E)/(1 + E): the hyperbolic tangent of z for t = −16·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> t)
    {
        var onePlusExp = OnePlusExp(t, out var oneMinusExp);
        return oneMinusExp / onePlusExp;
    }

    /// <summary>max(x, 0), with NaN and −0 passing through: the same answer from instruction sets that disagree about them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x) => Vector256.AndNot(x, Vector256.LessThan(x, Vector256<float>.Zero));

    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushTiny(Vector256<float> x) => Vector256.AndNot(x, Vector256.LessThan(Vector256.Abs(x), Vector256.Create(Tiny)));

    /// <summary>a/b for b ≥ 1, and zero where |a| &lt; 2^-60·b: <see cref="FlushTiny(Vector256{float})"/> of a quotient, decided while the division is under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushedQuotient(Vector256<float> a, Vector256<float> b) =>
        Vector256.AndNot(a / b, Vector256.LessThan(Vector256.Abs(a), b * Vector256.Create(Tiny)));
}
