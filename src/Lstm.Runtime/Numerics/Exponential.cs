using System;
using System.Runtime.CompilerServices;
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
    public static float Relu(float x) => x < 0f ? 0f : x;

    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushTiny(float x) => MathF.Abs(x) < Tiny ? 0f : x;

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
