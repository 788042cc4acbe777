namespace Lstm.Specification;

/// <summary>An activation function with its numbers, as the ONNX operators define them.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Alpha">α; 0 where the function has none.</param>
/// <param name="Beta">β; 0 where the function has none.</param>
public readonly record struct ActivationSpec(ActivationKind Kind, float Alpha, float Beta)
{
    /// <summary>What is known of it.</summary>
    public ActivationFunction Function => Activations.Of(Kind);

    /// <summary>The function with its usual numbers.</summary>
    public static ActivationSpec Of(ActivationKind kind) => Activations.Of(kind).Usual;

    /// <summary>The function with its usual numbers.</summary>
    public static implicit operator ActivationSpec(ActivationKind kind) => Of(kind);
}
