using System.Linq;

namespace Lstm.Specification;

// Equality of these records decides what the generator runs again: two specs that are equal emit the same code.
// They hold strings, numbers, enums and equatable arrays only, and no position in a file.

/// <summary>A network as its spec describes it: the width of one sample and the layers it passes through, in order.</summary>
/// <param name="InputSize">Values in one sample (one time step).</param>
/// <param name="Layers">The layers in the order in which the data flows; at least one.</param>
/// <param name="MaxWeightBytes">Budget for the packed weights; null for none.</param>
/// <param name="MaxStateBytes">Budget for one stream's state; null for none.</param>
/// <param name="OnNonFinite">What is done about a time step that is not finite.</param>
public sealed record ModelSpec(int InputSize, EquatableArray<LayerSpec> Layers, long? MaxWeightBytes = null, long? MaxStateBytes = null, OnNonFinite OnNonFinite = OnNonFinite.Propagate)
{
    /// <summary>Whether a layer needs the whole sequence before it can put anything out: there is no <c>Step</c> then, only <c>Run</c>.</summary>
    public bool NeedsWholeSequence => Layers.Any(layer => layer is RecurrentLayerSpec { Direction: not Direction.Forward });

    /// <summary>Whether there is one result for a whole sequence.</summary>
    public bool Pools => Layers.Any(layer => layer is PoolLayerSpec);

    /// <summary>How many time steps make one result; more than 1 where a convolution over time leaves some out.</summary>
    public int Stride => Layers.Aggregate(1, (product, layer) => layer is ConvLayerSpec conv ? checked(product * conv.Stride) : product);

    /// <summary>Whether the network is a detector: it ends in the score of an anomaly.</summary>
    public bool DetectsAnomalies => Layers.Count > 0 && Layers[Layers.Count - 1] is AnomalyLayerSpec;

    /// <summary>Whether a layer takes the sample itself, beside the first one.</summary>
    internal bool TakesSampleAgain => DetectsAnomalies || Layers.Any(layer => layer is ResidualLayerSpec { From: ResidualLayerSpec.Input });

    /// <summary>How many results a sequence of so many time steps has from its beginning.</summary>
    public int Results(int steps) => Pools ? 1 : (int)((steps + Stride - 1L) / Stride);

    /// <summary>Values that one time step outputs: the size of the last layer.</summary>
    public int OutputSize
    {
        get
        {
            int size = InputSize;
            foreach (var layer in Layers)
            {
                size = layer.OutputSize(size);
            }
            return size;
        }
    }
}
