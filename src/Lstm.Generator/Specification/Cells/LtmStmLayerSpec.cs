using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>
/// The long- and short-term memory of the lectures, with a learn, a forget, a remember and a use gate: from the event x, the
/// short-term memory h and the long-term memory c,
/// i = learn(W_i[h, x] + b_i), N = candidate(W_N[h, x] + b_N), f = forget(W_f[h, x] + b_f), c' = c⊙f + N⊙i,
/// U = use(W_U(c⊙f) + b_U), V = output(W_V[h, x] + b_V), h' = U⊙V.
/// </summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c> (blocks i f N V), <c>weight_use_lK</c> [H, H], <c>bias_use_lK</c> [H].</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Bias">Whether the sums have a bias.</param>
/// <param name="Activations">The activation of each sum.</param>
public sealed record LtmStmLayerSpec(string Tensors, int Index, int HiddenSize, bool Bias, LtmStmActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    internal static CellType Definition { get; } = new(
        "ltm-stm",
        "LTM/STM",
        ["type", "hidden", "clip", "direction", "initialState", "bias", "tensors", "activations"],
        [
            new('i', "learnGate", ActivationKind.Sigmoid),
            new('f', "forgetGate", ActivationKind.Sigmoid),
            new('n', "candidate", ActivationKind.Tanh),
            new('u', "useGate", ActivationKind.Tanh),
            new('v', "output", ActivationKind.Sigmoid),
        ],
        Read)
    {
        ForeignOptions = new Dictionary<string, string>
        {
            ["peephole"] = "the use gate already sees the cell state through its own weights",
            ["coupled"] = "this cell's learn and forget gates are separate; an \"lstm\" can couple its gates",
            ["reset"] = "this cell has no reset gate; a \"gru\" has",
            ["cellClip"] = LstmLayerSpec.OnlyThere,
            ["projection"] = LstmLayerSpec.OnlyThere,
            ["layerNorm"] = LstmLayerSpec.OnlyThere,
        },
    };

    /// <inheritdoc/>
    public override CellType CellType => Definition;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationSpec> GateActivations => [Activations.LearnGate, Activations.ForgetGate, Activations.Candidate, Activations.UseGate, Activations.Output];

    /// <inheritdoc/>
    public override bool HasCell => true;

    /// <inheritdoc/>
    public override string Blocks => "ifnv";

    internal override CellLayout Layout(CellSums sums) => CellSums.Layout(
        sums.Stage("ifnv", sums.Bias("ifnv"), sums.Input("ifnv"), sums.Hidden("ifnv")),
        sums.Stage("u", sums.Bias(sums.Gate('u', 'u', "bias_use")), sums.Between('u', "weight_use")));

    private protected override IEnumerable<TensorShape> OwnTensors()
    {
        yield return new("weight_use", HiddenSize, HiddenSize);
        if (Bias)
        {
            yield return new("bias_use", HiddenSize);
        }
    }

    private static RecurrentLayerSpec? Read(LayerSource source)
    {
        var all = CellOptions.Read(source);
        var activations = source.Activations.ReadGates(source.Layer, Definition.Gates);
        return all is not null && activations is not null
            ? all.Complete(new LtmStmLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, LtmStmActivations.Of(activations)))
            : null;
    }
}

/// <summary>The activations of an LTM/STM layer.</summary>
public sealed record LtmStmActivations(ActivationSpec LearnGate, ActivationSpec ForgetGate, ActivationSpec Candidate, ActivationSpec UseGate, ActivationSpec Output)
{
    /// <summary>What the lectures write: sigmoid for i, f and V, tanh for N and U.</summary>
    public static LtmStmActivations Standard { get; } = Of(LtmStmLayerSpec.Definition.UsualActivations);

    /// <summary>Those of the gates in order.</summary>
    internal static LtmStmActivations Of(IReadOnlyList<ActivationSpec> a) => new(a[0], a[1], a[2], a[3], a[4]);
}
