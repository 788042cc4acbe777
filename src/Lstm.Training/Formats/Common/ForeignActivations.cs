using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>
/// What other frameworks call the activation functions, which every importer and exporter asks. A function that is not in a table is one
/// that the framework does not have, or that is not imported from it.
/// </summary>
internal static class ForeignActivations
{
    /// <summary>ONNX operators, with the numbers they have unless attributes say others; in every version of the operators.</summary>
    public static IReadOnlyDictionary<string, ActivationSpec> OnnxOperators { get; } = new Dictionary<string, ActivationSpec>
    {
        ["Tanh"] = ActivationKind.Tanh,
        ["Relu"] = ActivationKind.Relu,
        ["Sigmoid"] = ActivationKind.Sigmoid,
        ["Softmax"] = ActivationKind.Softmax,
        ["Softplus"] = ActivationKind.Softplus,
        ["Softsign"] = ActivationKind.Softsign,
        ["LeakyRelu"] = new(ActivationKind.LeakyRelu, 0.01f, 0),
        ["ThresholdedRelu"] = new(ActivationKind.ThresholdedRelu, 1, 0),
        ["Elu"] = new(ActivationKind.Elu, 1, 0),
        ["HardSigmoid"] = new(ActivationKind.HardSigmoid, 0.2f, 0.5f),
    };

    /// <summary>
    /// Names in the attribute activations of ONNX' recurrent operators, in any case. "Default values are the same as of corresponding ONNX
    /// operators"; there is no operator Affine or ScaledTanh, so that no text says theirs.
    /// </summary>
    public static IReadOnlyDictionary<string, ActivationKind> OnnxAttributes { get; } = new Dictionary<string, ActivationKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["Relu"] = ActivationKind.Relu,
        ["Tanh"] = ActivationKind.Tanh,
        ["Sigmoid"] = ActivationKind.Sigmoid,
        ["Affine"] = ActivationKind.Affine,
        ["LeakyRelu"] = ActivationKind.LeakyRelu,
        ["ThresholdedRelu"] = ActivationKind.ThresholdedRelu,
        ["ScaledTanh"] = ActivationKind.ScaledTanh,
        ["HardSigmoid"] = ActivationKind.HardSigmoid,
        ["Elu"] = ActivationKind.Elu,
        ["Softsign"] = ActivationKind.Softsign,
        ["Softplus"] = ActivationKind.Softplus,
    };

    /// <summary>Keras' names, with the numbers that they stand for; hard_sigmoid, whose numbers depend on the version, is <c>KerasActivations</c>' own.</summary>
    public static IReadOnlyDictionary<string, ActivationSpec> Keras { get; } = new Dictionary<string, ActivationSpec>
    {
        ["linear"] = ActivationKind.Identity,
        ["tanh"] = ActivationKind.Tanh,
        ["sigmoid"] = ActivationKind.Sigmoid,
        ["relu"] = ActivationKind.Relu,
        ["softmax"] = ActivationKind.Softmax,
        ["softplus"] = ActivationKind.Softplus,
        ["softsign"] = ActivationKind.Softsign,
        ["elu"] = new(ActivationKind.Elu, 1, 0),
        ["leaky_relu"] = new(ActivationKind.LeakyRelu, 0.2f, 0), // of tf.nn.leaky_relu and of Keras 3
    };

    /// <summary>RTNeural's names, with the numbers that they stand for; the identity has none.</summary>
    public static IReadOnlyDictionary<string, ActivationSpec> RtNeural { get; } = new Dictionary<string, ActivationSpec>
    {
        ["tanh"] = ActivationKind.Tanh,
        ["relu"] = ActivationKind.Relu,
        ["sigmoid"] = ActivationKind.Sigmoid,
        ["softmax"] = ActivationKind.Softmax,
        ["elu"] = new(ActivationKind.Elu, 1, 0),
    };

    // PyTorch, of a tensor y; there is one for each function.
    private static readonly Dictionary<ActivationKind, string> PyTorch = new()
    {
        [ActivationKind.Identity] = "y",
        [ActivationKind.Tanh] = "torch.tanh(y)",
        [ActivationKind.Relu] = "torch.relu(y)",
        [ActivationKind.Sigmoid] = "torch.sigmoid(y)",
        [ActivationKind.Softmax] = "torch.softmax(y, dim=-1)",
        [ActivationKind.Affine] = "{alpha} * y + {beta}",
        [ActivationKind.LeakyRelu] = "nn.functional.leaky_relu(y, {alpha})",
        [ActivationKind.ThresholdedRelu] = "torch.where(y > {alpha}, y, torch.zeros_like(y))",
        [ActivationKind.ScaledTanh] = "{alpha} * torch.tanh({beta} * y)",
        [ActivationKind.HardSigmoid] = "torch.clamp({alpha} * y + {beta}, 0, 1)",
        [ActivationKind.Elu] = "nn.functional.elu(y, {alpha})",
        [ActivationKind.Softsign] = "nn.functional.softsign(y)",
        [ActivationKind.Softplus] = "nn.functional.softplus(y)",
    };

    // What ONNX composes of several operators, in turn, each with a constant if it takes one.
    private static readonly Dictionary<ActivationKind, Func<ActivationSpec, IReadOnlyList<OnnxStep>>> Composed = new()
    {
        [ActivationKind.Identity] = _ => [],
        [ActivationKind.Affine] = affine => [new("Mul", affine.Alpha), new("Add", affine.Beta)],
        [ActivationKind.ScaledTanh] = tanh => [new("Mul", tanh.Beta), new("Tanh"), new("Mul", tanh.Alpha)],
    };

    /// <summary>The operators that compute a function in ONNX, one behind the other.</summary>
    public static IReadOnlyList<OnnxStep> OnnxSteps(ActivationSpec activation) =>
        Composed.TryGetValue(activation.Kind, out var steps) ? steps(activation) : [new(NameOf(OnnxOperators, activation.Kind) ?? throw Unhandled.Kind(activation.Kind)) { HasNumbers = true }];

    /// <summary>What ONNX' recurrent operators call a function; null if they have none.</summary>
    public static string? OnnxAttribute(ActivationKind kind) => OnnxAttributes.FirstOrDefault(entry => entry.Value == kind).Key;

    /// <summary>The numbers of a function for which the attributes of a recurrent operator have none; null where no text says them.</summary>
    public static ActivationSpec? OnnxDefault(ActivationKind kind) => NameOf(OnnxOperators, kind) is { } name ? OnnxOperators[name] : null;

    /// <summary>What PyTorch makes of a tensor y.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="digits">Writes a number in Python.</param>
    public static string PyTorchOf(ActivationSpec activation, Func<float, string> digits) => PyTorch.TryGetValue(activation.Kind, out string? code)
        ? code.Replace("{alpha}", digits(activation.Alpha), StringComparison.Ordinal).Replace("{beta}", digits(activation.Beta), StringComparison.Ordinal)
        : throw Unhandled.Kind(activation.Kind);

    private static string? NameOf(IReadOnlyDictionary<string, ActivationSpec> names, ActivationKind kind) => names.FirstOrDefault(entry => entry.Value.Kind == kind).Key;
}

/// <summary>An operator of ONNX that takes what the one before made.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="Number">The constant that it takes as well; null for none.</param>
internal sealed record OnnxStep(string Operator, float? Number = null)
{
    /// <summary>Whether the function's numbers are its attributes.</summary>
    public bool HasNumbers { get; init; }
}
