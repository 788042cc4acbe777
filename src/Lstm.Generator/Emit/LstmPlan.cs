using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The shape that a layer's code takes; sizes decide.</summary>
internal enum LstmForm
{
    /// <summary>Every column written out: the whole layer is a straight line.</summary>
    Unrolled,

    /// <summary>A loop of four columns for each block of panels.</summary>
    Looped,

    /// <summary>One linear stream of weights, one method per block of panels, backwards on odd steps.</summary>
    Streamed,
}

/// <summary>Sixteen, eight or four units whose weights lie together.</summary>
/// <param name="FirstUnit">The first of them.</param>
/// <param name="Width">How many.</param>
/// <param name="Offset">Where the panel begins, from the layer's first float.</param>
internal sealed record Panel(int FirstUnit, int Width, int Offset)
{
    /// <summary>Floats of one column: four gates.</summary>
    public int Row => 4 * Width;
}

/// <summary>A plain LSTM layer's packed weights, its part of the state, and the form of its code.</summary>
internal sealed record LstmPlan(LstmLayerSpec Spec, int Index, int Ordinal, int InputSize, int WeightOffset, int StateOffset, bool Reverse)
    : CellPlan(Spec, Index, Ordinal, InputSize, WeightOffset, StateOffset, Reverse)
{
    /// <summary>Straight-line code is for layers whose columns times AVX2 accumulators stay below this; beyond, it only fills the instruction cache.</summary>
    private const int UnrolledLimit = 320;

    public override string Method => $"Lstm{Owner}";

    protected override string Heading => $"LSTM of {HiddenSize} units, {FormReason}";

    protected override string StoredPlace => StoredInput > 0 ? $"x of {LayerInState} before {HiddenOffset}, " : "";

    public int Columns => InputSize + HiddenSize;

    public IReadOnlyList<Panel> Panels
    {
        get
        {
            var panels = new List<Panel>();
            int unit = 0, offset = 0;
            foreach (int width in Specification.Panels.For(HiddenSize))
            {
                panels.Add(new Panel(unit, width, offset));
                unit += width;
                offset += 4 * width * Rows;
            }
            return panels;
        }
    }

    /// <summary>Rows of a panel: bias and columns.</summary>
    public int Rows => 1 + Columns;

    /// <summary>The one stage of all four gates, whose row of biases is there without biases too, and the peepholes.</summary>
    public override CellLayout Layout { get; } = CellLayout.Of(Spec with { Bias = true }, InputSize, TensorNames.Suffixes(Spec)[Reverse ? 1 : 0]);

    protected override IEnumerable<NamedPlace> CallPlaces => Form == LstmForm.Streamed ? [.. base.CallPlaces, new("Columns", ColumnsOffset, "its input and, behind it, its hidden state")] : base.CallPlaces;

    protected override IEnumerable<NamedPlace> MethodPlaces
    {
        get
        {
            foreach (var place in WeightMapText.Panels("Panel", Layout.Stages[0]))
            {
                yield return place;
            }
            if (Form == LstmForm.Streamed)
            {
                yield return new("Row", Panels[0].Row, $"a column's weights in a panel: {string.Join(" ", Slice.Gates.ToCharArray())} of {Panels[0].Width} units");
            }
            if (Form == LstmForm.Streamed || Spec.Peephole)
            {
                yield return new("Units", PaddedUnits, "its units, padded to sixteen");
            }
            if (Spec.Peephole)
            {
                yield return new("Peepholes", VectorOffset(0), "from its weights to the peepholes p_i, p_f, p_o");
            }
            if (LooksAhead)
            {
                yield return new("Ahead", AheadStride, "sums that are taken ahead for one time step");
            }
        }
    }

    /// <summary>Where a panel begins from another, as an expression; empty for the same place.</summary>
    public string PanelPlace(Panel panel, Panel? from = null)
    {
        if (panel.Offset == (from?.Offset ?? 0))
        {
            return "";
        }
        int before = from?.Width == panel.Width ? from.FirstUnit : 0;
        if (panel.Width == Specification.Panels.FullWidth && (before > 0 || (from?.Offset ?? 0) == 0))
        {
            int count = (panel.FirstUnit - before) / panel.Width;
            return count == 1 ? MethodPlace("PanelStride") : $"{count} * {MethodPlace("PanelStride")}";
        }
        string place = MethodPlace($"Panel{panel.FirstUnit}");
        return from is { Offset: > 0 } ? $"{place} - {PanelPlace(from)}" : place;
    }

    /// <summary>Units with the padding of the last panel.</summary>
    public int PanelUnits => Specification.Panels.For(HiddenSize).Sum();

    /// <summary>How many partial sums each gate has: even and odd columns apart where the sums are too short to fill the pipeline otherwise. A property of the network, so that every instruction set adds in one order.</summary>
    public int Chains => HiddenSize <= 16 ? 2 : 1;

    public LstmForm Form =>
        StateFootprint.IsStreamed(Spec) ? LstmForm.Streamed
        : HiddenSize <= 24 && Columns * PanelUnits / 2 <= UnrolledLimit ? LstmForm.Unrolled
        : LstmForm.Looped;

    public string FormReason => Form switch
    {
        LstmForm.Unrolled => $"written out column by column: {Columns} columns of {4 * PanelUnits} sums are short enough",
        LstmForm.Looped => $"a loop over the columns, four at a time: {Columns} columns of {4 * PanelUnits} sums would be too long written out",
        _ => $"one stream of weights, panel by panel, backwards on odd steps: {WeightFloats * 4 / 1024} KiB do not fit the first-level cache, and what was read last is still there",
    };

    public override bool GoesTogether => Form == LstmForm.Streamed;

    /// <summary>A streamed layer keeps its input in the state, right before the hidden state, so that one loop runs over both.</summary>
    public int StoredInput => Form == LstmForm.Streamed ? NetworkPlan.Align(InputSize) : 0;

    /// <summary>Where the columns x and h of a streamed layer begin in the state.</summary>
    public int ColumnsOffset => HiddenOffset - InputSize;

    public override int HiddenOffset => StateOffset + StoredInput;

    /// <summary>Whether a run is nothing but its steps.</summary>
    public bool MayLookAhead { get; init; }

    /// <summary>As it does where the network's input is long enough to be worth it, and the samples fit on the stack.</summary>
    public override bool LooksAhead => Index == 0 && MayLookAhead && Form == LstmForm.Streamed && InputSize is >= 16 and <= StackFootprint.LongestAhead && 4 * InputSize >= HiddenSize;

    /// <summary>Time steps whose input's part is summed at once, at most.</summary>
    public int StepsAhead => StackFootprint.StepsAhead(HiddenSize, InputSize);

    /// <summary>Length of the sums that are taken ahead for one time step: those of the whole panels.</summary>
    public int AheadStride => Panels.Where(panel => panel.Width == Specification.Panels.FullWidth).Sum(panel => panel.Row);

    public override long MultiplyAdds => HiddenSize * ((4L * Columns) + (Spec.Peephole ? 3 : 0));

    public override int Activations => Spec.ActivationsPerUnit * HiddenSize;

    public override void Pack(PackingEmitter packing)
    {
        var a = Spec.Activations;
        packing.Call($"Lstm({PackingEmitter.Literal(Spec.Tensors)}, index: {Spec.Index}, inputSize: {InputSize}, hiddenSize: {HiddenSize}, {PackingEmitter.PanelsOf(HiddenSize)}, bias: {PackingEmitter.Flag(Spec.Bias)}, peephole: {PackingEmitter.Flag(Spec.Peephole)}, {PackingEmitter.Factor(a.InputGate)}, {PackingEmitter.Factor(a.ForgetGate)}, {PackingEmitter.Factor(a.Candidate)}, {PackingEmitter.Factor(a.OutputGate)}{(Reverse ? ", reverse: true" : "")})");
        PackInitialState(packing);
    }

    public override void WriteMethods(BodyEmitter body)
    {
        if (body.TargetOf(HiddenSize) is not { } target)
        {
            new LstmScalarEmitter(body.Writer, this, body.Update(Spec, [1])).Write();
            return;
        }
        var emitter = LstmVectorEmitter.For(body.Writer, target, this, body.Network);
        emitter.Write(body.Update(Spec, emitter.UpdateLanes));
    }

    public override IEnumerable<StackBlock> Blocks(NetworkPlan network)
    {
        const string Gates = "input gate, forget gate, candidate, output gate";
        yield return new($"{Method}Units", PaddedUnits, "hidden states of the units");
        if (Form != LstmForm.Streamed)
        {
            yield return new($"{Method}Sums", 4 * PaddedUnits, $"gate sums: {Gates}");
            yield break;
        }
        yield return new($"{Method}Sums", 4 * 32, $"gate sums of a panel, and of the narrow one that may go with it: {Gates}");
        if (network.Together.Contains(this))
        {
            int streams = network.StreamsTogether;
            yield return new($"{Method}ManyUnits", streams * PaddedUnits, $"hidden states of the units of {streams} streams");
            yield return new($"{Method}ManySums", streams * 4 * 16, $"gate sums of a panel for {streams} streams: {Gates}");
        }
        if (LooksAhead)
        {
            yield return new($"{Method}AheadSamples", StepsAhead * InputSize, $"the samples of {StepsAhead} time steps, tiny values made zero");
            yield return new($"{Method}AheadSums", StepsAhead * AheadStride, $"gate sums of {StepsAhead} time steps, as far as the input goes, panel by panel: {Gates}");
        }
    }
}
