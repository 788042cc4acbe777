using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The activations by the names they have in a spec file.</summary>
public static class Activations
{
    /// <summary>What a gate, the candidate and the cell's way out can have: functions of one value.</summary>
    public static IReadOnlyList<string> ForLstm { get; } = ["sigmoid", "tanh", "identity", "relu"];

    /// <summary>What a dense layer can have.</summary>
    public static IReadOnlyList<string> ForDense { get; } = [.. ForLstm, "softmax"];

    private static readonly Dictionary<string, ActivationKind> Kinds = new()
    {
        ["identity"] = ActivationKind.Identity,
        ["tanh"] = ActivationKind.Tanh,
        ["relu"] = ActivationKind.Relu,
        ["sigmoid"] = ActivationKind.Sigmoid,
        ["softmax"] = ActivationKind.Softmax,
    };

    /// <summary>The name of <paramref name="activation"/> in a spec file.</summary>
    public static string NameOf(ActivationKind activation) => Kinds.First(entry => entry.Value == activation).Key;

    /// <summary>The activation that a spec file calls <paramref name="name"/>, or null.</summary>
    public static ActivationKind? Named(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;
}
