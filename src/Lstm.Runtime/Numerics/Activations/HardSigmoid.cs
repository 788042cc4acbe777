using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The logistic function in three straight lines. <b>Formula</b>: α·x + β limited to [0, 1]; NaN passes. <b>Error</b>: rounded once.
/// </content>
public static partial class Exponential
{
    /// <summary>α·x + β limited to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector HardSigmoid<TWidth, TVector>(TVector x, float alpha, float beta)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var y = TWidth.MultiplyAdd(x, TWidth.Broadcast(alpha), TWidth.Broadcast(beta));
        var above = TWidth.ZeroWhereLess(y, y, TWidth.Broadcast(0f));
        return TWidth.WhereLess(TWidth.Broadcast(1f), y, TWidth.Broadcast(1f), above);
    }

    /// <inheritdoc cref="HardSigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HardSigmoid(float x, float alpha, float beta) => HardSigmoid<WidthScalar, float>(x, alpha, beta);

    /// <inheritdoc cref="HardSigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HardSigmoid(Vector128<float> x, float alpha, float beta) => HardSigmoid<Width128, Vector128<float>>(x, alpha, beta);

    /// <inheritdoc cref="HardSigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid(Vector256<float> x, float alpha, float beta) => HardSigmoid<Width256, Vector256<float>>(x, alpha, beta);

    /// <inheritdoc cref="HardSigmoid{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSigmoid(Vector512<float> x, float alpha, float beta) => HardSigmoid<Width512, Vector512<float>>(x, alpha, beta);
}
