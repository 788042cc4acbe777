using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <content>
/// The other activations that a spec can name (ONNX operators LSTM, GRU and RNN list them), and limits. NaN passes through all of
/// them. Elu and softplus take x itself, with no factor folded in.
/// </content>
public static partial class Exponential
{
    private const float ExpFactor = (float)ArgumentFactors.Softmax; // 8·log2(e): e^x = 2^(t/8) for t = 8·log2(e)·x

    /// <summary>x limited to [−limit, limit].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clip(float x, float limit) => x > limit ? limit : x < -limit ? -limit : x;

    /// <summary>α·x + β, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Affine(float x, float alpha, float beta) => MathF.FusedMultiplyAdd(x, alpha, beta);

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LeakyRelu(float x, float alpha) => LeakyRelu(Vector128.CreateScalar(x), alpha).ToScalar();

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ThresholdedRelu(float x, float alpha) => ThresholdedRelu(Vector128.CreateScalar(x), alpha).ToScalar();

    /// <summary>α·x + β limited to [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float HardSigmoid(float x, float alpha, float beta)
    {
        float y = MathF.FusedMultiplyAdd(x, alpha, beta);
        return y > 1f ? 1f : y < 0f ? 0f : y;
    }

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Elu(float x, float alpha) => x < 0f ? alpha * (Exp(x * ExpFactor) - 1f) : x;

    /// <summary>x/(1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softsign(float x) => x / (MathF.Abs(x) + 1f);

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^−|x|), the logarithm by 2·artanh(u/(2 + u)), u = e^−|x|, whose argument is at most ⅓.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x)
    {
        float u = Exp(MathF.Abs(x) * -ExpFactor);
        float s = u / (u + 2f);
        float q = s * s;
        float p = MathF.FusedMultiplyAdd(q, L6, L5);
        p = MathF.FusedMultiplyAdd(q, p, L4);
        p = MathF.FusedMultiplyAdd(q, p, L3);
        p = MathF.FusedMultiplyAdd(q, p, L2);
        p = MathF.FusedMultiplyAdd(q, p, L1);
        p = MathF.FusedMultiplyAdd(q, p, 2f);
        return MathF.FusedMultiplyAdd(s, p, Relu(x));
    }

    // 2/3, 2/5, … of the series of 2·artanh.
    private const float L1 = 0.6666667f;
    private const float L2 = 0.4f;
    private const float L3 = 0.2857143f;
    private const float L4 = 0.22222222f;
    private const float L5 = 0.18181819f;
    private const float L6 = 0.15384616f;
}
