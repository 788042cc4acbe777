using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The exponential linear unit (Clevert, Unterthiner and Hochreiter, 2015). <b>Formula</b>: x where it is not negative, α·(E − 1) elsewhere,
/// E = 2^(t/8) of t = 8·log2(e)·x, rounded. <b>Range</b>: from α·(2^−40 − 1); NaN passes. <b>Largest error</b>: 8.3e-8 with α of 1,
/// over one float in 101 of ±100.
/// </content>
public static partial class Exponential
{
    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Elu<TWidth, TVector>(TVector x, float alpha)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var power = Exp<TWidth, TVector>(TWidth.Multiply(x, TWidth.Broadcast(ExpFactor)));
        var below = TWidth.Multiply(TWidth.Subtract(power, TWidth.Broadcast(1f)), TWidth.Broadcast(alpha));
        return TWidth.WhereLess(x, TWidth.Broadcast(0f), below, x);
    }

    /// <inheritdoc cref="Elu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Elu(float x, float alpha) => Elu<WidthScalar, float>(x, alpha);

    /// <inheritdoc cref="Elu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Elu(Vector128<float> x, float alpha) => Elu<Width128, Vector128<float>>(x, alpha);

    /// <inheritdoc cref="Elu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Elu(Vector256<float> x, float alpha) => Elu<Width256, Vector256<float>>(x, alpha);

    /// <inheritdoc cref="Elu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Elu(Vector512<float> x, float alpha) => Elu<Width512, Vector512<float>>(x, alpha);
}
