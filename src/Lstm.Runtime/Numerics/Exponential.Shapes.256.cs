using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>The other activations, 8 lanes: AVX2 and Fma.MultiplyAdd.</content>
public static partial class Exponential
{
    /// <summary>x limited to [−limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x, float limit)
    {
        var upper = Vector256.Create(limit);
        var lower = Vector256.Create(-limit);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, upper), upper, Vector256.ConditionalSelect(Vector256.LessThan(x, lower), lower, x));
    }

    /// <summary>α·x + β, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Affine(Vector256<float> x, float alpha, float beta) => Fma.MultiplyAdd(x, Vector256.Create(alpha), Vector256.Create(beta));

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyRelu(Vector256<float> x, float alpha) => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), x * Vector256.Create(alpha), x);

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ThresholdedRelu(Vector256<float> x, float alpha) => Vector256.AndNot(x, Vector256.LessThanOrEqual(x, Vector256.Create(alpha)));

    /// <summary>α·x + β limited to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid(Vector256<float> x, float alpha, float beta)
    {
        var y = Fma.MultiplyAdd(x, Vector256.Create(alpha), Vector256.Create(beta));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.One), Vector256<float>.One, Vector256.AndNot(y, Vector256.LessThan(y, Vector256<float>.Zero)));
    }

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Elu(Vector256<float> x, float alpha) => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(alpha) * (Exp(x * Vector256.Create(ExpFactor)) - Vector256<float>.One), x);

    /// <summary>x/(1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softsign(Vector256<float> x) => x / (Vector256.Abs(x) + Vector256<float>.One);

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        var u = Exp(Vector256.Abs(x) * Vector256.Create(-ExpFactor));
        var s = u / (u + Vector256.Create(2f));
        var q = s * s;
        var p = Fma.MultiplyAdd(q, Vector256.Create(L6), Vector256.Create(L5));
        p = Fma.MultiplyAdd(q, p, Vector256.Create(L4));
        p = Fma.MultiplyAdd(q, p, Vector256.Create(L3));
        p = Fma.MultiplyAdd(q, p, Vector256.Create(L2));
        p = Fma.MultiplyAdd(q, p, Vector256.Create(L1));
        p = Fma.MultiplyAdd(q, p, Vector256.Create(2f));
        return Fma.MultiplyAdd(s, p, Relu(x));
    }

    /// <summary>E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> t)
    {
        t = Avx.Max(Vector256.Create(-Limit), t);
        t = Avx.Min(Vector256.Create(Limit), t);
        var rounded = t + Vector256.Create(Round);
        var f = t - Avx.RoundToNearestInteger(t);
        var r = rounded.AsInt32();
        var power = (Avx2.PermuteVar8x32(Table256, r) + (r << 20)).AsSingle();
        var q = Fma.MultiplyAdd(f, Fma.MultiplyAdd(f, Vector256.Create(C3), Vector256.Create(C2)), Vector256.Create(C1));
        return Fma.MultiplyAdd(power * f, q, power);
    }
}
