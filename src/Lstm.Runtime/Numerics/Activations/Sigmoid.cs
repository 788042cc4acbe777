using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The logistic function. <b>Formula</b>: 1/(1 + E), E = 2^(t/8), of t = −8·log2(e)·z. <b>Source</b>: the definition, over
/// <see cref="OnePlusExp{TWidth, TVector}(TVector)"/>. <b>Range</b>: from 2^−40, for z below −27.7, to 1; NaN passes. <b>Largest error</b>: 1.483e-7, the
/// rounding of t included, over every float in ±100.
/// </content>
public static partial class Exponential
{
    /// <summary>1/(1 + E): the sigmoid of z for t = −8·log2(e)·z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TWidth, TVector>(TVector t)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var onePlusExp = OnePlusExp<TWidth, TVector>(t);
        return TWidth.Divide(TWidth.Broadcast(1f), onePlusExp);
    }

    /// <inheritdoc cref="Sigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float t) => Sigmoid<WidthScalar, float>(t);

    /// <inheritdoc cref="Sigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> t) => Sigmoid<Width128, Vector128<float>>(t);

    /// <inheritdoc cref="Sigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> t) => Sigmoid<Width256, Vector256<float>>(t);

    /// <inheritdoc cref="Sigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> t) => Sigmoid<Width512, Vector512<float>>(t);
}
