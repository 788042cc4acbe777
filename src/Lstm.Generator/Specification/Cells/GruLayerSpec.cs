using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A layer of gated recurrent units (Cho et al. 2014): h' = (1 − z)⊙n + z⊙h.</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activations">The activations of the gates and the candidate.</param>
public sealed record GruLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, GruActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    internal static CellType Definition { get; } = new(
        "gru",
        "GRU",
        ["type", "hidden", "reset", "clip", "direction", "initialState", "bias", "tensors", "activations"],
        [new('r', "resetGate", ActivationKind.Sigmoid), new('z', "updateGate", ActivationKind.Sigmoid), new('n', "candidate", ActivationKind.Tanh)],
        Read)
    {
        Onnx = new("GRU", "zrn"),
        Keras = new("GRU", "zrn"),
        Torch = "GRU",
        ForeignOptions = new Dictionary<string, string>
        {
            ["peephole"] = "a GRU has no cell state that its gates could see; an \"lstm\" has",
            ["coupled"] = "a GRU's update gate is both gates already, z and 1 − z",
            ["cellClip"] = "a GRU has no cell state; \"clip\" limits its sums",
            ["projection"] = $"{LstmLayerSpec.OnlyThere}; after a GRU a \"dense\" layer can follow",
            ["layerNorm"] = LstmLayerSpec.OnlyThere,
        },
    };

    /// <summary>
    /// Whether the reset gate acts on h before the product, n = tanh(W x + R (r⊙h) + b), as Cho et al. wrote it; otherwise after it,
    /// n = tanh(W_n x + b_n + r⊙(R_n h + b_m)), as cuDNN and PyTorch do.
    /// </summary>
    public bool ResetBefore { get; init; }

    /// <inheritdoc/>
    public override CellType CellType => Definition;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationSpec> GateActivations => [Activations.ResetGate, Activations.UpdateGate, Activations.Candidate];

    /// <inheritdoc/>
    public override bool HasCell => false;

    /// <inheritdoc/>
    public override string Blocks => "rzn";

    /// <inheritdoc/>
    public override bool HasTwoBiases => !ResetBefore;

    /// <inheritdoc/>
    protected override string LabelOptions => ResetBefore ? " reset before" : "";

    private protected override string HashBegin => $"reset={Reset} ";

    private string Reset => SpecVocabulary.Resets[ResetBefore ? 1 : 0];

    /// <summary>The candidate's second sum, m = R_n h + b_m, which the reset gate multiplies, holds the candidate's factor too.</summary>
    public override ActivationSpec ActivationOf(char sum) => base.ActivationOf(sum == 'm' ? 'n' : sum);

    internal override CellLayout Layout(CellSums sums) => ResetBefore
        ? CellSums.Layout(sums.Stage("rzn", sums.Bias("rzn"), sums.Input("rzn"), sums.Hidden("rz")), sums.Stage("n", sums.Between('n', "weight_hh")))
        : CellSums.Layout(sums.Stage(
            "rznm",
            sums.Bias([.. sums.Gates("rz", "bias_ih", "bias_hh"), sums.Gate('n', 'n', "bias_ih"), sums.Gate('m', rows: 'n', "bias_hh")]),
            sums.Input("rzn"),
            sums.Hidden([.. sums.Gates("rz", "weight_hh"), sums.Gate('m', rows: 'n', "weight_hh")])));

    private protected override void WriteOptions(JsonMembers members) => members.Add("reset", Reset, SpecVocabulary.Resets[0]);

    private static RecurrentLayerSpec? Read(LayerSource source)
    {
        var all = CellOptions.Read(source);
        int? reset = source.Layer.Word("reset", SpecVocabulary.Resets);
        var activations = source.Activations.ReadGates(source.Layer, Definition.Gates);
        return all is not null && reset is { } where && activations is not null
            ? all.Complete(new GruLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, GruActivations.Of(activations)) { ResetBefore = where == 1 })
            : null;
    }
}

/// <summary>The activations of a GRU layer.</summary>
public sealed record GruActivations(ActivationSpec ResetGate, ActivationSpec UpdateGate, ActivationSpec Candidate)
{
    /// <summary>Sigmoid gates and a tanh candidate.</summary>
    public static GruActivations Standard { get; } = Of(GruLayerSpec.Definition.UsualActivations);

    /// <summary>Those of the gates in order.</summary>
    internal static GruActivations Of(IReadOnlyList<ActivationSpec> a) => new(a[0], a[1], a[2]);
}
