namespace Lstm.Specification;

/// <summary>An activation function.</summary>
public enum ActivationKind
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>1/(1 + e^-x).</summary>
    Sigmoid,

    /// <summary>e^x over the sum of e^x of all outputs; for a dense layer, or as a layer of its own.</summary>
    Softmax,

    /// <summary>α·x + β.</summary>
    Affine,

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    LeakyRelu,

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    ThresholdedRelu,

    /// <summary>α·tanh(β·x).</summary>
    ScaledTanh,

    /// <summary>α·x + β, limited to [0, 1].</summary>
    HardSigmoid,

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    Elu,

    /// <summary>x/(1 + |x|).</summary>
    Softsign,

    /// <summary>log(1 + e^x).</summary>
    Softplus,
}

/// <summary>An activation function with its numbers, as the ONNX operators define them.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Alpha">α; 0 where the function has none.</param>
/// <param name="Beta">β; 0 where the function has none.</param>
public readonly record struct ActivationSpec(ActivationKind Kind, float Alpha, float Beta)
{
    /// <summary>The function with its usual numbers.</summary>
    public static ActivationSpec Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Affine => new(kind, 1, 0),
        ActivationKind.LeakyRelu => new(kind, 0.01f, 0),
        ActivationKind.ThresholdedRelu => new(kind, 1, 0),
        ActivationKind.ScaledTanh => new(kind, 1, 1),
        ActivationKind.HardSigmoid => new(kind, 0.2f, 0.5f),
        ActivationKind.Elu => new(kind, 1, 0),
        ActivationKind.Identity or ActivationKind.Tanh or ActivationKind.Relu or ActivationKind.Sigmoid or ActivationKind.Softmax or ActivationKind.Softsign or ActivationKind.Softplus => new(kind, 0, 0),
        _ => throw Unhandled.Kind(kind),
    };

    /// <summary>Whether α changes anything.</summary>
    public static bool HasAlpha(ActivationKind kind) => Of(kind).Alpha != 0;

    /// <summary>Whether β changes anything.</summary>
    public static bool HasBeta(ActivationKind kind) => kind is ActivationKind.Affine or ActivationKind.ScaledTanh or ActivationKind.HardSigmoid;

    /// <summary>The function with its usual numbers.</summary>
    public static implicit operator ActivationSpec(ActivationKind kind) => Of(kind);
}
