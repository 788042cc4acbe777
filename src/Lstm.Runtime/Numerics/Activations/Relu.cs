using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The rectifier. <b>Formula</b>: max(x, 0). <b>Range</b>: as x, of which −0 and NaN pass: the same answer from instruction sets that disagree
/// about them. <b>Error</b>: none.
/// </content>
public static partial class Exponential
{
    /// <summary>max(x, 0), with NaN and −0 passing through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Relu<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.ZeroWhereLess(x, x, TWidth.Broadcast(0f));

    /// <inheritdoc cref="Relu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Relu(float x) => Relu<WidthScalar, float>(x);

    /// <inheritdoc cref="Relu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> x) => Relu<Width128, Vector128<float>>(x);

    /// <inheritdoc cref="Relu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x) => Relu<Width256, Vector256<float>>(x);

    /// <inheritdoc cref="Relu{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> x) => Relu<Width512, Vector512<float>>(x);
}
