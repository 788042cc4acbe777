using System;
using System.Collections.Generic;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.Scripts;

/// <summary>Activations in PyTorch.</summary>
internal static class TorchActivation
{
    /// <summary>The line that applies it to y; none for identity.</summary>
    public static IReadOnlyList<string> Lines(ActivationSpec activation) =>
        activation.Function.IsIdentity ? [] : [$"y = {ForeignActivations.PyTorchOf(activation, Digits)}"];

    private static string Digits(float value) => FormattableString.Invariant($"{value:R}") is var text && text.AsSpan().ContainsAny(".E") ? text : text + ".0";
}
