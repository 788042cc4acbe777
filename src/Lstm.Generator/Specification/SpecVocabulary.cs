using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Every name a spec file can hold. The parser refuses what is not here; a test holds lstm.schema.json to it.</summary>
public static class SpecVocabulary
{
    /// <summary>Properties of the file's object.</summary>
    public static IReadOnlyList<string> Model { get; } = ["$schema", "input", "layers", "onNonFinite", "maxWeightBytes", "maxStateBytes"];

    /// <summary>What <c>onNonFinite</c> can be, in the order of <see cref="OnNonFinite"/>.</summary>
    public static IReadOnlyList<string> OnNonFinite { get; } = ["propagate", "reset", "hold"];

    /// <summary>The types of layers.</summary>
    public static IReadOnlyList<string> LayerTypes { get; } =
        ["lstm", "gru", "rnn", "ltm-stm", "dense", "scale", "activation", "residual", "embedding", "pool", "conv1d", "frame-conv1d", "magnitude"];

    /// <summary>The layers that remember, one of which a network needs.</summary>
    public static IReadOnlyList<string> RememberingTypes { get; } = ["lstm", "gru", "rnn", "ltm-stm", "conv1d"];

    /// <summary>Properties of an LSTM layer.</summary>
    public static IReadOnlyList<string> Lstm { get; } =
        ["type", "hidden", "peephole", "coupled", "clip", "cellClip", "projection", "layerNorm", "direction", "initialState", "bias", "tensors", "activations"];

    /// <summary>Properties of a GRU layer.</summary>
    public static IReadOnlyList<string> Gru { get; } = ["type", "hidden", "reset", "clip", "direction", "initialState", "bias", "tensors", "activations"];

    /// <summary>Properties of a plain recurrent layer.</summary>
    public static IReadOnlyList<string> Rnn { get; } = ["type", "hidden", "activation", "clip", "direction", "initialState", "bias", "tensors"];

    /// <summary>Properties of an LTM/STM layer.</summary>
    public static IReadOnlyList<string> LtmStm { get; } = ["type", "hidden", "clip", "direction", "initialState", "bias", "tensors", "activations"];

    /// <summary>Properties of a dense layer.</summary>
    public static IReadOnlyList<string> Dense { get; } = ["type", "size", "activation", "bias", "tensors"];

    /// <summary>Properties of a scale layer.</summary>
    public static IReadOnlyList<string> Scale { get; } = ["type", "tensor", "offset"];

    /// <summary>Properties of an activation layer.</summary>
    public static IReadOnlyList<string> Activation { get; } = ["type", "activation"];

    /// <summary>Properties of a residual layer.</summary>
    public static IReadOnlyList<string> Residual { get; } = ["type", "from"];

    /// <summary>Properties of an embedding layer.</summary>
    public static IReadOnlyList<string> Embedding { get; } = ["type", "rows", "size", "tensors"];

    /// <summary>Properties of a pool layer.</summary>
    public static IReadOnlyList<string> Pool { get; } = ["type", "kind"];

    /// <summary>Properties of a convolution over time.</summary>
    public static IReadOnlyList<string> Conv { get; } = ["type", "filters", "kernel", "stride", "dilation", "activation", "bias", "tensors"];

    /// <summary>Properties of a convolution within a frame.</summary>
    public static IReadOnlyList<string> FrameConv { get; } =
        ["type", "channels", "filters", "kernel", "stride", "dilation", "padLeft", "padRight", "padMode", "activation", "bias", "tensors"];

    /// <summary>Properties of a magnitude layer.</summary>
    public static IReadOnlyList<string> Magnitude { get; } = ["type", "channels"];

    /// <summary>Properties of an LSTM layer's activations.</summary>
    public static IReadOnlyList<string> LstmActivations { get; } = ["inputGate", "forgetGate", "candidate", "outputGate", "cell"];

    /// <summary>Properties of a GRU layer's activations.</summary>
    public static IReadOnlyList<string> GruActivations { get; } = ["resetGate", "updateGate", "candidate"];

    /// <summary>Properties of an LTM/STM layer's activations.</summary>
    public static IReadOnlyList<string> LtmStmActivations { get; } = ["learnGate", "forgetGate", "candidate", "useGate", "output"];

    /// <summary>Properties of an activation that is given with its numbers.</summary>
    public static IReadOnlyList<string> ActivationNumbers { get; } = ["type", "alpha", "beta"];

    /// <summary>The properties of a layer of the type <paramref name="layerType"/>, or null if there is no such type.</summary>
    public static IReadOnlyList<string>? OfLayer(string layerType) => layerType switch
    {
        "lstm" => Lstm,
        "gru" => Gru,
        "rnn" => Rnn,
        "ltm-stm" => LtmStm,
        "dense" => Dense,
        "scale" => Scale,
        "activation" => Activation,
        "residual" => Residual,
        "embedding" => Embedding,
        "pool" => Pool,
        "conv1d" => Conv,
        "frame-conv1d" => FrameConv,
        "magnitude" => Magnitude,
        _ => null,
    };

    /// <summary>The type by which a spec file calls <paramref name="layer"/>.</summary>
    public static string TypeOf(LayerSpec layer) => layer switch
    {
        LstmLayerSpec => "lstm",
        GruLayerSpec => "gru",
        RnnLayerSpec => "rnn",
        LtmStmLayerSpec => "ltm-stm",
        DenseLayerSpec => "dense",
        ScaleLayerSpec => "scale",
        ActivationLayerSpec => "activation",
        ResidualLayerSpec => "residual",
        EmbeddingLayerSpec => "embedding",
        PoolLayerSpec => "pool",
        ConvLayerSpec => "conv1d",
        FrameConvLayerSpec => "frame-conv1d",
        MagnitudeLayerSpec => "magnitude",
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>Ways through a sequence.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["forward", "reverse", "bidirectional", "backwards"];

    /// <summary>Where a GRU's reset gate acts.</summary>
    public static IReadOnlyList<string> Resets { get; } = ["after", "before"];

    /// <summary>What makes one result of a sequence.</summary>
    public static IReadOnlyList<string> PoolKinds { get; } = ["last", "mean", "final"];

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
        ["inputs"] = "input",
        ["proj_size"] = "projection",
        ["input_forget"] = "coupled",
        ["cell_clip"] = "cellClip",
        ["layer_norm"] = "layerNorm",
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
        ["skip"] = "residual",
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
