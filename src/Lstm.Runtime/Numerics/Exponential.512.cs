using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>16 lanes: AVX-512.</content>
public static partial class Exponential
{
    /// <summary>1 + E, where E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OnePlusExp(Vector512<float> t)
    {
        t = Avx512F.Max(Vector512.Create(-Limit), t);
        t = Avx512F.Min(Vector512.Create(Limit), t);
        var rounded = t + Vector512.Create(Round); // its low bits are the nearest whole number
        var f = t - Avx512F.RoundScale(t, 0);
        var r = rounded.AsInt32();
        var power = (Avx512F.PermuteVar16x32(Table512, r) + (r << 20)).AsSingle();
        var q = Avx512F.FusedMultiplyAdd(f, Avx512F.FusedMultiplyAdd(f, Vector512.Create(C3), Vector512.Create(C2)), Vector512.Create(C1));
        var slope = power * f;
        return Avx512F.FusedMultiplyAdd(slope, q, power + Vector512<float>.One);
    }

    /// <summary>1 + E and 1 − E, where E = 2^(t/8) with t clamped to ±320.</summary>
    /// <param name="t">The exponent; NaN passes through.</param>
    /// <param name="oneMinusExp">1 − E.</param>
    /// <returns>1 + E.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OnePlusExp(Vector512<float> t, out Vector512<float> oneMinusExp)
    {
        t = Avx512F.Max(Vector512.Create(-Limit), t);
        t = Avx512F.Min(Vector512.Create(Limit), t);
        var rounded = t + Vector512.Create(Round); // its low bits are the nearest whole number
        var f = t - Avx512F.RoundScale(t, 0);
        var r = rounded.AsInt32();
        var power = (Avx512F.PermuteVar16x32(Table512, r) + (r << 20)).AsSingle();
        var q = Avx512F.FusedMultiplyAdd(f, Avx512F.FusedMultiplyAdd(f, Vector512.Create(C3), Vector512.Create(C2)), Vector512.Create(C1));
        var slope = power * f;
        oneMinusExp = Avx512F.FusedMultiplyAddNegated(slope, q, Vector512<float>.One - power);
        return Avx512F.FusedMultiplyAdd(slope, q, power + Vector512<float>.One);
    }

    /// <summary>1/(1 + E): the sigmoid of z for t = −8·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> t) => Vector512<float>.One / OnePlusExp(t);

    /// <summary>(1 − E)/(1 + E): the hyperbolic tangent of z for t = −16·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> t)
    {
        var onePlusExp = OnePlusExp(t, out var oneMinusExp);
        return oneMinusExp / onePlusExp;
    }

    /// <summary>max(x, 0), with NaN and −0 passing through: the same answer from instruction sets that disagree about them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> x) => Vector512.AndNot(x, Vector512.LessThan(x, Vector512<float>.Zero));

    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushTiny(Vector512<float> x)
    {
        // By whole numbers, which order like the floats: a comparison would go through a mask register and back, twelve cycles instead of four.
        var below = Vector512.Abs(x).AsInt32() - Vector512.Create(TinyBits);
        return Vector512.AndNot(x, Vector512.ShiftRightArithmetic(below, 31).AsSingle());
    }

    /// <summary>a/b for b ≥ 1, and zero where |a| &lt; 2^-60·b: <see cref="FlushTiny(Vector512{float})"/> of a quotient, decided while the division is under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushedQuotient(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(a), b * Vector512.Create(Tiny)), Vector512<float>.Zero, a / b);
}
