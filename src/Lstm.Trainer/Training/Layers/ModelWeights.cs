using System;

namespace Lstm.Trainer.Training;

/// <summary>A network's weights, and each layer's in the order in which products read them.</summary>
internal sealed class ModelWeights
{
    private readonly LayerMatrices?[] matrices;

    /// <summary>Packs the weights as they are.</summary>
    public ModelWeights(NetworkParameters parameters)
    {
        Parameters = parameters;
        matrices = Array.ConvertAll(parameters.Layers, layer => layer.Rows > 0 ? new LayerMatrices(layer) : null);
        Pack();
    }

    /// <summary>The weights.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>The matrices of a layer that has any.</summary>
    public LayerMatrices Of(LayerLayout layer) => matrices[layer.Index]!;

    /// <summary>Brings the matrices up to date: after every step of the optimiser, or whatever else changes weights.</summary>
    /// <param name="piece">Which piece of the work.</param>
    /// <param name="pieces">How many pieces make the whole.</param>
    public void Pack(int piece = 0, int pieces = 1)
    {
        foreach (var layer in matrices)
        {
            layer?.Pack(Parameters.Values, piece, pieces);
        }
    }
}
