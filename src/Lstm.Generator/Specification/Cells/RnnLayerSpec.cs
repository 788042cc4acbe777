using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A plain recurrent layer (Elman 1990): h' = activation(W x + R h + b).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activation">The activation of the sums.</param>
public sealed record RnnLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, ActivationSpec Activation)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    internal static CellType Definition { get; } = new(
        "rnn",
        "RNN",
        ["type", "hidden", "activation", "clip", "direction", "initialState", "bias", "tensors"],
        [new('h', "activation", ActivationKind.Tanh)],
        Read)
    {
        Onnx = new("RNN", "h"),
        Keras = new("SimpleRNN", "h"),
        Torch = "RNN",
        ForeignOptions = new Dictionary<string, string>
        {
            ["peephole"] = "a plain recurrent layer has neither gates nor a cell state; an \"lstm\" has",
            ["coupled"] = "a plain recurrent layer has no gates",
            ["reset"] = "a plain recurrent layer has no gates; a \"gru\" has a reset gate",
            ["cellClip"] = "a plain recurrent layer has no cell state; \"clip\" limits its sums",
            ["projection"] = $"{LstmLayerSpec.OnlyThere}; after a plain recurrent layer a \"dense\" layer can follow",
            ["layerNorm"] = LstmLayerSpec.OnlyThere,
            ["activations"] = "a plain recurrent layer has one sum, and one \"activation\"",
        },
    };

    /// <inheritdoc/>
    public override CellType CellType => Definition;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationSpec> GateActivations => [Activation];

    /// <inheritdoc/>
    public override bool HasCell => false;

    /// <inheritdoc/>
    public override string Blocks => "h";

    /// <inheritdoc/>
    protected override string LabelOptions => Suffix(Activation);

    internal override CellLayout Layout(CellSums sums) => CellSums.Layout(sums.Stage("h", sums.Bias("h"), sums.Input("h"), sums.Hidden("h")));

    private static RecurrentLayerSpec? Read(LayerSource source)
    {
        var all = CellOptions.Read(source);
        var activations = source.Activations.ReadGates(source.Layer, Definition.Gates);
        return all is not null && activations is not null ? all.Complete(new RnnLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, activations[0])) : null;
    }
}
