using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// A recurrent layer in one direction or both (Schuster and Paliwal, "Bidirectional Recurrent Neural Networks", IEEE
/// Transactions on Signal Processing 45(11), 1997).
/// </summary>
internal sealed class ReferenceRecurrent(RecurrentLayerSpec spec, int inputSize, Func<string, float[]> tensor) : IReferenceLayer
{
    /// <summary>One for each direction: the forward one first.</summary>
    public IReadOnlyList<ReferenceCell> Cells { get; } =
        [.. TensorNames.Suffixes(spec).Select(suffix => ReferenceCell.Create(new CellTensors(spec, inputSize, suffix, tensor)))];

    /// <summary>The hidden states that the directions have ended with, one behind the other.</summary>
    public double[] End() => [.. Cells.SelectMany(cell => cell.Hidden)];

    public double[][] Run(double[][] sequence) => spec.Direction switch
    {
        Direction.Reverse => Turned(Forward(Cells[0], Turned(sequence))),
        Direction.Backwards => Forward(Cells[0], Turned(sequence)),
        Direction.Bidirectional => [.. Forward(Cells[0], sequence).Zip(Turned(Forward(Cells[1], Turned(sequence))), (forward, backward) => (double[])[.. forward, .. backward])],
        Direction.Forward => Forward(Cells[0], sequence),
        _ => throw Unhandled.Kind(spec.Direction),
    };

    public void Reset()
    {
        foreach (var cell in Cells)
        {
            cell.Reset();
        }
    }

    private static double[][] Forward(ReferenceCell cell, double[][] sequence) => Array.ConvertAll(sequence, cell.Step);

    private static double[][] Turned(double[][] sequence) => [.. Enumerable.Reverse(sequence)];
}
