using System;

namespace Lstm.Trainer.Training;

/// <summary>A network's weights, and each layer's matrix transposed for the way back.</summary>
internal sealed class ModelWeights
{
    private const int Tile = 16;

    private readonly AlignedBuffer[] transposed;

    public ModelWeights(NetworkParameters parameters)
    {
        Parameters = parameters;
        transposed = Array.ConvertAll(parameters.Layers, layer => new AlignedBuffer(layer.Columns * layer.TransposedStride));
    }

    /// <summary>The weights.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>A layer's matrix, column by column, <see cref="LayerLayout.TransposedStride"/> apart.</summary>
    public ReadOnlySpan<float> Transposed(LayerLayout layer) => transposed[layer.Index].Span;

    /// <summary>Brings the transposed matrices up to date: once for every step of the optimiser.</summary>
    public void Transpose()
    {
        foreach (var layer in Parameters.Layers)
        {
            var from = layer.Matrix(Parameters.Values);
            var to = transposed[layer.Index].Span;
            for (int first = 0; first < layer.Rows; first += Tile)
            {
                int end = Math.Min(first + Tile, layer.Rows); // a cache line of each column at a time
                for (int column = 0; column < layer.Columns; column++)
                {
                    for (int row = first; row < end; row++)
                    {
                        to[(column * layer.TransposedStride) + row] = from[(row * layer.RowStride) + column];
                    }
                }
            }
        }
    }
}
