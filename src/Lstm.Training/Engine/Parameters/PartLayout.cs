using System;
using System.Collections.Generic;

namespace Lstm.Training.Engine.Parameters;

/// <summary>
/// Where the weights of one direction of a recurrent layer stand, or all of another layer's: its matrices, then its vectors,
/// then zeros up to a whole cache line.
/// </summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Matrices">What its sums are made of.</param>
/// <param name="VectorLength">Values that stand behind the matrices: peepholes and initial states, factors and offsets of a scale layer, factors and biases of a layer normalisation, rows of an embedding.</param>
internal sealed record PartLayout(int Offset, IReadOnlyList<MatrixLayout> Matrices, int VectorLength)
{
    /// <summary>The only matrix, or the first.</summary>
    public MatrixLayout Matrix => Matrices[0];

    /// <summary>Where the vectors begin.</summary>
    public int VectorOffset { get; } = Matrices.Count == 0 ? Offset : Matrices[^1].Offset + Matrices[^1].Length;

    /// <summary>Values, with the zeros.</summary>
    public int Length => checked(VectorOffset - Offset + VectorLength + 15) & ~15;

    /// <summary>Some of the vectors in an array with the network's layout.</summary>
    public Span<float> Vector(Span<float> values, int start, int length) => values.Slice(VectorOffset + start, length);

    /// <summary>All of the vectors in an array with the network's layout.</summary>
    public Span<float> Vectors(Span<float> values) => values.Slice(VectorOffset, VectorLength);
}
