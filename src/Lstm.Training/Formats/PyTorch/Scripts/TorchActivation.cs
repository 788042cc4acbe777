using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>Activations in PyTorch.</summary>
internal static class TorchActivation
{
    /// <summary>The line that applies it to y; none for identity.</summary>
    public static IReadOnlyList<string> Lines(ActivationSpec activation)
    {
        string a = Digits(activation.Alpha), b = Digits(activation.Beta);
        string? applied = activation.Kind switch
        {
            ActivationKind.Identity => null,
            ActivationKind.Tanh => "torch.tanh(y)",
            ActivationKind.Relu => "torch.relu(y)",
            ActivationKind.Sigmoid => "torch.sigmoid(y)",
            ActivationKind.Softmax => "torch.softmax(y, dim=-1)",
            ActivationKind.Affine => $"{a} * y + {b}",
            ActivationKind.LeakyRelu => $"nn.functional.leaky_relu(y, {a})",
            ActivationKind.ThresholdedRelu => $"torch.where(y > {a}, y, torch.zeros_like(y))",
            ActivationKind.ScaledTanh => $"{a} * torch.tanh({b} * y)",
            ActivationKind.HardSigmoid => $"torch.clamp({a} * y + {b}, 0, 1)",
            ActivationKind.Elu => $"nn.functional.elu(y, {a})",
            ActivationKind.Softsign => "nn.functional.softsign(y)",
            ActivationKind.Softplus => "nn.functional.softplus(y)",
            _ => throw Unhandled.Kind(activation.Kind),
        };
        return applied is null ? [] : [$"y = {applied}"];
    }

    private static string Digits(float value) => FormattableString.Invariant($"{value:R}") is var text && text.AsSpan().ContainsAny(".E") ? text : text + ".0";
}
