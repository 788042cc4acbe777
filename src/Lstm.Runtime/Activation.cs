namespace Lstm.Embedded;

/// <summary>The activation of a dense layer.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>1/(1 + e^-x).</summary>
    Sigmoid,

    /// <summary>e^x over the sum of e^x of all outputs.</summary>
    Softmax,
}
