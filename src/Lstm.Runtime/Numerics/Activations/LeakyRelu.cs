using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The rectifier with a slope below zero. <b>Formula</b>: x where it is not negative, α·x elsewhere; NaN passes. <b>Error</b>: the product is
/// rounded once.
/// </content>
public static partial class Exponential
{
    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LeakyRelu<TWidth, TVector>(TVector x, float alpha)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var below = TWidth.Multiply(x, TWidth.Broadcast(alpha));
        return TWidth.WhereLess(x, TWidth.Broadcast(0f), below, x);
    }

    /// <inheritdoc cref="LeakyRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LeakyRelu(float x, float alpha) => LeakyRelu<WidthScalar, float>(x, alpha);

    /// <inheritdoc cref="LeakyRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LeakyRelu(Vector128<float> x, float alpha) => LeakyRelu<Width128, Vector128<float>>(x, alpha);

    /// <inheritdoc cref="LeakyRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyRelu(Vector256<float> x, float alpha) => LeakyRelu<Width256, Vector256<float>>(x, alpha);

    /// <inheritdoc cref="LeakyRelu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyRelu(Vector512<float> x, float alpha) => LeakyRelu<Width512, Vector512<float>>(x, alpha);
}
