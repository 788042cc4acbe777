using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The names a spec file can hold beside those of each type of layers (<see cref="LayerTypes"/>). The parser refuses what is not here; a test holds lstm.schema.json to it.</summary>
public static class SpecVocabulary
{
    /// <summary>Properties of the file's object.</summary>
    public static IReadOnlyList<string> Model { get; } = ["$schema", "input", "inputs", "layers", "outputs", "onNonFinite", "maxWeightBytes", "maxStateBytes"];

    /// <summary>Properties of every layer, by which a network branches.</summary>
    public static IReadOnlyList<string> Links { get; } = ["name", "from"];

    /// <summary>Names that generated methods use beside those of inputs and outputs, which are their parameters: other parameters, and methods that they call.</summary>
    public static IReadOnlyList<string> TakenNames { get; } = ["state", "states", "steps", "streams", "StepOn", "RunOn", "StepManyOn"];

    /// <summary>What <c>onNonFinite</c> can be, in the order of <see cref="OnNonFinite"/>.</summary>
    public static IReadOnlyList<string> OnNonFinite { get; } = ["propagate", "reset", "hold"];

    /// <summary>Properties of an activation that is given with its numbers.</summary>
    public static IReadOnlyList<string> ActivationNumbers { get; } = ["type", "alpha", "beta"];

    /// <summary>Ways through a sequence.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["forward", "reverse", "bidirectional", "backwards"];

    /// <summary>Where a GRU's reset gate acts.</summary>
    public static IReadOnlyList<string> Resets { get; } = ["after", "before"];

    /// <summary>What makes one result of a sequence.</summary>
    public static IReadOnlyList<string> PoolKinds { get; } = ["last", "mean", "final"];

    /// <summary>What a detector compares a sample with, in the order of <see cref="AnomalyKind"/>.</summary>
    public static IReadOnlyList<string> AnomalyKinds { get; } = ["forecast", "reconstruction"];

    /// <summary>What stands around a frame.</summary>
    public static IReadOnlyList<string> PadModes { get; } = ["zero", "reflect"];

    // What other frameworks call these things is too far from our names for letters to tell.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["units"] = "hidden",
        ["size"] = "hidden",
        ["hiddenSize"] = "hidden",
        ["hidden_size"] = "hidden",
        ["inputSize"] = "input",
        ["input_size"] = "input",
        ["proj_size"] = "projection",
        ["input_forget"] = "coupled",
        ["cell_clip"] = "cellClip",
        ["layer_norm"] = "layerNorm",
        ["eps"] = "epsilon",
        ["bidirectional"] = "direction",
        ["go_backwards"] = "direction",
        ["kernel_size"] = "kernel",
        ["num_embeddings"] = "rows",
        ["embedding_dim"] = "size",
        ["input_dim"] = "rows",
        ["output_dim"] = "size",
        ["linear_before_reset"] = "reset",
        ["reset_after"] = "reset",
        ["negative_slope"] = "alpha",
        ["average"] = "mean",
        ["goBackwards"] = "backwards",
    };

    private static readonly Dictionary<string, string> ElsewhereForLayers = new()
    {
        ["linear"] = "dense",
        ["fc"] = "dense",
        ["fullyConnected"] = "dense",
        ["units"] = "size",
        ["hidden"] = "size",
        ["out_features"] = "size",
        ["out_channels"] = "filters",
        ["in_channels"] = "channels",
        ["simpleRnn"] = "rnn",
        ["SimpleRNN"] = "rnn",
        ["layerNorm"] = "layer-norm",
        ["layer_norm"] = "layer-norm",
        ["layerNormalization"] = "layer-norm",
        ["LayerNormalization"] = "layer-norm",
        ["skip"] = "residual",
        ["concatenate"] = "concat",
        ["concatenation"] = "concat",
        ["cat"] = "concat",
        ["sum"] = "add",
        ["mul"] = "multiply",
        ["conv"] = "conv1d",
        ["pooling"] = "pool",
        ["tensors"] = "tensor",
    };

    /// <summary>Which of <paramref name="known"/> was meant by <paramref name="written"/>, another framework's name or a misspelling; or null.</summary>
    internal static string? Meant(string written, IReadOnlyList<string> known) =>
        Known(Activations.NamedElsewhere(written), known) ?? KnownAs(Elsewhere, written, known) ?? KnownAs(ElsewhereForLayers, written, known) ?? Suggestion.Nearest(written, known);

    private static string? KnownAs(Dictionary<string, string> words, string written, IReadOnlyList<string> known) =>
        Known(words.TryGetValue(written, out string? ours) ? ours : null, known);

    private static string? Known(string? name, IReadOnlyList<string> known) => name is not null && known.Contains(name) ? name : null;
}
