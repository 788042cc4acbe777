using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Where everything of a network lies: each layer's part of the packed weights and of a stream's state.</summary>
internal sealed class NetworkPlan
{
    /// <summary>Lays out <paramref name="spec"/>.</summary>
    public NetworkPlan(ModelSpec spec)
    {
        Spec = spec;
        int size = spec.InputSize;
        var layers = new List<LayerPlan>();
        var cells = new List<CellPlan>();
        foreach (var layer in spec.Layers)
        {
            var plan = Plan(layer, layers.Count, size, cells);
            layers.Add(plan);
            size = plan.OutputSize;
            WeightFloats += plan.WeightFloats;
            StateFloats += plan.StateFloats;
        }
        Layers = layers;
        Cells = cells;
        MemoryFloats = StateFloats;
        if (spec.OnNonFinite == OnNonFinite.Hold)
        {
            StateFloats += MemoryFloats + spec.OutputSize;
        }
    }

    private LayerPlan Plan(LayerSpec layer, int index, int size, List<CellPlan> cells)
    {
        switch (layer)
        {
            case RecurrentLayerSpec { Direction: Direction.Forward } recurrent:
                var cell = CellPlan.For(recurrent, index, cells.Count, size, WeightFloats, StateFloats, reverse: false);
                if (cell is LstmPlan lstm && IsPlain)
                {
                    cell = lstm with { MayLookAhead = true };
                }
                cells.Add(cell);
                return cell;
            case RecurrentLayerSpec recurrent:
                var sequence = SequencePlan.For(recurrent, index, cells.Count, size, WeightFloats, StateFloats);
                cells.AddRange(sequence.Cells);
                return sequence;
            case DenseLayerSpec dense:
                return new DensePlan(dense, index, size, WeightFloats);
            case ScaleLayerSpec scale:
                return new ScalePlan(scale, index, size, WeightFloats);
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
            default:
                return new MagnitudePlan((MagnitudeLayerSpec)layer, index, size, WeightFloats);
        }
    }

    public ModelSpec Spec { get; }

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
    public IReadOnlyList<LstmPlan> Together => Layers.Any(layer => layer is ResidualPlan) ? [] : Layers.TakeWhile(layer => layer is LstmPlan { Form: LstmForm.Streamed }).Cast<LstmPlan>().ToList();

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    public int Activations => Layers.Sum(layer => layer.Activations);

    /// <summary>The blocks on the stack that the bodies asked for: a layer's number, and what for.</summary>
    public HashSet<(int Layer, string What)> Buffers { get; } = [];

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}

/// <summary>A layer and its part of the packed weights.</summary>
/// <param name="Index">Position in the network, from 0.</param>
/// <param name="InputSize">Values it takes.</param>
/// <param name="OutputSize">Values it puts out.</param>
/// <param name="WeightOffset">Where its floats begin, a multiple of 16.</param>
internal abstract record LayerPlan(int Index, int InputSize, int OutputSize, int WeightOffset)
{
    /// <summary>The emitted method.</summary>
    public abstract string Method { get; }

    /// <summary>Length of its part, a multiple of 16.</summary>
    public virtual int WeightFloats => (int)Footprint.WeightFloats(Layer, InputSize); // BudgetCheck has refused what an int cannot hold

    /// <summary>Length of its part of the state.</summary>
    public virtual int StateFloats => 0;

    protected abstract LayerSpec Layer { get; }

    public abstract long MultiplyAdds { get; }

    public abstract int Activations { get; }
}

/// <summary>A dense layer: biases padded to 16 floats, then a row of padded weights for each output.</summary>
internal sealed record DensePlan(DenseLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.Size, WeightOffset)
{
    public override string Method => $"Dense{Index}";

    public int PaddedInput => NetworkPlan.RoundUp(InputSize, 16);

    public int PaddedOutput => NetworkPlan.RoundUp(OutputSize, 16);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)InputSize * OutputSize;

    public override int Activations => Spec.Activation.Kind == ActivationKind.Identity ? 0 : OutputSize;
}
