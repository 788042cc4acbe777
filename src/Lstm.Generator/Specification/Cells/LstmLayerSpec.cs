using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A layer of LSTM cells (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
/// <param name="Tensors">Prefix of the tensor names <c>weight_ih_lK</c>, <c>weight_hh_lK</c>, <c>bias_ih_lK</c>, <c>bias_hh_lK</c>, <c>peephole_lK</c>.</param>
/// <param name="Index">K in those names: how many recurrent layers with the same prefix come before this one.</param>
/// <param name="HiddenSize">Units H.</param>
/// <param name="Peephole">Whether the gates see the cell state (Gers and Schmidhuber 2000).</param>
/// <param name="Bias">Whether the gates have a bias.</param>
/// <param name="Activations">The activations of the gates, the candidate and the cell state.</param>
public sealed record LstmLayerSpec(string Tensors, int Index, int HiddenSize, bool Peephole, bool Bias, LstmActivations Activations)
    : RecurrentLayerSpec(Tensors, Index, HiddenSize, Bias)
{
    /// <summary>Why another cell does not have an option.</summary>
    internal const string OnlyThere = "it is an option of an \"lstm\"";

    private static readonly Dictionary<string, string> NotForCoupled = new()
    {
        ["forgetGate"] = "with \"coupled\" there is no forget gate to activate, f is 1 − i",
    };

    internal static CellType Definition { get; } = new(
        "lstm",
        "LSTM",
        ["type", "hidden", "peephole", "coupled", "clip", "cellClip", "projection", "layerNorm", "direction", "initialState", "bias", "tensors", "activations"],
        [
            new('i', "inputGate", ActivationKind.Sigmoid),
            new('f', "forgetGate", ActivationKind.Sigmoid),
            new('g', "candidate", ActivationKind.Tanh),
            new('o', "outputGate", ActivationKind.Sigmoid),
            new('c', "cell", ActivationKind.Tanh),
        ],
        Read)
    {
        Onnx = new("LSTM", "iofg"),
        Keras = new("LSTM", "ifgo"),
        Torch = "LSTM",
        ForeignOptions = new Dictionary<string, string>
        {
            ["reset"] = "an LSTM has no reset gate; a \"gru\" has",
        },
    };

    /// <summary>Whether there is no forget gate of its own but f = 1 − i (<c>input_forget</c> of the ONNX operator); Greff et al. 2017 call it coupled.</summary>
    public bool Coupled { get; init; }

    /// <summary>What the cell state is limited to, [−CellClip, CellClip], after each step (Sak et al. 2014); null for no limit.</summary>
    public float? CellClip { get; init; }

    /// <summary>Values P that the hidden state is projected to by <c>weight_hr_lK</c> [P, H] (Sak et al. 2014); null for none.</summary>
    public int? Projection { get; init; }

    /// <summary>Whether each gate's sums are normalised over the units, then scaled by <c>norm_lK</c>, and only then given their bias (Ba et al. 2016, as TensorFlow Lite has it).</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Whether it has none of the options that change what is summed: it has code of its own then.</summary>
    public bool IsPlain => !Coupled && !LayerNorm && Projection is null;

    /// <inheritdoc/>
    public override CellType CellType => Definition;

    /// <inheritdoc/>
    public override IReadOnlyList<ActivationSpec> GateActivations => [Activations.InputGate, Activations.ForgetGate, Activations.Candidate, Activations.OutputGate, Activations.Cell];

    /// <inheritdoc/>
    public override int StateSize => Projection ?? HiddenSize;

    /// <inheritdoc/>
    public override bool HasCell => true;

    /// <inheritdoc/>
    public override string Blocks => Coupled ? "igo" : "ifgo";

    internal override int ActivationsPerUnit => Blocks.Length + 1; // the gates and the cell's way out

    /// <inheritdoc/>
    protected override string LabelOptions => $"{(Peephole ? " peephole" : "")}{(Coupled ? " coupled" : "")}{(Projection is { } p ? $" projection {p}" : "")}";

    private protected override string HashBegin => $"peephole={SpecHash.Flag(Peephole)} ";

    private protected override string HashOptions =>
        $"{(Coupled ? " coupled" : "")}{(Projection is { } p ? $" projection={p}" : "")}{(LayerNorm ? " layernorm" : "")}{base.HashOptions}{(CellClip is { } clip ? $" cellclip={SpecHash.Bits(clip)}" : "")}";

    /// <summary>Of its sums, p are the projected values.</summary>
    public override ActivationSpec ActivationOf(char sum) => sum == 'p' ? ActivationKind.Identity : base.ActivationOf(sum);

    internal override CellLayout Layout(CellSums sums)
    {
        var stages = new List<SumStage> { sums.Stage(Blocks, LayerNorm ? null : sums.Bias(Blocks), sums.Input(Blocks), sums.Hidden(Blocks)) };
        if (Projection is { } projection)
        {
            stages.Add(CellSums.Stage(projection, "p", sums.Between('p', "weight_hr")));
        }

        var vectors = new List<UnitVector>();
        if (Peephole)
        {
            vectors.AddRange(sums.OwnVectors(UnitVectorKind.Peephole, Blocks.Replace("g", ""), "peephole"));
        }
        if (LayerNorm)
        {
            vectors.AddRange(sums.Vectors(UnitVectorKind.Norm, Blocks, "norm"));
            if (Bias)
            {
                vectors.AddRange(sums.Vectors(UnitVectorKind.Bias, Blocks, "bias_ih", "bias_hh"));
            }
        }
        return new(new(stages), new(vectors));
    }

    private protected override IEnumerable<TensorShape> OwnTensors()
    {
        if (Peephole)
        {
            yield return new("peephole", Blocks.Length - 1, HiddenSize);
        }
        if (LayerNorm)
        {
            yield return new("norm", Blocks.Length, HiddenSize);
        }
        if (Projection is { } projection)
        {
            yield return new("weight_hr", projection, HiddenSize);
        }
    }

    private protected override void WriteOptions(JsonMembers members) => members
        .Add("peephole", Peephole, otherwise: false)
        .Add("coupled", Coupled, otherwise: false)
        .Add("layerNorm", LayerNorm, otherwise: false)
        .Add("projection", Projection)
        .Add("cellClip", CellClip);

    private static RecurrentLayerSpec? Read(LayerSource source)
    {
        var layer = source.Layer;
        var all = CellOptions.Read(source, out int? hidden);
        bool? peephole = layer.Boolean("peephole", otherwise: false);
        bool? coupled = layer.Boolean("coupled", otherwise: false);
        bool? layerNorm = layer.Boolean("layerNorm", otherwise: false);
        float? cellClip = layer.Limit("cellClip", "nothing would be left of the cell state; leave it out for no limit");
        var (projectionIsGood, projection) = ReadProjection(source, hidden);
        var activations = source.Activations.ReadGates(layer, Definition.Gates, coupled == true ? NotForCoupled : null);
        if (all is null || peephole is not { } p || coupled is not { } c || layerNorm is not { } n || activations is null || !projectionIsGood)
        {
            return null;
        }
        var cells = new LstmLayerSpec(all.Tensors, all.Index, all.HiddenSize, p, all.Bias, LstmActivations.Of(activations)) { Coupled = c, CellClip = cellClip, Projection = projection, LayerNorm = n };
        return all.Complete(cells);
    }

    private static (bool IsGood, int? Projection) ReadProjection(LayerSource source, int? hidden)
    {
        if (source.Layer.Find("projection") is not { } value)
        {
            return (true, null);
        }
        int? projection = source.Layer.Size("projection", SpecLimits.MaxLayerSize, 0);
        if (projection >= hidden)
        {
            source.Errors.Add(SpecRules.Combination, value.Place, $"A projection makes the hidden state smaller: {projection} values are not fewer than {hidden} units");
            return (false, null);
        }
        return (projection is not null, projection);
    }
}

/// <summary>The activation of each gate, of the candidate g, and of the cell state on its way to the hidden state.</summary>
public sealed record LstmActivations(ActivationSpec InputGate, ActivationSpec ForgetGate, ActivationSpec Candidate, ActivationSpec OutputGate, ActivationSpec Cell)
{
    /// <summary>Sigmoid gates, tanh for candidate and cell: what every framework means by LSTM.</summary>
    public static LstmActivations Standard { get; } = Of(LstmLayerSpec.Definition.UsualActivations);

    /// <summary>Those of the gates in order.</summary>
    internal static LstmActivations Of(IReadOnlyList<ActivationSpec> a) => new(a[0], a[1], a[2], a[3], a[4]);
}
