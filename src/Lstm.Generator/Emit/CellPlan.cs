using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>One direction of a recurrent layer: its packed weights and its part of the state, hidden state before cell state.</summary>
internal abstract record CellPlan(RecurrentLayerSpec Cell, int Index, int Ordinal, int InputSize, int WeightOffset, int StateOffset, bool Reverse)
    : LayerPlan(Index, InputSize, Cell.StateSize, WeightOffset)
{
    /// <summary>The plan of a direction: the plain LSTM has code of its own.</summary>
    public static CellPlan For(RecurrentLayerSpec layer, int index, int ordinal, int inputSize, int weightOffset, int stateOffset, bool reverse) =>
        layer is LstmLayerSpec { IsPlain: true } lstm
            ? new LstmPlan(lstm, index, ordinal, inputSize, weightOffset, stateOffset, reverse)
            : new RecurrentPlan(layer, index, ordinal, inputSize, weightOffset, stateOffset, reverse);

    public int HiddenSize => Cell.HiddenSize;

    /// <summary>The layers that this one shares its methods with, itself among them: all of one shape, which differ in nothing but where their weights and states stand.</summary>
    public IReadOnlyList<int> Sharers { get; init; } = [Index];

    /// <summary>Whether its methods are those of a layer before it.</summary>
    public bool Borrows => Sharers[0] != Index;

    /// <summary>What the code of its methods depends on.</summary>
    public object Shape => (Cell with { Tensors = "", Index = 0 }, InputSize, Reverse, LooksAhead);

    /// <summary>How comments call the layers of the methods.</summary>
    public string Title => TitleOf(Sharers);

    private static string TitleOf(IReadOnlyList<int> layers) =>
        layers.Count == 1 ? $"Layer {layers[0]}"
        : layers.Count > 2 && layers[layers.Count - 1] - layers[0] == layers.Count - 1 ? $"Layers {layers[0]} to {layers[layers.Count - 1]}, one method for all"
        : $"Layers {string.Join(", ", layers.Take(layers.Count - 1))} and {layers[layers.Count - 1]}, one method for all";

    /// <summary>Whether a run sums the input's part of several time steps at once.</summary>
    public virtual bool LooksAhead => false;

    /// <summary>Units as a dense layer reads them, sixteen at a time.</summary>
    public int PaddedUnits => NetworkPlan.Align(HiddenSize);

    /// <summary>The hidden state with the padding to sixteen.</summary>
    public int PaddedState => NetworkPlan.Align(Cell.StateSize);

    public abstract int HiddenOffset { get; }

    public int CellOffset => HiddenOffset + PaddedState;

    public override string Description => Code.Title;

    public override IReadOnlyList<string> Equations => [$"{Heading}:", .. Code.Equations];

    /// <summary>What stands above the equations.</summary>
    protected virtual string Heading => $"{Description}, {OutputSize} out";

    public override bool HasMethods => !Borrows;

    public override IEnumerable<string> StatePlaces => [$"{StoredPlace}h of {LayerInState} at {HiddenOffset}{(Cell.HasCell ? $", c at {CellOffset}" : "")}"];

    /// <summary>The place of an input that stands before the hidden state.</summary>
    protected virtual string StoredPlace => "";

    protected string LayerInState => $"layer {Index}{(Reverse ? ", the way back," : "")}";

    /// <summary>Its equations and its update.</summary>
    public CellCode Code => CellCode.Of(Cell);

    public override int WeightFloats => (int)Footprint.DirectionFloats(Cell, InputSize);

    public override int StateFloats => (int)StateFootprint.DirectionFloats(Cell, InputSize);

    /// <summary>Where the state to begin with stands in the packed weights, if there is one.</summary>
    public int InitialOffset => WeightOffset + (int)Footprint.SumFloats(Cell, InputSize);

    /// <summary>The ending of its tensors' names.</summary>
    public string Suffix => TensorNames.Suffixes(Cell)[Reverse ? 1 : 0];

    protected string Way => Reverse ? "Reverse" : "";

    protected override LayerSpec Layer => Cell;

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        flow.WriteCell(this, from);
        return flow.Pass(this, BodyEmitter.At("state", HiddenOffset), padded: true, to);
    }

    /// <summary>Writes the calls that pack the state to begin with.</summary>
    protected void PackInitialState(PackingEmitter packing)
    {
        if (Cell.InitialState)
        {
            packing.Call($"Vector({PackingEmitter.Literal(Cell.Tensors + "h0" + Suffix)}, size: {Cell.StateSize})");
            if (Cell.HasCell)
            {
                packing.Call($"Vector({PackingEmitter.Literal(Cell.Tensors + "c0" + Suffix)}, size: {HiddenSize})");
            }
        }
    }
}

/// <summary>A recurrent layer of any other kind: stages of sums, then code for each unit.</summary>
internal sealed record RecurrentPlan(RecurrentLayerSpec Spec, int Index, int Ordinal, int InputSize, int WeightOffset, int StateOffset, bool Reverse)
    : CellPlan(Spec, Index, Ordinal, InputSize, WeightOffset, StateOffset, Reverse)
{
    public override string Method => $"{Kind}{Sharers[0]}{Way}";

    /// <summary>What its methods are called, e.g. LtmStm of "ltm-stm".</summary>
    private string Kind => string.Concat(Spec.Type.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>Whether the second stage of sums is the hidden state itself, of another size than the units.</summary>
    public bool Projects => Spec.StateSize != HiddenSize;

    /// <summary>The sums and the numbers of each unit.</summary>
    public CellLayout Layout { get; } = CellLayout.Of(Spec, InputSize, TensorNames.Suffixes(Spec)[Reverse ? 1 : 0]);

    public override int HiddenOffset => StateOffset;

    /// <summary>All gates of all stages, one behind the other in the block of sums.</summary>
    public int SumFloats => PaddedUnits * Layout.Stages[0].Gates.Length;

    public override long MultiplyAdds =>
        Layout.Stages.Sum(stage => stage.Units * stage.ProductsPerUnit) + (Layout.Vectors.Count(vector => vector.Kind != UnitVectorKind.Bias) * (long)HiddenSize);

    public override int Activations => HiddenSize * Spec.ActivationsPerUnit;

    public override void Pack(PackingEmitter packing)
    {
        packing.Sums(this);
        PackInitialState(packing);
    }

    public override void WriteMethods(BodyEmitter body) => new RecurrentEmitter(body.Writer, body.TargetOf(HiddenSize), this).Write();

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network)
    {
        yield return new($"{Method}Sums", SumFloats, $"sums of the units: {string.Join(", ", Layout.Stages[0].Gates.ToCharArray())}");
        if (Layout.Stages.Count > 1)
        {
            yield return new($"{Method}Between", PaddedUnits, "what the second stage of sums multiplies");
        }
    }

    /// <summary>Where a stage's panels begin, from the layer's first float.</summary>
    public int StageOffset(int stage) => (int)Layout.Stages.Take(stage).Sum(before => before.Floats);

    /// <summary>Where a vector of the units begins, from the layer's first float.</summary>
    public int VectorOffset(UnitVectorKind kind, char gate)
    {
        int place = Layout.Vectors.TakeWhile(vector => vector.Kind != kind || vector.Gate != gate).Count();
        return StageOffset(Layout.Stages.Count) + (place * PaddedUnits);
    }
}

/// <summary>A layer that goes through the whole sequence backwards, or both ways.</summary>
internal sealed record SequencePlan(RecurrentLayerSpec Spec, int Index, int InputSize, int WeightOffset, IReadOnlyList<CellPlan> Cells)
    : LayerPlan(Index, InputSize, Spec.OutputSize(InputSize), WeightOffset)
{
    public static SequencePlan For(RecurrentLayerSpec layer, int index, int ordinal, int inputSize, int weightOffset, int stateOffset)
    {
        var first = CellPlan.For(layer, index, ordinal, inputSize, weightOffset, stateOffset, reverse: false);
        var cells = new List<CellPlan> { first };
        if (layer.Direction == Direction.Bidirectional)
        {
            cells.Add(CellPlan.For(layer, index, ordinal + 1, inputSize, weightOffset + first.WeightFloats, stateOffset + first.StateFloats, reverse: true));
        }
        return new(layer, index, inputSize, weightOffset, cells);
    }

    public override string Method => $"Sequence{Index}";

    public override string Description => $"{CellCode.Of(Spec).Title} {SpecVocabulary.Directions[(int)Spec.Direction]}";

    public override IReadOnlyList<string> Equations => [$"{Description}, {OutputSize} out, each way:", .. CellCode.Of(Spec).Equations];

    public override IEnumerable<string> StatePlaces => Cells.SelectMany(cell => cell.StatePlaces);

    public override int StateFloats => Cells.Sum(cell => cell.StateFloats);

    public override long MultiplyAdds => Cells.Sum(cell => cell.MultiplyAdds);

    public override int Activations => Cells.Sum(cell => cell.Activations);

    protected override LayerSpec Layer => Spec;

    public override void Pack(PackingEmitter packing)
    {
        foreach (var cell in Cells)
        {
            cell.Pack(packing);
        }
    }

    public override void WriteMethods(BodyEmitter body)
    {
        foreach (var cell in Cells.Where(cell => cell.HasMethods))
        {
            cell.WriteMethods(body);
            body.Writer.Line();
        }
        new SequenceEmitter(body.Writer, body.Network).WriteLayer(this);
    }

    /// <summary>It has no step: its run is called (<see cref="SequenceEmitter"/>).</summary>
    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to) => throw Unhandled.Kind(this);

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network) => Cells.Where(cell => cell.HasMethods).SelectMany(cell => cell.Blocks(network));
}
