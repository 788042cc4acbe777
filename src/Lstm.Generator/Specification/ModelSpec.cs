using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

// Equality of these records decides what the generator runs again: two specs that are equal emit the same code.
// They hold strings, numbers, enums and equatable arrays only, and no position in a file.

/// <summary>A network as its spec describes it: the width of one sample and the layers it passes through, in order.</summary>
/// <param name="InputSize">Values in one sample (one time step): those of all inputs, one behind the other.</param>
/// <param name="Layers">The layers in the order in which the data flows; at least one.</param>
/// <param name="MaxWeightBytes">Budget for the packed weights; null for none.</param>
/// <param name="MaxStateBytes">Budget for one stream's state; null for none.</param>
/// <param name="OnNonFinite">What is done about a time step that is not finite.</param>
/// <param name="Graph">How the layers are joined where the network branches; null for a chain, each layer of which takes the output of the one before.</param>
public sealed record ModelSpec(
    int InputSize, EquatableArray<LayerSpec> Layers, long? MaxWeightBytes = null, long? MaxStateBytes = null, OnNonFinite OnNonFinite = OnNonFinite.Propagate, NetworkGraph? Graph = null)
{
    /// <summary>Whether a layer needs the whole sequence before it can put anything out: there is no <c>Step</c> then, only <c>Run</c>.</summary>
    public bool NeedsWholeSequence => Layers.Any(layer => layer is RecurrentLayerSpec { Direction: not Direction.Forward });

    /// <summary>Whether there is one result for a whole sequence.</summary>
    public bool Pools => Layers.Any(layer => layer is PoolLayerSpec);

    /// <summary>How many time steps make one result; more than 1 where a convolution over time leaves some out.</summary>
    public int Stride => Layers.Aggregate(1, (product, layer) => layer is ConvLayerSpec conv ? checked(product * conv.Stride) : product);

    /// <summary>Whether the network is a detector: it ends in the score of an anomaly.</summary>
    public bool DetectsAnomalies => Layers.Count > 0 && Layers[Layers.Count - 1] is AnomalyLayerSpec;

    /// <summary>Whether it is one that gives each sample back by way of fewer values.</summary>
    public bool ReconstructsSamples => DetectsAnomalies && Layers[Layers.Count - 1] is AnomalyLayerSpec { Kind: AnomalyKind.Reconstruction };

    /// <summary>Whether a layer takes the sample itself, beside the first one.</summary>
    internal bool TakesSampleAgain => DetectsAnomalies || Layers.Any(layer => layer is ResidualLayerSpec { From: ResidualLayerSpec.Input });

    /// <summary>How many results a sequence of so many time steps has from its beginning.</summary>
    public int Results(int steps) => Pools ? 1 : (int)((steps + Stride - 1L) / Stride);

    /// <summary>Values that one time step outputs: those of all outputs, one behind the other.</summary>
    public int OutputSize => Graph is not null ? Outputs.Sum(output => output.Size) : Layers.Count == 0 ? InputSize : Sizes[Layers.Count - 1].Output;

    /// <summary>The inputs as parts of a sample; of a chain there is one.</summary>
    public IReadOnlyList<NamedPart> Inputs => Graph is null ? [new("input", 0, InputSize)] : Parts(Graph.Inputs.Select(input => (input.Name, input.Size)));

    /// <summary>The outputs as parts of a result; of a chain there is one.</summary>
    public IReadOnlyList<NamedPart> Outputs
    {
        get
        {
            if (Graph is null)
            {
                return [new("output", 0, OutputSize)];
            }
            var sizes = Sizes;
            return Parts(Graph.Outputs.Select(layer => (Graph.Layers[layer].Name is { Length: > 0 } name ? name : "output", sizes[layer].Output)));
        }
    }

    /// <summary>Values that each layer takes, from all whose outputs it joins together, and gives.</summary>
    public IReadOnlyList<LayerSizes> Sizes
    {
        get
        {
            var sizes = new List<LayerSizes>(Layers.Count);
            for (int index = 0; index < Layers.Count; index++)
            {
                int taken = TakenBy(index).Sum(source => source >= 0 ? sizes[source].Output : Graph?.Inputs[~source].Size ?? InputSize);
                sizes.Add(new(taken, Layers[index].OutputSize(taken)));
            }
            return sizes;
        }
    }

    /// <summary>Whose outputs a layer takes: layers' numbers, and <see cref="NetworkGraph.Input"/> of inputs'.</summary>
    public IReadOnlyList<int> TakenBy(int layer) => Graph is null ? [layer - 1] : Graph.Layers[layer].From;

    /// <summary>Whether only layers of scales take an input, so that its values have a unit of the user's own; of a chain, whether the first does.</summary>
    public bool IsScaled(int input) => Graph is null
        ? Layers.Count > 0 && Layers[0] is ScaleLayerSpec
        : Takers(NetworkGraph.Input(input)).All(layer => Layers[layer] is ScaleLayerSpec);

    /// <summary>The values of a sample that embeddings take, by their places in it: each is the index of a row.</summary>
    public IReadOnlyList<TokenColumn> TokenColumns =>
    [
        .. from layer in Enumerable.Range(0, Layers.Count)
           let embedding = Layers[layer] as EmbeddingLayerSpec
           where embedding is not null
           group embedding.Rows by Inputs[~TakenBy(layer)[0]] into taken
           orderby taken.Key.Offset
           select new TokenColumn(taken.Key, taken.Min()),
    ];

    /// <summary>Whether a guard has to look at several outputs, and does so before the caller sees one of them.</summary>
    internal bool GuardsOutputsTogether => OnNonFinite != OnNonFinite.Propagate && Graph is { Outputs.Count: > 1 };

    /// <summary>Whether what a layer gives is a result of the network, and no other layer's input.</summary>
    public bool IsOnlyResult(int layer) => Graph is null ? layer == Layers.Count - 1 : Graph.Outputs.Contains(layer) && !Takers(layer).Any();

    private IEnumerable<int> Takers(int source) => Enumerable.Range(0, Layers.Count).Where(layer => Graph!.Layers[layer].From.Contains(source));

    private static List<NamedPart> Parts(IEnumerable<(string Name, int Size)> sizes)
    {
        var parts = new List<NamedPart>();
        foreach (var (name, size) in sizes)
        {
            parts.Add(new(name, parts.Sum(part => part.Size), size));
        }
        return parts;
    }
}

/// <summary>An input of one value, the index of an embedding's row.</summary>
/// <param name="Part">The input.</param>
/// <param name="Rows">How many rows there are, 0 being the index of the first; of several embeddings that take the input, those of the smallest.</param>
public readonly record struct TokenColumn(NamedPart Part, int Rows);

/// <summary>Values that a layer takes and gives.</summary>
/// <param name="Input">Taken.</param>
/// <param name="Output">Given.</param>
public readonly record struct LayerSizes(int Input, int Output);
