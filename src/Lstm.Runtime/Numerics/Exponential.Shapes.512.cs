using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>The other activations, 16 lanes: AVX-512.</content>
public static partial class Exponential
{
    /// <summary>x limited to [−limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clip(Vector512<float> x, float limit)
    {
        var upper = Vector512.Create(limit);
        var lower = Vector512.Create(-limit);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, upper), upper, Vector512.ConditionalSelect(Vector512.LessThan(x, lower), lower, x));
    }

    /// <summary>α·x + β, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Affine(Vector512<float> x, float alpha, float beta) => Avx512F.FusedMultiplyAdd(x, Vector512.Create(alpha), Vector512.Create(beta));

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyRelu(Vector512<float> x, float alpha) => Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), x * Vector512.Create(alpha), x);

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ThresholdedRelu(Vector512<float> x, float alpha) => Vector512.AndNot(x, Vector512.LessThanOrEqual(x, Vector512.Create(alpha)));

    /// <summary>α·x + β limited to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSigmoid(Vector512<float> x, float alpha, float beta)
    {
        var y = Avx512F.FusedMultiplyAdd(x, Vector512.Create(alpha), Vector512.Create(beta));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.One), Vector512<float>.One, Vector512.AndNot(y, Vector512.LessThan(y, Vector512<float>.Zero)));
    }

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Elu(Vector512<float> x, float alpha) => Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512.Create(alpha) * (Exp(x * Vector512.Create(ExpFactor)) - Vector512<float>.One), x);

    /// <summary>x/(1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softsign(Vector512<float> x) => x / (Vector512.Abs(x) + Vector512<float>.One);

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        var u = Exp(Vector512.Abs(x) * Vector512.Create(-ExpFactor));
        var s = u / (u + Vector512.Create(2f));
        var q = s * s;
        var p = Avx512F.FusedMultiplyAdd(q, Vector512.Create(L6), Vector512.Create(L5));
        p = Avx512F.FusedMultiplyAdd(q, p, Vector512.Create(L4));
        p = Avx512F.FusedMultiplyAdd(q, p, Vector512.Create(L3));
        p = Avx512F.FusedMultiplyAdd(q, p, Vector512.Create(L2));
        p = Avx512F.FusedMultiplyAdd(q, p, Vector512.Create(L1));
        p = Avx512F.FusedMultiplyAdd(q, p, Vector512.Create(2f));
        return Avx512F.FusedMultiplyAdd(s, p, Relu(x));
    }

    /// <summary>E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> t)
    {
        t = Avx512F.Max(Vector512.Create(-Limit), t);
        t = Avx512F.Min(Vector512.Create(Limit), t);
        var rounded = t + Vector512.Create(Round);
        var f = t - Avx512F.RoundScale(t, 0);
        var r = rounded.AsInt32();
        var power = (Avx512F.PermuteVar16x32(Table512, r) + (r << 20)).AsSingle();
        var q = Avx512F.FusedMultiplyAdd(f, Avx512F.FusedMultiplyAdd(f, Vector512.Create(C3), Vector512.Create(C2)), Vector512.Create(C1));
        return Avx512F.FusedMultiplyAdd(power * f, q, power);
    }
}
