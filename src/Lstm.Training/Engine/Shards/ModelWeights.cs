using System.Linq;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Shards;

/// <summary>A network's weights, and each matrix in the order in which products read them.</summary>
internal sealed class ModelWeights
{
    private readonly LayerMatrices[] matrices;

    /// <summary>Packs the weights as they are.</summary>
    public ModelWeights(NetworkParameters parameters)
    {
        Parameters = parameters;
        matrices = [.. parameters.Layers.SelectMany(layer => layer.Parts).SelectMany(part => part.Matrices).Select(matrix => new LayerMatrices(matrix))];
        Pack();
    }

    /// <summary>The weights.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>A matrix, packed.</summary>
    public LayerMatrices Of(MatrixLayout matrix) => matrices[matrix.Index];

    /// <summary>Brings the matrices up to date: after every step of the optimiser, or whatever else changes weights.</summary>
    /// <param name="piece">Which piece of the work.</param>
    /// <param name="pieces">How many pieces make the whole.</param>
    public void Pack(int piece = 0, int pieces = 1)
    {
        foreach (var matrix in matrices)
        {
            matrix.Pack(Parameters.Values, piece, pieces);
        }
    }
}
