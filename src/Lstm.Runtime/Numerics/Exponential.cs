using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <summary>
/// The activations that generated code uses, one formula at every width: the same bits from one lane or sixteen, from
/// x64 and from ARM64. All rest on E = 2^(t/8); the factor that turns a pre-activation z into t is folded into the
/// weights (−8·log2(e) for a sigmoid, −16·log2(e) for a tanh).
/// </summary>
/// <remarks>
/// Cody–Waite range reduction with an eight-entry table and a cubic polynomial, every operation exactly rounded (IEEE
/// 754 addition, multiplication, division and fused multiply-add). Measured against double over every float in ±100: at
/// most 1.48e-7 absolute for the sigmoid, 1.51e-7 for tanh (docs/numerics.md).
/// </remarks>
public static partial class Exponential
{
    /// <summary>1 + E, where E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OnePlusExp(float t) => OnePlusExp(t, out _);

    /// <summary>1 + E and 1 − E, where E = 2^(t/8) with t clamped to ±320.</summary>
    /// <param name="t">The exponent; NaN passes through.</param>
    /// <param name="oneMinusExp">1 − E.</param>
    /// <returns>1 + E.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OnePlusExp(float t, out float oneMinusExp)
    {
        float power = Split(t, out float slope, out float q);
        oneMinusExp = MathF.FusedMultiplyAdd(-slope, q, 1f - power);
        return MathF.FusedMultiplyAdd(slope, q, power + 1f);
    }

    /// <summary>E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float t)
    {
        float power = Split(t, out float slope, out float q);
        return MathF.FusedMultiplyAdd(slope, q, power);
    }

    /// <summary>1/(1 + E): the sigmoid of z for t = −8·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float t) => 1f / OnePlusExp(t);

    /// <summary>(1 − E)/(1 + E): the hyperbolic tangent of z for t = −16·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float t)
    {
        float onePlusExp = OnePlusExp(t, out float oneMinusExp);
        return oneMinusExp / onePlusExp;
    }

    /// <summary>max(x, 0), with NaN and −0 passing through: the same answer from instruction sets that disagree about them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float x) => Relu(Vector128.CreateScalar(x)).ToScalar(); // no branch, which a processor might foretell for one signal and not for another

    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushTiny(float x) => FlushBelow(x, TinyBits);

    /// <summary>Zero where |x| &lt; 2^-100, x elsewhere and for NaN: for numbers in a unit of the user's own, before or behind their scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushLeast(float x) => FlushBelow(x, LeastBits);

    /// <summary>A sample as a network takes it: <see cref="FlushTiny(float)"/> of each value.</summary>
    /// <param name="to">Receives the values.</param>
    /// <param name="from">The values; may be the same place.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FlushTiny(ref float to, ref float from, nuint count) => FlushBelow(ref to, ref from, count, TinyBits);

    /// <summary>A sample as a scale layer takes it: <see cref="FlushLeast(float)"/> of each value.</summary>
    /// <param name="to">Receives the values.</param>
    /// <param name="from">The values; may be the same place.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FlushLeast(ref float to, ref float from, nuint count) => FlushBelow(ref to, ref from, count, LeastBits);

    /// <summary>a/b for b ≥ 1, and zero where |a| &lt; 2^-60·b: <see cref="FlushTiny(float)"/> of a quotient, decided while the division is under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushedQuotient(float a, float b) =>
        Vector128.AndNot(Vector128.CreateScalar(a / b), Vector128.LessThan(Vector128.CreateScalar(MathF.Abs(a)), Vector128.CreateScalar(Tiny * b))).ToScalar();

    /// <summary>Softmax in place: e^z over the sum of e^z, for values that hold 8·log2(e)·z.</summary>
    /// <param name="values">The scaled pre-activations; on return their softmax. The sum runs from the first to the last.</param>
    public static void Softmax(Span<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = value > largest ? value : largest;
        }

        float sum = 0f;
        foreach (ref float value in values)
        {
            value = Exp(value - largest);
            sum += value;
        }

        foreach (ref float value in values)
        {
            value /= sum;
        }
    }

    // By whole numbers, which order like the floats: no branch. NaN is above all of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float FlushBelow(float x, int border)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        return BitConverter.Int32BitsToSingle(bits & ~(((bits & int.MaxValue) - border) >> 31));
    }

    // Four at a time, as columns are read: what narrower stores have written, a wider load would have to wait for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FlushBelow(ref float to, ref float from, nuint count, int border)
    {
        nuint j = 0;
        for (; j + 4 <= count; j += 4)
        {
            var four = Vector128.LoadUnsafe(ref from, j);
            var below = Vector128.LessThan(Vector128.Abs(four), Vector128.Create(BitConverter.Int32BitsToSingle(border)));
            Vector128.AndNot(four, below).StoreUnsafe(ref to, j);
        }
        for (; j < count; j++)
        {
            Unsafe.Add(ref to, j) = FlushBelow(Unsafe.Add(ref from, j), border);
        }
    }

    // E = power + slope·q
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Split(float t, out float slope, out float q)
    {
        t = -Limit > t ? -Limit : t;
        t = Limit < t ? Limit : t;
        float rounded = t + Round;
        float f = t - (rounded - Round);
        int r = BitConverter.SingleToInt32Bits(rounded);
        float power = BitConverter.Int32BitsToSingle(Table[r & 7] + (r << 20));
        slope = power * f;
        q = MathF.FusedMultiplyAdd(f, MathF.FusedMultiplyAdd(f, C3, C2), C1);
        return power;
    }
}
