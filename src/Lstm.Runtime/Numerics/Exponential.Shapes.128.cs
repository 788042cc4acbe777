using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>The other activations, 4 lanes.</content>
public static partial class Exponential
{
    /// <summary>x limited to [−limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clip(Vector128<float> x, float limit)
    {
        var upper = Vector128.Create(limit);
        var lower = Vector128.Create(-limit);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(x, upper), upper, Vector128.ConditionalSelect(Vector128.LessThan(x, lower), lower, x));
    }

    /// <summary>α·x + β, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Affine(Vector128<float> x, float alpha, float beta) => MultiplyAdd(x, Vector128.Create(alpha), Vector128.Create(beta));

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LeakyRelu(Vector128<float> x, float alpha) => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), x * Vector128.Create(alpha), x);

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ThresholdedRelu(Vector128<float> x, float alpha) => Vector128.AndNot(x, Vector128.LessThanOrEqual(x, Vector128.Create(alpha)));

    /// <summary>α·x + β limited to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HardSigmoid(Vector128<float> x, float alpha, float beta)
    {
        var y = MultiplyAdd(x, Vector128.Create(alpha), Vector128.Create(beta));
        return Vector128.ConditionalSelect(Vector128.GreaterThan(y, Vector128<float>.One), Vector128<float>.One, Vector128.AndNot(y, Vector128.LessThan(y, Vector128<float>.Zero)));
    }

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Elu(Vector128<float> x, float alpha) => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), Vector128.Create(alpha) * (Exp(x * Vector128.Create(ExpFactor)) - Vector128<float>.One), x);

    /// <summary>x/(1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softsign(Vector128<float> x) => x / (Vector128.Abs(x) + Vector128<float>.One);

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        var u = Exp(Vector128.Abs(x) * Vector128.Create(-ExpFactor));
        var s = u / (u + Vector128.Create(2f));
        var q = s * s;
        var p = MultiplyAdd(q, Vector128.Create(L6), Vector128.Create(L5));
        p = MultiplyAdd(q, p, Vector128.Create(L4));
        p = MultiplyAdd(q, p, Vector128.Create(L3));
        p = MultiplyAdd(q, p, Vector128.Create(L2));
        p = MultiplyAdd(q, p, Vector128.Create(L1));
        p = MultiplyAdd(q, p, Vector128.Create(2f));
        return MultiplyAdd(s, p, Relu(x));
    }

    /// <summary>E = 2^(t/8) with t clamped to ±320; NaN passes through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Exp(Vector128<float> t)
    {
        t = Max(Vector128.Create(-Limit), t);
        t = Min(Vector128.Create(Limit), t);
        var rounded = t + Vector128.Create(Round);
        var f = t - Nearest(t);
        var r = rounded.AsInt32();
        var power = (Lookup(r) + (r << 20)).AsSingle();
        var q = MultiplyAdd(f, MultiplyAdd(f, Vector128.Create(C3), Vector128.Create(C2)), Vector128.Create(C1));
        return MultiplyAdd(power * f, q, power);
    }
}
