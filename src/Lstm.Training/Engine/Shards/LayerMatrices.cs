using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Shards;

/// <summary>A matrix of a layer packed for the forward pass, and its recurrent and input columns as rows for the backward pass.</summary>
internal sealed class LayerMatrices
{
    private readonly MatrixLayout layout;

    public LayerMatrices(MatrixLayout layout)
    {
        this.layout = layout;
        Forward = new PackedMatrix(layout.Rows, layout.Columns);
        ToHidden = new PackedMatrix(layout.HiddenSize, layout.Rows);
        ToInput = new PackedMatrix(layout.HasLayerBelow ? layout.InputSize : 0, layout.Rows);
    }

    /// <summary>All columns: from what goes into the sums to the sums.</summary>
    public PackedMatrix Forward { get; }

    /// <summary>From the sums' gradients to those of the hidden state before.</summary>
    public PackedMatrix ToHidden { get; }

    /// <summary>From the sums' gradients to those of the layer's input; without rows in the first layer, where nobody asks for it.</summary>
    public PackedMatrix ToInput { get; }

    /// <summary>Takes some of the panels from the network's weights.</summary>
    public void Pack(Span<float> values, int piece, int pieces)
    {
        var matrix = layout.Of(values);
        Forward.PackRows(matrix, layout.RowStride, piece, pieces);
        ToHidden.PackColumns(matrix, layout.RowStride, piece, pieces);
        ToInput.PackColumns(matrix[layout.InputColumn..], layout.RowStride, piece, pieces);
    }
}
