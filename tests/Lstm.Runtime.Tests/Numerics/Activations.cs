using Lstm.Embedded;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>A function that the runtime has at every width.</summary>
internal interface IActivation
{
    static abstract TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct;
}

/// <summary>1 + E.</summary>
internal readonly struct OnePlus : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.OnePlusExp<TWidth, TVector>(x);
}

/// <summary>1 + E, of the form that has 1 − E too.</summary>
internal readonly struct OnePlusOfTwo : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.OnePlusExp<TWidth, TVector>(x, out _);
}

/// <summary>1 − E.</summary>
internal readonly struct OneMinus : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        Exponential.OnePlusExp<TWidth, TVector>(x, out var oneMinusExp);
        return oneMinusExp;
    }
}

/// <summary>1/(1 + E).</summary>
internal readonly struct Sigmoid : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Sigmoid<TWidth, TVector>(x);
}

/// <summary>(1 − E)/(1 + E).</summary>
internal readonly struct Tanh : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Tanh<TWidth, TVector>(x);
}

/// <summary>max(x, 0).</summary>
internal readonly struct Relu : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Relu<TWidth, TVector>(x);
}

/// <summary>A line.</summary>
internal readonly struct Affine : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Affine<TWidth, TVector>(x, 0.7f, -0.3f);
}

/// <summary>A slope below zero.</summary>
internal readonly struct LeakyRelu : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.LeakyRelu<TWidth, TVector>(x, 0.01f);
}

/// <summary>Zero up to a threshold.</summary>
internal readonly struct ThresholdedRelu : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.ThresholdedRelu<TWidth, TVector>(x, 0.5f);
}

/// <summary>A line, limited.</summary>
internal readonly struct HardSigmoid : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.HardSigmoid<TWidth, TVector>(x, 0.2f, 0.5f);
}

/// <summary>A power of e below zero.</summary>
internal readonly struct Elu : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Elu<TWidth, TVector>(x, 1.3f);
}

/// <summary>x/(1 + |x|).</summary>
internal readonly struct Softsign : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Softsign<TWidth, TVector>(x);
}

/// <summary>log(1 + e^x).</summary>
internal readonly struct Softplus : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Softplus<TWidth, TVector>(x);
}

/// <summary>A limit on both sides.</summary>
internal readonly struct Clip : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.Clip<TWidth, TVector>(x, 2.5f);
}

/// <summary>Zero below 2^-60.</summary>
internal readonly struct FlushTiny : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.FlushTiny<TWidth, TVector>(x);
}

/// <summary>A quotient by three, zero below 2^-60.</summary>
internal readonly struct FlushedThird : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.FlushedQuotient<TWidth, TVector>(x, TWidth.Broadcast(3f));
}

/// <summary>One by x, zero below 2^-60.</summary>
internal readonly struct FlushedReciprocal : IActivation
{
    public static TVector At<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct => Exponential.FlushedQuotient<TWidth, TVector>(TWidth.Broadcast(1f), x);
}
