using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The attributes activations, activation_alpha and activation_beta.</summary>
internal static class RecurrentActivations
{
    /// <summary>Activations f, g, h of an LSTM, f and g of a GRU, f of an RNN; both directions must have the same.</summary>
    public static ActivationSpec[] Read(NodeAttributes attributes, OnnxNode node, string type, int directions, Action<string> note)
    {
        string[] usual = type switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        string[] names = attributes.Texts("activations")?.ToArray() ?? [.. Enumerable.Repeat(usual, directions).SelectMany(all => all)];
        if (names.Length != usual.Length * directions)
        {
            throw attributes.Fault("activations", $"there are {names.Length}", $"{usual.Length * directions}");
        }
        var alphas = new Numbers(attributes, "activation_alpha");
        var betas = new Numbers(attributes, "activation_beta");
        ActivationSpec[] all = [.. names.Select(One)];
        alphas.RequireAllTaken();
        betas.RequireAllTaken();
        if (!alphas.AreGiven && all.Any(function => function.Kind == ActivationKind.ThresholdedRelu))
        {
            note($"{node.Place}: its ThresholdedRelu is given no alpha; it has 1 here, as the operator's text says, while ONNX Runtime 1.30 takes 0 and answers otherwise. activation_alpha settles it.");
        }
        ActivationSpec[] first = all[..usual.Length];
        return directions == 1 || first.SequenceEqual(all[usual.Length..])
            ? first
            : throw attributes.Fault("activations", $"the two directions differ: {string.Join(", ", names)}", "the same for both");

        ActivationSpec One(string name)
        {
            if (!ForeignActivations.OnnxAttributes.TryGetValue(name, out var kind))
            {
                throw attributes.Fault("activations", $"there is no function {ModelSource.Quote(name)}", $"one of {string.Join(", ", ForeignActivations.OnnxAttributes.Keys)}");
            }
            var (function, usual) = (Activations.Of(kind), ForeignActivations.OnnxDefault(kind));
            float? alpha = function.HasAlpha ? alphas.Next() : 0, beta = function.HasBeta ? betas.Next() : 0;
            if ((alpha is null || beta is null) && usual is null)
            {
                string[] missing = [.. new[] { alpha is null ? "activation_alpha" : null, beta is null ? "activation_beta" : null }.OfType<string>()];
                throw attributes.Fault("activations", $"{name} computes with alpha and beta, no text of ONNX says their defaults (ONNX Runtime 1.30 takes 0 for both, so that the function is 0 everywhere), and the node has no {string.Join(" and no ", missing)}", $"{string.Join(" and ", missing)} with a number for each function that takes one, in the order of activations");
            }
            return new ActivationSpec(kind, alpha ?? usual!.Value.Alpha, beta ?? usual!.Value.Beta);
        }
    }

    // The values of one of the two attributes, which functions take in their order; all functions that take one, or none.
    private sealed class Numbers(NodeAttributes attributes, string name)
    {
        private readonly Queue<float> values = new(attributes.Floats(name) ?? []);

        public bool AreGiven { get; } = attributes.Floats(name) is { Count: > 0 };

        public float? Next() => !AreGiven ? null : values.TryDequeue(out float value) ? value : throw attributes.Fault(name, "it has fewer values than there are functions that take one", "one for each such function, or none");

        public void RequireAllTaken()
        {
            if (values.Count > 0)
            {
                throw attributes.Fault(name, "it has more values than there are functions that take one", "one for each such function");
            }
        }
    }
}
