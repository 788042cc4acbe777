using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// <b>Formula</b>: log(1 + e^x) = max(x, 0) + log(1 + u), u = e^−|x|, the logarithm by 2·artanh(s), s = u/(2 + u), which is at most ⅓.
/// <b>Source</b>: the series of artanh, s + s³/3 + s⁵/5 + …, to s^13; u by E = 2^(t/8) of t = −8·log2(e)·|x|, rounded. <b>Range</b>: from 2^−40; NaN
/// passes. <b>Largest error</b>: 1.5e-7, relative where the value is above 1, over one float in 101 of ±100.
/// </content>
public static partial class Exponential
{
    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        var u = Exp<TWidth, TVector>(TWidth.Multiply(TWidth.Abs(x), TWidth.Broadcast(-ExpFactor)));
        var s = TWidth.Divide(u, TWidth.Add(u, TWidth.Broadcast(2f)));
        var q = TWidth.Multiply(s, s);
        var p = TWidth.MultiplyAdd(q, TWidth.Broadcast(L6), TWidth.Broadcast(L5));
        p = TWidth.MultiplyAdd(q, p, TWidth.Broadcast(L4));
        p = TWidth.MultiplyAdd(q, p, TWidth.Broadcast(L3));
        p = TWidth.MultiplyAdd(q, p, TWidth.Broadcast(L2));
        p = TWidth.MultiplyAdd(q, p, TWidth.Broadcast(L1));
        p = TWidth.MultiplyAdd(q, p, TWidth.Broadcast(2f));
        return TWidth.MultiplyAdd(s, p, Relu<TWidth, TVector>(x));
    }

    /// <inheritdoc cref="Softplus{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Softplus<WidthScalar, float>(x);

    /// <inheritdoc cref="Softplus{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Softplus<Width128, Vector128<float>>(x);

    /// <inheritdoc cref="Softplus{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Softplus<Width256, Vector256<float>>(x);

    /// <inheritdoc cref="Softplus{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Softplus<Width512, Vector512<float>>(x);

    // 2/3, 2/5, … of the series of 2·artanh.
    private const float L1 = 0.6666667f;
    private const float L2 = 0.4f;
    private const float L3 = 0.2857143f;
    private const float L4 = 0.22222222f;
    private const float L5 = 0.18181819f;
    private const float L6 = 0.15384616f;
}
