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

    /// <summary>What shares its methods, itself among it: layers of one shape and both directions of one, which differ in nothing but where their weights and states stand.</summary>
    public IReadOnlyList<(int Layer, bool Reverse)> Sharers { get; init; } = [(Index, Reverse)];

    /// <summary>Whether its methods are those of a layer, or of a direction, before it.</summary>
    public bool Borrows => Sharers[0] != (Index, Reverse);

    /// <summary>What the code of its methods depends on.</summary>
    public object Shape => (Cell with { Tensors = "", Index = 0 }, InputSize, LooksAhead);

    /// <summary>The layer after which its methods are called.</summary>
    protected int Owner => Sharers[0].Layer;

    /// <summary>How comments call the layers of the methods.</summary>
    public string Title => TitleOf([.. Sharers.Select(sharer => sharer.Layer).Distinct()]) + (Sharers.Any(sharer => sharer.Reverse) ? ", both directions" : "");

    private static string TitleOf(IReadOnlyList<int> layers) =>
        layers.Count == 1 ? $"Layer {layers[0]}"
        : layers.Count > 2 && layers[layers.Count - 1] - layers[0] == layers.Count - 1 ? $"Layers {layers[0]} to {layers[layers.Count - 1]}, one method for all"
        : $"Layers {string.Join(", ", layers.Take(layers.Count - 1))} and {layers[layers.Count - 1]}, one method for all";

    /// <summary>Whether a run sums the input's part of several time steps at once.</summary>
    public virtual bool LooksAhead => false;

    /// <summary>Whether several streams can go through the layer together, reading its weights once.</summary>
    public abstract bool GoesTogether { get; }

    /// <summary>Units as a dense layer reads them, sixteen at a time.</summary>
    public int PaddedUnits => NetworkPlan.Align(HiddenSize);

    /// <summary>The hidden state with the padding to sixteen.</summary>
    public int PaddedState => NetworkPlan.Align(Cell.StateSize);

    public abstract int HiddenOffset { get; }

    /// <summary>Its stages of sums, and what stands behind them, as they are packed.</summary>
    public abstract CellLayout Layout { get; }

    /// <summary>Where a stage's panels begin, from the layer's first float.</summary>
    public int StageOffset(int stage) => (int)Layout.Stages.Take(stage).Sum(before => before.Floats);

    /// <summary>Where a vector of the units begins, from the layer's first float.</summary>
    protected int VectorOffset(int place) => StageOffset(Layout.Stages.Count) + (place * PaddedUnits);

    public override string Place(string name) => $"Layer{Index}.{Direction}{name}";

    /// <summary>The emitted name of a number that its methods use: that of the layer whose methods they are.</summary>
    public string MethodPlace(string name) => $"Layer{Owner}.{name}";

    private string Direction => Reverse ? "Reverse" : "";

    private string WhichDirection => Reverse ? ", reverse direction" : "";

    public override IEnumerable<NamedPlace> Places =>
    [
        .. CallPlaces.Select(place => place with { Name = Direction + place.Name, What = place.What + WhichDirection }),
        .. Borrows ? [] : MethodPlaces,
    ];

    /// <summary>Where its weights and its state stand.</summary>
    protected virtual IEnumerable<NamedPlace> CallPlaces
    {
        get
        {
            yield return new("Weights", WeightOffset, "its weights");
            if (Cell.InitialState)
            {
                yield return new("InitialHidden", InitialOffset, "its initial hidden state, among the weights");
                if (Cell.HasCell)
                {
                    yield return new("InitialCell", InitialOffset + PaddedState, "its initial cell state, among the weights");
                }
            }
            yield return new("Hidden", HiddenOffset, "its hidden state, in the state");
            if (Cell.HasCell)
            {
                yield return new("Cell", CellOffset, "its cell state, in the state");
            }
        }
    }

    /// <summary>Numbers that its methods use.</summary>
    protected abstract IEnumerable<NamedPlace> MethodPlaces { get; }

    public override IEnumerable<string> WeightMap
    {
        get
        {
            for (int stage = 0; stage < Layout.Stages.Count; stage++)
            {
                foreach (string line in WeightMapText.Stage(this, WhichDirection, WeightOffset + StageOffset(stage), Layout.Stages[stage], Code.NameOf))
                {
                    yield return line;
                }
            }
            if (Layout.Vectors.Count > 0 || Cell.InitialState)
            {
                yield return WeightMapText.Layer(this, $"{WhichDirection}, unit by unit");
            }
            for (int place = 0; place < Layout.Vectors.Count; place++)
            {
                var vector = Layout.Vectors[place];
                yield return WeightMapText.Row(WeightOffset + VectorOffset(place), CellCode.NameOf(vector), $"{HiddenSize} units");
            }
            if (Cell.InitialState)
            {
                yield return WeightMapText.Row(InitialOffset, "h_0", $"{Cell.StateSize} initial hidden states");
                if (Cell.HasCell)
                {
                    yield return WeightMapText.Row(InitialOffset + PaddedState, "c_0", $"{HiddenSize} initial cell states");
                }
            }
        }
    }

    public int CellOffset => HiddenOffset + PaddedState;

    public override string Description => Code.Title;

    public override IReadOnlyList<string> Equations => [$"{Heading}:", .. Code.Equations, .. Code.Symbols(InputSize)];

    /// <summary>What stands above the equations.</summary>
    protected virtual string Heading => $"{Description}, {OutputSize} outputs";

    public override bool HasMethods => !Borrows;

    public override bool NeedsBlock => false;

    public override IEnumerable<string> StatePlaces => [$"{StoredPlace}h of {LayerInState} at {HiddenOffset}{(Cell.HasCell ? $", c at {CellOffset}" : "")}"];

    /// <summary>The place of an input that stands before the hidden state.</summary>
    protected virtual string StoredPlace => "";

    protected string LayerInState => $"layer {Index}{(Reverse ? ", reverse direction," : "")}";

    /// <summary>Its equations and its update.</summary>
    public CellCode Code => CellCode.Of(Cell);

    public override int WeightFloats => (int)Footprint.DirectionFloats(Cell, InputSize);

    public override int StateFloats => (int)StateFootprint.DirectionFloats(Cell, InputSize);

    /// <summary>Where the initial state stands in the packed weights, if there is one.</summary>
    public int InitialOffset => WeightOffset + (int)Footprint.SumFloats(Cell, InputSize);

    /// <summary>The ending of its tensors' names.</summary>
    public string Suffix => TensorNames.Suffixes(Cell)[Reverse ? 1 : 0];

    protected override LayerSpec Layer => Cell;

    public override (string From, bool Padded) WriteCall(LayerFlow flow, string from, bool padded, string? to)
    {
        flow.WriteCell(this, from);
        return flow.Pass(this, BodyEmitter.At("state", Place("Hidden")), padded: true, to);
    }

    /// <summary>Writes the calls that pack the initial state.</summary>
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
    public override string Method => $"{Kind}{Owner}";

    /// <summary>What its methods are called, e.g. LtmStm of "ltm-stm".</summary>
    private string Kind => string.Concat(Spec.Type.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>Whether the second stage of sums is the hidden state itself, of another size than the units.</summary>
    public bool Projects => Spec.StateSize != HiddenSize;

    /// <summary>The sums and the numbers of each unit.</summary>
    public override CellLayout Layout { get; } = CellLayout.Of(Spec, InputSize, TensorNames.Suffixes(Spec)[Reverse ? 1 : 0]);

    public override int HiddenOffset => StateOffset;

    /// <summary>As they do where one stage of sums is all there is, and the weights come from beyond the first-level cache.</summary>
    public override bool GoesTogether => StackFootprint.GoesTogether(Spec, Index == 0 ? InputSize : 0);

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

    public override void WriteMethods(BodyEmitter body) => new RecurrentEmitter(body.Writer, body.TargetOf(HiddenSize), this, together: body.Network.Together.Contains(this)).Write();

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network)
    {
        yield return new($"{Method}Sums", SumFloats, $"sums of the units: {string.Join(", ", Layout.Stages[0].Gates.ToCharArray())}");
        if (Layout.Stages.Count > 1)
        {
            yield return new($"{Method}Between", PaddedUnits, "what the second stage of sums multiplies");
        }
        if (network.Together.Contains(this))
        {
            int streams = network.StreamsTogether;
            yield return new($"{Method}ManySums", streams * SumFloats, $"sums of the units of {streams} streams, one stream behind the other");
            if (Index == 0)
            {
                yield return new($"{Method}ManySamples", streams * InputSize, $"the samples of {streams} streams, tiny values made zero");
            }
        }
    }

    protected override IEnumerable<NamedPlace> MethodPlaces =>
    [
        .. WeightMapText.Panels("Panel", Layout.Stages[0]),
        .. Layout.Stages.Count > 1 ? WeightMapText.Panels("NextPanel", Layout.Stages[1]).Prepend(new("Next", StageOffset(1), "from its weights to those of the second stage of sums")) : [],
        .. Layout.Vectors.Select((vector, place) => new NamedPlace(NameOf(vector.Kind, vector.Gate), VectorOffset(place), $"from its weights to {CellCode.NameOf(vector)}")),
    ];

    /// <summary>What the constant of a vector of the units is called, e.g. PeepholeI.</summary>
    public static string NameOf(UnitVectorKind kind, char gate) => $"{kind}{char.ToUpperInvariant(gate)}";
}

/// <summary>A layer that goes through the whole sequence in reverse, or in both directions.</summary>
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

    public override IReadOnlyList<string> Equations => [$"{Description}, {OutputSize} outputs; each direction:", .. CellCode.Of(Spec).Equations, .. CellCode.Of(Spec).Symbols(InputSize)];

    public override IEnumerable<string> StatePlaces => Cells.SelectMany(cell => cell.StatePlaces);

    public override IEnumerable<NamedPlace> Places => Cells.SelectMany(cell => cell.Places);

    public override IEnumerable<string> WeightMap => Cells.SelectMany(cell => cell.WeightMap);

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
