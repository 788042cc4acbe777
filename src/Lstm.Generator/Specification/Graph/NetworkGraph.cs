namespace Lstm.Specification;

/// <summary>
/// How the layers of a network that branches are joined: a directed acyclic graph, whose layers stand in an order in which they can be
/// computed. Whose output a layer takes is a number: that of the layer, from 0, or <see cref="Input"/> of an input's.
/// </summary>
/// <param name="Inputs">The inputs, in the order in which a sample holds them.</param>
/// <param name="Layers">What each layer is called and takes, in the order of the layers.</param>
/// <param name="Outputs">The layers whose outputs are the network's, in the order in which a result holds them.</param>
public sealed record NetworkGraph(EquatableArray<GraphInput> Inputs, EquatableArray<GraphLayer> Layers, EquatableArray<int> Outputs)
{
    /// <summary>What stands for the <paramref name="number"/>th input, from 0, where others are layers' numbers.</summary>
    public static int Input(int number) => ~number;

    /// <summary>Whether a layer takes the output of the layer before it, or the first the first input.</summary>
    public bool TakesLayerBefore(int layer) => Layers[layer].From.Count == 1 && Layers[layer].From[0] == layer - 1;

    /// <summary>Whether the last layer's output is the only one of the network.</summary>
    public bool EndsInLastLayer => Outputs.Count == 1 && Outputs[0] == Layers.Count - 1;
}

/// <summary>An input of a network that branches.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its values in one time step.</param>
public sealed record GraphInput(string Name, int Size);

/// <summary>A layer's place in a network that branches.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="From">Whose outputs it takes: one, or those that it joins.</param>
public sealed record GraphLayer(string Name, EquatableArray<int> From);

/// <summary>A named part of a sample or of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it begins in the sample or the result that holds all of them.</param>
/// <param name="Size">Its values.</param>
public readonly record struct NamedPart(string Name, int Offset, int Size);
