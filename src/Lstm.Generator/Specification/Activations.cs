using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The activations by the names they have in a spec file.</summary>
public static class Activations
{
    private static readonly Dictionary<string, ActivationKind> Kinds = new()
    {
        ["sigmoid"] = ActivationKind.Sigmoid,
        ["tanh"] = ActivationKind.Tanh,
        ["identity"] = ActivationKind.Identity,
        ["relu"] = ActivationKind.Relu,
        ["affine"] = ActivationKind.Affine,
        ["leakyRelu"] = ActivationKind.LeakyRelu,
        ["thresholdedRelu"] = ActivationKind.ThresholdedRelu,
        ["scaledTanh"] = ActivationKind.ScaledTanh,
        ["hardSigmoid"] = ActivationKind.HardSigmoid,
        ["elu"] = ActivationKind.Elu,
        ["softsign"] = ActivationKind.Softsign,
        ["softplus"] = ActivationKind.Softplus,
        ["softmax"] = ActivationKind.Softmax,
    };

    /// <summary>What a gate, the candidate and the cell's way out can have: functions of one value.</summary>
    public static IReadOnlyList<string> ForLstm { get; } = [.. Kinds.Keys.Where(name => name != "softmax")];

    /// <summary>What a dense layer can have.</summary>
    public static IReadOnlyList<string> ForDense { get; } = [.. Kinds.Keys];

    /// <summary>The name of <paramref name="activation"/> in a spec file.</summary>
    public static string NameOf(ActivationKind activation) => Kinds.First(entry => entry.Value == activation).Key;

    /// <summary>The activation that a spec file calls <paramref name="name"/>, or null.</summary>
    public static ActivationKind? Named(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;
}
