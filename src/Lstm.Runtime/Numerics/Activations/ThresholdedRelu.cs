using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The rectifier with a threshold. <b>Formula</b>: x where it is above α, 0 elsewhere; NaN passes. <b>Error</b>: none.
/// </content>
public static partial class Exponential
{
    /// <summary>x where it is above α, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ThresholdedRelu<TWidth, TVector>(TVector x, float alpha)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.ZeroWhereAtMost(x, alpha);

    /// <inheritdoc cref="ThresholdedRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ThresholdedRelu(float x, float alpha) => ThresholdedRelu<WidthScalar, float>(x, alpha);

    /// <inheritdoc cref="ThresholdedRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ThresholdedRelu(Vector128<float> x, float alpha) => ThresholdedRelu<Width128, Vector128<float>>(x, alpha);

    /// <inheritdoc cref="ThresholdedRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ThresholdedRelu(Vector256<float> x, float alpha) => ThresholdedRelu<Width256, Vector256<float>>(x, alpha);

    /// <inheritdoc cref="ThresholdedRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ThresholdedRelu(Vector512<float> x, float alpha) => ThresholdedRelu<Width512, Vector512<float>>(x, alpha);
}
