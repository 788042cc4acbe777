using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Every name a spec file can hold. The parser refuses what is not here; a test holds lstm.schema.json to it.</summary>
public static class SpecVocabulary
{
    /// <summary>Properties of the file's object.</summary>
    public static IReadOnlyList<string> Model { get; } = ["$schema", "input", "layers", "maxWeightBytes", "maxStateBytes"];

    /// <summary>The types of layers.</summary>
    public static IReadOnlyList<string> LayerTypes { get; } = ["lstm", "dense", "scale"];

    /// <summary>Properties of an LSTM layer.</summary>
    public static IReadOnlyList<string> Lstm { get; } = ["type", "hidden", "peephole", "bias", "tensors", "activations"];

    /// <summary>Properties of a dense layer.</summary>
    public static IReadOnlyList<string> Dense { get; } = ["type", "size", "activation", "bias", "tensors"];

    /// <summary>Properties of a scale layer.</summary>
    public static IReadOnlyList<string> Scale { get; } = ["type", "tensor"];

    /// <summary>Properties of an LSTM layer's activations.</summary>
    public static IReadOnlyList<string> LstmActivations { get; } = ["inputGate", "forgetGate", "candidate", "outputGate", "cell"];

    // What other frameworks call these things is too far from our names for letters to tell.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["units"] = "hidden",
        ["size"] = "hidden",
        ["hiddenSize"] = "hidden",
        ["hidden_size"] = "hidden",
        ["inputSize"] = "input",
        ["input_size"] = "input",
        ["inputs"] = "input",
        ["linear"] = "identity",
        ["none"] = "identity",
        ["logistic"] = "sigmoid",
    };

    private static readonly Dictionary<string, string> ElsewhereForLayers = new()
    {
        ["linear"] = "dense",
        ["fc"] = "dense",
        ["fullyConnected"] = "dense",
        ["units"] = "size",
        ["hidden"] = "size",
        ["out_features"] = "size",
        ["tensors"] = "tensor",
    };

    /// <summary>Which of <paramref name="known"/> was meant by <paramref name="written"/>, another framework's name or a misspelling; or null.</summary>
    internal static string? Meant(string written, IReadOnlyList<string> known) =>
        KnownAs(Elsewhere, written, known) ?? KnownAs(ElsewhereForLayers, written, known) ?? Suggestion.Nearest(written, known);

    private static string? KnownAs(Dictionary<string, string> words, string written, IReadOnlyList<string> known)
    {
        if (!words.TryGetValue(written, out string? ours))
        {
            return null;
        }
        foreach (string name in known)
        {
            if (name == ours)
            {
                return ours;
            }
        }
        return null;
    }
}
