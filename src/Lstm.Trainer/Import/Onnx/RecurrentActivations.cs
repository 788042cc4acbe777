using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Import.Onnx;

/// <summary>The attributes activations, activation_alpha and activation_beta.</summary>
internal static class RecurrentActivations
{
    private static readonly Dictionary<string, ActivationKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
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

    /// <summary>The name of an activation in these attributes; null if they have none.</summary>
    public static string? NameOf(ActivationKind kind) => Kinds.FirstOrDefault(entry => entry.Value == kind).Key;

    /// <summary>Activations f, g, h of an LSTM, f and g of a GRU, f of an RNN; both directions must have the same.</summary>
    public static ActivationSpec[] Read(NodeAttributes attributes, string type, int directions)
    {
        string[] usual = type switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        string[] names = attributes.Texts("activations")?.ToArray() ?? [.. Enumerable.Repeat(usual, directions).SelectMany(all => all)];
        if (names.Length != usual.Length * directions)
        {
            throw attributes.Fault("activations", $"there are {names.Length}", $"{usual.Length * directions}");
        }
        var alphas = new Queue<float>(attributes.Floats("activation_alpha") ?? []);
        var betas = new Queue<float>(attributes.Floats("activation_beta") ?? []);
        bool hasAlphas = alphas.Count > 0, hasBetas = betas.Count > 0;
        ActivationSpec[] all = [.. names.Select(One)];
        if (alphas.Count > 0 || betas.Count > 0)
        {
            throw attributes.Fault(alphas.Count > 0 ? "activation_alpha" : "activation_beta", "it has more values than there are functions that take one", "one for each such function");
        }
        ActivationSpec[] first = all[..usual.Length];
        return directions == 1 || first.SequenceEqual(all[usual.Length..])
            ? first
            : throw attributes.Fault("activations", $"the two directions differ: {string.Join(", ", names)}", "the same for both");

        ActivationSpec One(string name)
        {
            if (!Kinds.TryGetValue(name, out var kind))
            {
                throw attributes.Fault("activations", $"there is no function {ModelSource.Quote(name)}", $"one of {string.Join(", ", Kinds.Keys)}");
            }
            var function = ActivationSpec.Of(kind);
            if (hasAlphas && ActivationSpec.HasAlpha(kind))
            {
                function = function with { Alpha = Next(alphas, "activation_alpha") };
            }
            if (hasBetas && ActivationSpec.HasBeta(kind))
            {
                function = function with { Beta = Next(betas, "activation_beta") };
            }
            return function;
        }

        float Next(Queue<float> values, string name) => values.TryDequeue(out float value) ? value : throw attributes.Fault(name, "it has fewer values than there are functions that take one", "one for each such function, or none");
    }
}
