using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Models;

/// <summary>A layer in a few words, for tables.</summary>
internal static class LayerLabel
{
    /// <summary>E.g. "lstm 8" or "dense 1 tanh".</summary>
    public static string Of(LayerSpec layer) => layer switch
    {
        LstmLayerSpec lstm => Recurrent("lstm", lstm) + (lstm.Peephole ? " peephole" : "") + (lstm.Coupled ? " coupled" : "") + (lstm.Projection is { } p ? $" projection {p.ToString(CultureInfo.InvariantCulture)}" : ""),
        GruLayerSpec gru => Recurrent("gru", gru) + (gru.ResetBefore ? " reset before" : ""),
        RnnLayerSpec rnn => Recurrent("rnn", rnn) + Suffix(rnn.Activation),
        LtmStmLayerSpec cell => Recurrent("ltm-stm", cell),
        DenseLayerSpec dense => Number("dense", dense.Size) + Suffix(dense.Activation),
        ConvLayerSpec conv => Number("conv1d", conv.Filters) + Number(" kernel", conv.Kernel) + Suffix(conv.Activation),
        FrameConvLayerSpec conv => Number("frame-conv1d", conv.Filters) + Number(" kernel", conv.Kernel) + Suffix(conv.Activation),
        ActivationLayerSpec alone => Activations.NameOf(alone.Activation.Kind),
        ResidualLayerSpec residual => residual.From < 0 ? "residual input" : Number("residual", residual.From),
        EmbeddingLayerSpec embedding => Number("embedding", embedding.Rows),
        PoolLayerSpec pool => "pool " + SpecVocabulary.PoolKinds[(int)pool.Kind],
        MagnitudeLayerSpec => "magnitude",
        ScaleLayerSpec => "scale",
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>Values of the layer's tensors; scales and offsets are constants, and second biases count with the first where only their sum does.</summary>
    public static long Parameters(LayerSpec layer, int inputs) => layer is ScaleLayerSpec ? 0 : TensorNames.Of(layer)
        .Where(name => layer is GruLayerSpec { ResetBefore: false } or not RecurrentLayerSpec || !name.StartsWith(layer.Tensors + "bias_hh", System.StringComparison.Ordinal))
        .Sum(name => TensorNames.ShapeOf(layer, name, inputs).Aggregate(1L, (product, size) => product * size));

    private static string Recurrent(string type, RecurrentLayerSpec layer) =>
        Number(type, layer.HiddenSize) + (layer.Direction == Direction.Forward ? "" : " " + SpecVocabulary.Directions[(int)layer.Direction]) + (layer.InitialState ? " with initial state" : "");

    private static string Number(string word, int number) => string.Create(CultureInfo.InvariantCulture, $"{word} {number}");

    private static string Suffix(ActivationSpec activation) => activation.Kind == ActivationKind.Identity ? "" : " " + Activations.NameOf(activation.Kind);
}
