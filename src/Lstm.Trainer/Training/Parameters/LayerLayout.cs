using System;
using Lstm.Specification;

namespace Lstm.Trainer.Training;

/// <summary>
/// Where a layer's weights stand: one matrix for all that its sums are made of, row by row, each row recurrent weights
/// first, then the bias, then input weights, then zeros up to a multiple of eight. A dense layer has no recurrent ones.
/// Gates come in the order i f g o, behind them peepholes in the order i f o.
/// </summary>
/// <param name="Index">Which layer it is, from 0.</param>
/// <param name="Spec">The layer.</param>
/// <param name="InputSize">Values that come in.</param>
/// <param name="Offset">Where its weights begin.</param>
internal sealed record LayerLayout(int Index, LayerSpec Spec, int InputSize, int Offset)
{
    /// <summary>Rows of the matrix: four for each unit of an LSTM layer, one for each value of a dense one.</summary>
    public int Rows { get; } = Spec switch
    {
        LstmLayerSpec lstm => 4 * lstm.HiddenSize,
        DenseLayerSpec dense => dense.Size,
        _ => 0,
    };

    /// <summary>Recurrent columns.</summary>
    public int HiddenSize => Spec is LstmLayerSpec lstm ? lstm.HiddenSize : 0;

    /// <summary>Whether there is a column of biases, the one behind the recurrent columns.</summary>
    public bool HasBias => Spec is LstmLayerSpec { Bias: true } or DenseLayerSpec { Bias: true };

    /// <summary>The first column of input weights.</summary>
    public int InputColumn => HiddenSize + (HasBias ? 1 : 0);

    /// <summary>Columns without the zeros.</summary>
    public int Columns => InputColumn + InputSize;

    /// <summary>Columns with the zeros.</summary>
    public int RowStride => RoundUp(Columns);

    /// <summary>Values of the matrix.</summary>
    public int MatrixLength => Rows * RowStride;

    /// <summary>Values of the peepholes.</summary>
    public int PeepholeLength => Spec is LstmLayerSpec { Peephole: true } ? 3 * HiddenSize : 0;

    /// <summary>Factors of a scale layer.</summary>
    public int ScaleLength => Spec is ScaleLayerSpec ? InputSize : 0;

    /// <summary>Whether the layer has anything to train: the factors of a scale layer are constants.</summary>
    public bool IsTrained => Rows > 0;

    /// <summary>Values of the layer, with zeros up to a whole cache line.</summary>
    public int Length => (MatrixLength + PeepholeLength + ScaleLength + 15) & ~15;

    /// <summary>The layer's matrix in an array with the network's layout.</summary>
    public Span<float> Matrix(Span<float> values) => values.Slice(Offset, MatrixLength);

    /// <summary>The layer's peepholes in an array with the network's layout.</summary>
    public Span<float> Peepholes(Span<float> values) => values.Slice(Offset + MatrixLength, PeepholeLength);

    /// <summary>The scale layer's factors in an array with the network's layout.</summary>
    public Span<float> Scale(Span<float> values) => values.Slice(Offset + MatrixLength, ScaleLength);

    /// <summary>The next multiple of eight: the narrowest panel of a product.</summary>
    public static int RoundUp(int count) => (count + ProductShape.NarrowColumns - 1) / ProductShape.NarrowColumns * ProductShape.NarrowColumns;
}
