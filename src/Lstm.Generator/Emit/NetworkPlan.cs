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
        foreach (var layer in spec.Layers)
        {
            LayerPlan plan = layer switch
            {
                LstmLayerSpec lstm => new LstmPlan(lstm, layers.Count, layers.OfType<LstmPlan>().Count(), size, WeightFloats, StateFloats),
                DenseLayerSpec dense => new DensePlan(dense, layers.Count, size, WeightFloats),
                _ => new ScalePlan((ScaleLayerSpec)layer, layers.Count, size, WeightFloats),
            };
            layers.Add(plan);
            size = plan.OutputSize;
            WeightFloats += plan.WeightFloats;
            StateFloats += (plan as LstmPlan)?.StateFloats ?? 0;
        }
        Layers = layers;
    }

    public ModelSpec Spec { get; }

    public IReadOnlyList<LayerPlan> Layers { get; }

    public IEnumerable<LstmPlan> Lstms => Layers.OfType<LstmPlan>();

    /// <summary>Length of the packed block.</summary>
    public int WeightFloats { get; }

    /// <summary>Length of a state's block of floats.</summary>
    public int StateFloats { get; }

    /// <summary>Whether odd steps go through the panels backwards, which the state then has to remember.</summary>
    public bool Alternates => Lstms.Any(lstm => lstm.Form == LstmForm.Streamed);

    public int StateBytes => StateStride * sizeof(float);

    /// <summary>From one state to the next in a row of them, in floats.</summary>
    public int StateStride => StateFloats + (Alternates ? 1 : 0);

    /// <summary>The layers at the network's beginning that several streams go through together.</summary>
    public IReadOnlyList<LstmPlan> Together => Layers.TakeWhile(layer => layer is LstmPlan { Form: LstmForm.Streamed }).Cast<LstmPlan>().ToList();

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    public int Activations => Layers.Sum(layer => layer.Activations);

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
    public int WeightFloats => (int)Footprint.WeightFloats(Layer, InputSize); // BudgetCheck has refused what an int cannot hold

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

    public override int Activations => Spec.Activation == ActivationKind.Identity ? 0 : OutputSize;
}

/// <summary>An elementwise factor.</summary>
internal sealed record ScalePlan(ScaleLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Scale{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => InputSize;

    public override int Activations => 0;
}
