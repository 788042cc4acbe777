using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// <b>Formula</b>: x/(1 + |x|). <b>Range</b>: ±1; of an infinity NaN, and NaN passes. <b>Largest error</b>: 8.9e-8, over one float in
/// 101 of ±100.
/// </content>
public static partial class Exponential
{
    /// <summary>x/(1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softsign<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.Divide(x, TWidth.Add(TWidth.Abs(x), TWidth.Broadcast(1f)));

    /// <inheritdoc cref="Softsign{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softsign(float x) => Softsign<WidthScalar, float>(x);

    /// <inheritdoc cref="Softsign{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softsign(Vector128<float> x) => Softsign<Width128, Vector128<float>>(x);

    /// <inheritdoc cref="Softsign{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softsign(Vector256<float> x) => Softsign<Width256, Vector256<float>>(x);

    /// <inheritdoc cref="Softsign{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softsign(Vector512<float> x) => Softsign<Width512, Vector512<float>>(x);
}
