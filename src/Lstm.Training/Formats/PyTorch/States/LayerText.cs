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

    /// <summary>The dilation of a convolution; null where it is not said.</summary>
    public int? Dilation { get; private init; }

    /// <summary>The activation that it names, perhaps with its numbers behind: leakyRelu:0.2, hardSigmoid:0.16666667:0.5. Identity without one.</summary>
    public ActivationSpec? Activation(ModelSource source)
    {
        if (Word is null)
        {
            return null;
        }
        string[] parts = Word.Split(':', StringSplitOptions.TrimEntries);
        ActivationSpec activation = Activations.Named(parts[0]) ?? throw source.Fault("--layers", $"there is no activation {ModelSource.Quote(parts[0])}", $"one of {string.Join(", ", Activations.ForDense)}");
        float[] numbers = [.. parts.Skip(1).Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number) ? number : throw source.Fault("--layers", $"{ModelSource.Quote(part)} behind {parts[0]} is no number", "a number, e.g. leakyRelu:0.2"))];
        int most = activation.Kind == ActivationKind.LeakyRelu ? 1 : activation.Kind == ActivationKind.HardSigmoid ? 2 : 0;
        return numbers.Length > most
            ? throw source.Fault("--layers", $"{parts[0]} has {numbers.Length} numbers behind it", most == 0 ? "none" : $"at most {most}: {(most == 1 ? "its slope, leakyRelu:0.2" : "slope and offset, hardSigmoid:0.16666667:0.5")}")
            : activation with { Alpha = numbers.Length > 0 ? numbers[0] : activation.Alpha, Beta = numbers.Length > 1 ? numbers[1] : activation.Beta };
    }

    /// <summary>The ε of a layer normalisation that it gives; that of PyTorch without one.</summary>
    public float Epsilon(ModelSource source) => Word is null ? LayerNormLayerSpec.UsualEpsilon
        : float.TryParse(Word, NumberStyles.Float, CultureInfo.InvariantCulture, out float epsilon) && epsilon > 0 && float.IsFinite(epsilon) ? epsilon
        : throw source.Fault("--layers", $"{ModelSource.Quote(Word)} is no eps of a layer normalisation", "a number above 0, e.g. layer-norm:1e-6");

    private static LayerWord One(ModelSource source, string text)
    {
        string[] named = text.Split('=', 2, StringSplitOptions.TrimEntries), typed = named[0].Split(':', 2, StringSplitOptions.TrimEntries);
        string[] dilated = typed[0].Split('/', 2);
        bool isDilated = dilated is ["conv1d", _];
        int? dilation = !isDilated ? null : int.TryParse(dilated[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : throw source.Fault("--layers", $"{ModelSource.Quote(dilated[1])} is no dilation", "a whole number from 1 on, e.g. conv1d/2");
        string type = isDilated ? dilated[0] : typed[0];
        string? near = Suggestion.Nearest(type, Types);
        return Types.Contains(type)
            ? new LayerWord(type, typed.Length > 1 ? typed[1] : null, named.Length > 1 ? named[1] : null) { Dilation = dilation }
            : throw source.Fault("--layers", $"there is no layer {ModelSource.Quote(typed[0])}", near is null ? $"one of {string.Join(", ", Types)}" : $"perhaps {near}");
    }
}
