using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// A straight line. <b>Formula</b>: α·x + β. <b>Error</b>: rounded once.
/// </content>
public static partial class Exponential
{
    /// <summary>α·x + β, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Affine<TWidth, TVector>(TVector x, float alpha, float beta)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.MultiplyAdd(x, TWidth.Broadcast(alpha), TWidth.Broadcast(beta));

    /// <inheritdoc cref="Affine{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Affine(float x, float alpha, float beta) => Affine<WidthScalar, float>(x, alpha, beta);

    /// <inheritdoc cref="Affine{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Affine(Vector128<float> x, float alpha, float beta) => Affine<Width128, Vector128<float>>(x, alpha, beta);

    /// <inheritdoc cref="Affine{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Affine(Vector256<float> x, float alpha, float beta) => Affine<Width256, Vector256<float>>(x, alpha, beta);

    /// <inheritdoc cref="Affine{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Affine(Vector512<float> x, float alpha, float beta) => Affine<Width512, Vector512<float>>(x, alpha, beta);
}
