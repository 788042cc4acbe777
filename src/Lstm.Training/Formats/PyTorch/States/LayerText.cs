using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>A layer as --layers gives it: a type, with an activation, an eps or another word behind a colon, and a module behind "=".</summary>
internal sealed record LayerWord(string Type, string? Word, string? Module)
{
    private static readonly string[] Types = ["lstm", "gru", "rnn", "dense", "embedding", "conv1d", "norm", "layer-norm", "scale", "activation", "residual", "pool"];

    /// <summary>Takes the text apart.</summary>
    public static IReadOnlyList<LayerWord> Parse(ModelSource source, string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(word => One(source, word))];

    /// <summary>The activation that it names; identity without one.</summary>
    public ActivationSpec? Activation(ModelSource source) => Word is null ? null
        : Activations.Named(Word) ?? throw source.Fault("--layers", $"there is no activation {ModelSource.Quote(Word)}", $"one of {string.Join(", ", Activations.ForDense)}");

    /// <summary>The ε of a layer normalisation that it gives; that of PyTorch without one.</summary>
    public float Epsilon(ModelSource source) => Word is null ? LayerNormLayerSpec.UsualEpsilon
        : float.TryParse(Word, NumberStyles.Float, CultureInfo.InvariantCulture, out float epsilon) && epsilon > 0 && float.IsFinite(epsilon) ? epsilon
        : throw source.Fault("--layers", $"{ModelSource.Quote(Word)} is no eps of a layer normalisation", "a number above 0, e.g. layer-norm:1e-6");

    private static LayerWord One(ModelSource source, string text)
    {
        string[] named = text.Split('=', 2, StringSplitOptions.TrimEntries), typed = named[0].Split(':', 2, StringSplitOptions.TrimEntries);
        string? near = Suggestion.Nearest(typed[0], Types);
        return Types.Contains(typed[0])
            ? new LayerWord(typed[0], typed.Length > 1 ? typed[1] : null, named.Length > 1 ? named[1] : null)
            : throw source.Fault("--layers", $"there is no layer {ModelSource.Quote(typed[0])}", near is null ? $"one of {string.Join(", ", Types)}" : $"perhaps {near}");
    }
}
