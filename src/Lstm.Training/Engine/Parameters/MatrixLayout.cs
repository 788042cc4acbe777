using System;
using Lstm.Training.Engine.Kernels;

namespace Lstm.Training.Engine.Parameters;

/// <summary>
/// Where a matrix of a layer stands: row by row, each row recurrent weights first, then the bias, then input weights, then
/// zeros up to a multiple of eight.
/// </summary>
/// <param name="Index">Which of the network's matrices it is, from 0.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Rows">One for each sum.</param>
/// <param name="HiddenSize">Recurrent columns; where a second matrix follows a first, what comes out between the two.</param>
/// <param name="HasBias">Whether there is a column of biases, the one behind the recurrent columns.</param>
/// <param name="InputSize">Columns of input weights.</param>
/// <param name="HasLayerBelow">Whether a layer below may ask for the gradient of the input.</param>
internal sealed record MatrixLayout(int Index, int Offset, int Rows, int HiddenSize, bool HasBias, int InputSize, bool HasLayerBelow)
{
    /// <summary>The first column of input weights.</summary>
    public int InputColumn => HiddenSize + (HasBias ? 1 : 0);

    /// <summary>Columns without the zeros.</summary>
    public int Columns => InputColumn + InputSize;

    /// <summary>Columns with the zeros.</summary>
    public int RowStride => RoundUp(Columns);

    /// <summary>Values of the matrix.</summary>
    public int Length => checked(Rows * RowStride);

    /// <summary>The matrix in an array with the network's layout.</summary>
    public Span<float> Of(Span<float> values) => values.Slice(Offset, Length);

    /// <summary>The next multiple of eight: the narrowest panel of a product.</summary>
    public static int RoundUp(int count) => (count + ProductShape.NarrowColumns - 1) / ProductShape.NarrowColumns * ProductShape.NarrowColumns;
}
