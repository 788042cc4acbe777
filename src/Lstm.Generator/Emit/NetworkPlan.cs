using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Where everything of a network lies: each layer's part of the packed weights and of a stream's state. Of a network that SizeCheck passes: then every offset is an int.</summary>
internal sealed class NetworkPlan
{
    /// <summary>Lays out <paramref name="spec"/>.</summary>
    public NetworkPlan(ModelSpec spec)
    {
        Spec = spec;
        Parts = new PartText(spec);
        int stride = 1;
        var sizes = spec.Sizes;
        var layers = new List<LayerPlan>();
        foreach (var layer in spec.Layers)
        {
            stride *= layer is ConvLayerSpec conv ? conv.Stride : 1;
            int index = layers.Count;
            var plan = Plan(layer, index, sizes[index].Input, layers.Sum(before => CellsOf(before).Count)) with { Stride = stride, TakesSample = index == 0 && !Branches };
            layers.Add(plan);
            WeightFloats += plan.WeightFloats;
            StateFloats += plan.StateFloats;
        }
        Layers = ShareMethods(layers);
        Cells = [.. Layers.SelectMany(CellsOf)];
        Scratch = Branches ? new ScratchPlan(spec, Layers) : null;
        MemoryFloats = StateFloats;
        if (spec.OnNonFinite == OnNonFinite.Hold)
        {
            StateFloats += MemoryFloats + spec.OutputSize;
        }
    }

    private static IReadOnlyList<CellPlan> CellsOf(LayerPlan layer) => layer is SequencePlan sequence ? sequence.Cells : layer is CellPlan cell ? [cell] : [];

    /// <summary>Layers of one shape have one method: what the compiler makes of it is the same for all, and takes its time once.</summary>
    private static IReadOnlyList<LayerPlan> ShareMethods(IReadOnlyList<LayerPlan> layers)
    {
        var sharers = layers.SelectMany(CellsOf).GroupBy(cell => cell.Shape, cell => (cell.Index, cell.Reverse)).ToDictionary(group => group.Key, group => group.ToList());
        CellPlan share(CellPlan cell) => cell with { Sharers = sharers[cell.Shape] };
        return [.. layers.Select(layer => layer switch
        {
            CellPlan cell => share(cell),
            SequencePlan sequence => sequence with { Cells = [.. sequence.Cells.Select(share)] },
            _ => layer,
        })];
    }

    private LayerPlan Plan(LayerSpec layer, int index, int size, int ordinal)
    {
        switch (layer)
        {
            case RecurrentLayerSpec { Direction: Direction.Forward } recurrent:
                var cell = CellPlan.For(recurrent, index, ordinal, size, WeightFloats, StateFloats, reverse: false);
                return cell is LstmPlan lstm ? lstm with { MayLookAhead = MayLookAhead } : cell;
            case RecurrentLayerSpec recurrent:
                return SequencePlan.For(recurrent, index, ordinal, size, WeightFloats, StateFloats);
            case DenseLayerSpec dense:
                return new DensePlan(dense, index, size, WeightFloats);
            case ScaleLayerSpec scale:
                return new ScalePlan(scale, index, size, WeightFloats);
            case LayerNormLayerSpec norm:
                return new LayerNormPlan(norm, index, size, WeightFloats);
            case ActivationLayerSpec activation:
                return new ActivationPlan(activation, index, size, WeightFloats);
            case ResidualLayerSpec residual:
                return new ResidualPlan(residual, index, size, WeightFloats);
            case EmbeddingLayerSpec embedding:
                return new EmbeddingPlan(embedding, index, size, WeightFloats);
            case PoolLayerSpec pool:
                return new PoolPlan(pool, index, size, WeightFloats, StateFloats);
            case ConvLayerSpec conv:
                return new ConvPlan(conv, index, size, WeightFloats, StateFloats);
            case FrameConvLayerSpec conv:
                return new FrameConvPlan(conv, index, size, WeightFloats);
            case MagnitudeLayerSpec magnitude:
                return new MagnitudePlan(magnitude, index, size, WeightFloats);
            case AnomalyLayerSpec anomaly:
                return new AnomalyPlan(anomaly, index, size, WeightFloats, StateFloats);
            case JoinLayerSpec join:
                return new JoinPlan(join, index, SizesTakenBy(index), WeightFloats);
            default:
                throw Unhandled.Kind(layer);
        }
    }

    private EquatableArray<int> SizesTakenBy(int layer)
    {
        var (sizes, inputs) = (Spec.Sizes, Spec.Inputs);
        return new(Spec.TakenBy(layer).Select(source => source >= 0 ? sizes[source].Output : inputs[~source].Size));
    }

    public ModelSpec Spec { get; }

    /// <summary>How its inputs and outputs are spelled.</summary>
    public PartText Parts { get; }

    /// <summary>Whether a layer takes another output than that of the layer before, or there are several inputs or outputs.</summary>
    public bool Branches => Spec.Graph is not null;

    /// <summary>The blocks on the stack for what layers pass on, where the network branches.</summary>
    public ScratchPlan? Scratch { get; }

    public IReadOnlyList<LayerPlan> Layers { get; }

    /// <summary>The layers that have a hidden state, those of both directions of a bidirectional layer.</summary>
    public IReadOnlyList<CellPlan> Cells { get; }

    /// <summary>The layer that makes one result of a sequence, if there is one.</summary>
    public PoolPlan? Pool => Layers.OfType<PoolPlan>().FirstOrDefault();

    /// <summary>Whether there is a <c>Step</c>: no layer needs the whole sequence.</summary>
    public bool Streams => !Spec.NeedsWholeSequence;

    /// <summary>How many time steps make one result.</summary>
    public int Stride => Spec.Stride;

    /// <summary>Whether every time step has a result, which needs no other time step.</summary>
    private bool IsPlain => !Spec.NeedsWholeSequence && !Spec.Pools && Spec.Stride == 1;

    /// <summary>Whether a run may sum the input's part of several time steps ahead: by the method that steps several streams together, which a network that looks back does not have.</summary>
    private bool MayLookAhead => IsPlain && !LooksBack;

    /// <summary>Whether a layer takes more than the output of the one before it.</summary>
    private bool LooksBack => Branches || Spec.DetectsAnomalies || Spec.Layers.OfType<ResidualLayerSpec>().Any();

    /// <summary>Floats of workspace that a run over a whole sequence takes for each sample; 0 where the network streams or needs none.</summary>
    public int WorkspacePerStep => Streams ? 0 : new SequenceStages(this).FloatsPerStep;

    /// <summary>Whether many streams can take a step together: each has a result at every step.</summary>
    public bool HasStepMany => Streams && Stride == 1;

    /// <summary>Length of the packed block.</summary>
    public int WeightFloats { get; }

    /// <summary>Length of a state's block of floats: what the layers remember and, where the last good step is held, the same of that one and its results.</summary>
    public int StateFloats { get; }

    /// <summary>Length of what the layers remember.</summary>
    public int MemoryFloats { get; }

    /// <summary>Whether steps that are not finite are caught.</summary>
    public bool Guards => Spec.OnNonFinite != OnNonFinite.Propagate;

    /// <summary>Where a state counts the steps that were caught, in floats from its beginning.</summary>
    public int CaughtOffset => StateFloats + (Alternates ? 1 : 0);

    /// <summary>Whether odd steps go through the panels backwards, which the state then has to remember.</summary>
    public bool Alternates => Cells.Any(cell => cell is LstmPlan { Form: LstmForm.Streamed });

    public int StateBytes => StateStride * sizeof(float);

    /// <summary>From one state to the next in a row of them, in floats.</summary>
    public int StateStride => StateFloats + (Alternates ? 1 : 0) + (Guards ? 1 : 0);

    /// <summary>The layers at the network's beginning that several streams go through together.</summary>
    public IReadOnlyList<CellPlan> Together => LooksBack || !HasStepMany ? [] : [.. Layers.TakeWhile(layer => layer is CellPlan { GoesTogether: true }).Cast<CellPlan>()];

    /// <summary>How many streams go through those at most before others do.</summary>
    public int StreamsTogether => Together.Min(layer => StackFootprint.StreamsTogether(layer.Cell));

    /// <summary>Products of a weight and a value in a time step (docs/generated-code.md has the rule).</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAddsPerStep);

    /// <summary>Activations in a time step.</summary>
    public long Activations => Layers.Sum(layer => layer.ActivationsPerStep);

    /// <summary>The blocks on the stack that the bodies asked for: a layer's number, and what for.</summary>
    public HashSet<(int Layer, string What)> Buffers { get; } = [];

    /// <summary><paramref name="floats"/> rounded up to whole cache lines, as parts of weights and states are.</summary>
    public static int Align(int floats) => (int)Footprint.Align(floats);

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
