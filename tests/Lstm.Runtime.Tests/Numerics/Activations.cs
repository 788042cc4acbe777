using System.Runtime.Intrinsics;
using Lstm.Embedded;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>A function of one float that the runtime has at four widths.</summary>
internal interface IActivation
{
    static abstract float At(float x);

    static abstract Vector128<float> At(Vector128<float> x);

    static abstract Vector256<float> At(Vector256<float> x);

    static abstract Vector512<float> At(Vector512<float> x);
}

/// <summary>1 + E.</summary>
internal readonly struct OnePlus : IActivation
{
    public static float At(float x) => Exponential.OnePlusExp(x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.OnePlusExp(x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.OnePlusExp(x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.OnePlusExp(x);
}

/// <summary>1 + E, of the form that has 1 − E too.</summary>
internal readonly struct OnePlusOfTwo : IActivation
{
    public static float At(float x) => Exponential.OnePlusExp(x, out _);

    public static Vector128<float> At(Vector128<float> x) => Exponential.OnePlusExp(x, out _);

    public static Vector256<float> At(Vector256<float> x) => Exponential.OnePlusExp(x, out _);

    public static Vector512<float> At(Vector512<float> x) => Exponential.OnePlusExp(x, out _);
}

/// <summary>1 − E.</summary>
internal readonly struct OneMinus : IActivation
{
    public static float At(float x)
    {
        Exponential.OnePlusExp(x, out float oneMinusExp);
        return oneMinusExp;
    }

    public static Vector128<float> At(Vector128<float> x)
    {
        Exponential.OnePlusExp(x, out var oneMinusExp);
        return oneMinusExp;
    }

    public static Vector256<float> At(Vector256<float> x)
    {
        Exponential.OnePlusExp(x, out var oneMinusExp);
        return oneMinusExp;
    }

    public static Vector512<float> At(Vector512<float> x)
    {
        Exponential.OnePlusExp(x, out var oneMinusExp);
        return oneMinusExp;
    }
}

/// <summary>1/(1 + E).</summary>
internal readonly struct Sigmoid : IActivation
{
    public static float At(float x) => Exponential.Sigmoid(x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.Sigmoid(x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.Sigmoid(x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.Sigmoid(x);
}

/// <summary>(1 − E)/(1 + E).</summary>
internal readonly struct Tanh : IActivation
{
    public static float At(float x) => Exponential.Tanh(x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.Tanh(x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.Tanh(x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.Tanh(x);
}

/// <summary>max(x, 0).</summary>
internal readonly struct Relu : IActivation
{
    public static float At(float x) => Exponential.Relu(x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.Relu(x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.Relu(x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.Relu(x);
}

/// <summary>Zero below 2^-60.</summary>
internal readonly struct FlushTiny : IActivation
{
    public static float At(float x) => Exponential.FlushTiny(x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.FlushTiny(x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.FlushTiny(x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.FlushTiny(x);
}

/// <summary>A quotient by three, zero below 2^-60.</summary>
internal readonly struct FlushedThird : IActivation
{
    public static float At(float x) => Exponential.FlushedQuotient(x, 3f);

    public static Vector128<float> At(Vector128<float> x) => Exponential.FlushedQuotient(x, Vector128.Create(3f));

    public static Vector256<float> At(Vector256<float> x) => Exponential.FlushedQuotient(x, Vector256.Create(3f));

    public static Vector512<float> At(Vector512<float> x) => Exponential.FlushedQuotient(x, Vector512.Create(3f));
}

/// <summary>One by x, zero below 2^-60.</summary>
internal readonly struct FlushedReciprocal : IActivation
{
    public static float At(float x) => Exponential.FlushedQuotient(1f, x);

    public static Vector128<float> At(Vector128<float> x) => Exponential.FlushedQuotient(Vector128<float>.One, x);

    public static Vector256<float> At(Vector256<float> x) => Exponential.FlushedQuotient(Vector256<float>.One, x);

    public static Vector512<float> At(Vector512<float> x) => Exponential.FlushedQuotient(Vector512<float>.One, x);
}
