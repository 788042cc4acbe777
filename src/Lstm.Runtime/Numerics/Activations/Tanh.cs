using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The hyperbolic tangent. <b>Formula</b>: (1 − E)/(1 + E), E = 2^(t/8), of t = −16·log2(e)·z. <b>Source</b>: the definition, over
/// <see cref="OnePlusExp{TWidth, TVector}(TVector, out TVector)"/>. <b>Range</b>: ±1, which it is for |z| above 13.9; NaN passes. <b>Largest error</b>: 1.491e-7,
/// the rounding of t included, over every float in ±100; 1.510e-7 of a cell state times its factor.
/// </content>
public static partial class Exponential
{
    /// <summary>(1 − E)/(1 + E): the hyperbolic tangent of z for t = −16·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TWidth, TVector>(TVector t)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var onePlusExp = OnePlusExp<TWidth, TVector>(t, out var oneMinusExp);
        return TWidth.Divide(oneMinusExp, onePlusExp);
    }

    /// <inheritdoc cref="Tanh{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float t) => Tanh<WidthScalar, float>(t);

    /// <inheritdoc cref="Tanh{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> t) => Tanh<Width128, Vector128<float>>(t);

    /// <inheritdoc cref="Tanh{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> t) => Tanh<Width256, Vector256<float>>(t);

    /// <inheritdoc cref="Tanh{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> t) => Tanh<Width512, Vector512<float>>(t);
}
