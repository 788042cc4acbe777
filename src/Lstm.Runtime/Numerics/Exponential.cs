using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <summary>
/// The activations that generated code uses, one formula at every width: the same bits from one lane or sixteen, from
/// x64 and from ARM64. All rest on E = 2^(t/8); the factor that turns a pre-activation z into t is folded into the
/// weights (−8·log2(e) for a sigmoid, −16·log2(e) for a tanh). Each is a file of the folder Activations, written once for all
/// widths.
/// </summary>
/// <remarks>
/// Cody–Waite range reduction with an eight-entry table and a cubic polynomial, every operation exactly rounded (IEEE
/// 754 addition, multiplication, division and fused multiply-add). Measured against double over every float in ±320: 1 + E has a relative
/// error of at most 1.62e-7, 1 − E of 1.08e-6 (docs/numerics.md).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Exponential
{
    private const float ExpFactor = (float)ArgumentFactors.Softmax; // e^x = 2^(t/8) for t = 8·log2(e)·x

    /// <summary>E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TWidth, TVector>(TVector t)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var power = Split<TWidth, TVector>(t, out var slope, out var q);
        return TWidth.MultiplyAdd(slope, q, power);
    }

    /// <summary>1 + E, where E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OnePlusExp<TWidth, TVector>(TVector t)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var power = Split<TWidth, TVector>(t, out var slope, out var q);
        return TWidth.MultiplyAdd(slope, q, TWidth.Add(power, TWidth.Broadcast(1f)));
    }

    /// <summary>1 + E and 1 − E, where E = 2^(t/8) with t clamped to ±320.</summary>
    /// <param name="t">The exponent; NaN passes through.</param>
    /// <param name="oneMinusExp">1 − E.</param>
    /// <returns>1 + E.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OnePlusExp<TWidth, TVector>(TVector t, out TVector oneMinusExp)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var power = Split<TWidth, TVector>(t, out var slope, out var q);
        oneMinusExp = TWidth.MultiplySubtractFrom(slope, q, TWidth.Subtract(TWidth.Broadcast(1f), power));
        return TWidth.MultiplyAdd(slope, q, TWidth.Add(power, TWidth.Broadcast(1f)));
    }

    /// <inheritdoc cref="Exp{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float t) => Exp<WidthScalar, float>(t);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OnePlusExp(float t) => OnePlusExp<WidthScalar, float>(t);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector, out TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OnePlusExp(float t, out float oneMinusExp) => OnePlusExp<WidthScalar, float>(t, out oneMinusExp);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OnePlusExp(Vector128<float> t) => OnePlusExp<Width128, Vector128<float>>(t);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector, out TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OnePlusExp(Vector128<float> t, out Vector128<float> oneMinusExp) => OnePlusExp<Width128, Vector128<float>>(t, out oneMinusExp);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OnePlusExp(Vector256<float> t) => OnePlusExp<Width256, Vector256<float>>(t);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector, out TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OnePlusExp(Vector256<float> t, out Vector256<float> oneMinusExp) => OnePlusExp<Width256, Vector256<float>>(t, out oneMinusExp);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OnePlusExp(Vector512<float> t) => OnePlusExp<Width512, Vector512<float>>(t);

    /// <inheritdoc cref="OnePlusExp{TWidth, TVector}(TVector, out TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OnePlusExp(Vector512<float> t, out Vector512<float> oneMinusExp) => OnePlusExp<Width512, Vector512<float>>(t, out oneMinusExp);

    // E = power + slope·q
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Split<TWidth, TVector>(TVector t, out TVector slope, out TVector q)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        t = TWidth.Clamp(t, -Limit, Limit);
        var f = TWidth.Subtract(t, TWidth.Nearest(t));
        var power = TWidth.PowerOfEighths(TWidth.Add(t, TWidth.Broadcast(Round))); // whose low bits are the nearest whole number
        q = TWidth.MultiplyAdd(f, TWidth.MultiplyAdd(f, TWidth.Broadcast(C3), TWidth.Broadcast(C2)), TWidth.Broadcast(C1));
        slope = TWidth.Multiply(power, f);
        return power;
    }
}
