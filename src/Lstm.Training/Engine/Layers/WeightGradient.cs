using System;
using System.Linq;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// The gradient of a matrix: over all time steps and lanes, the sum of (gradient of the sums) × (columns that went
/// into them), a few time steps at a time.
/// </summary>
internal sealed class WeightGradient
{
    private const int Lanes = LaneKernels.Lanes;
    private const int StepsTogether = 24;
    private const int TwoPanels = 2 * ProductShape.PanelColumns;
    private const int PanelsTogether = 8; // with so many steps, their columns, turned around, take 192 KiB of the second-level cache

    private readonly LaneKernels kernels;
    private readonly LaneRows[] parts; // columns of some panels
    private readonly AlignedBuffer panels; // of 16 columns, the last perhaps of 8; within a panel lane by lane of each step

    /// <param name="kernels">The inner loops.</param>
    /// <param name="columns">What goes into the sums at each step, as the matrix has it, zeros at the end included.</param>
    public WeightGradient(LaneKernels kernels, LaneRows columns)
    {
        this.kernels = kernels;
        int chunk = Evenly(Quotient(columns.Size, TwoPanels), PanelsTogether / 2) * TwoPanels; // tiles are up to two panels wide
        parts = [.. Enumerable.Range(0, Quotient(columns.Size, chunk)).Select(n => columns.Part(n * chunk, Math.Min(chunk, columns.Size - (n * chunk))))];
        panels = new AlignedBuffer(StepsTogether * Lanes * chunk);
    }

    /// <summary>Writes the gradient of the matrix's first columns, as many as there are.</summary>
    /// <param name="layout">Where the matrix stands.</param>
    /// <param name="sumGradient">The gradients of its sums.</param>
    /// <param name="steps">Time steps that count.</param>
    /// <param name="gradient">Where gradients are put.</param>
    /// <param name="start">The first of the time steps; zeros stand before it.</param>
    public void Compute(MatrixLayout layout, LaneRows sumGradient, int steps, Span<float> gradient, int start = 0)
    {
        var matrix = layout.Of(gradient);
        matrix.Clear();
        if (start == steps)
        {
            return;
        }
        int most = Evenly(steps - start, StepsTogether);
        for (int first = start; first < steps; first += most)
        {
            int together = Math.Min(most, steps - first);
            int column = 0;
            foreach (var part in parts)
            {
                for (int t = 0; t < together; t++)
                {
                    Turn(part.At(first + t), t, together);
                }
                var shape = new ProductShape(layout.Rows, part.Size, Lanes, RowStrideA: Lanes, layout.RowStride, Blocks: together, BlockStrideA: sumGradient.StepStride);
                kernels.AddOuterProducts(shape, sumGradient.From(first), panels.Span, matrix[column..]);
                column += part.Size;
            }
        }
    }

    /// <summary>The columns of a step, from lanes that stand together to columns that do.</summary>
    private void Turn(ReadOnlySpan<float> from, int step, int together)
    {
        const int Panel = ProductShape.PanelColumns * Lanes;
        for (int first = 0; first < from.Length; first += Panel)
        {
            int length = Math.Min(Panel, from.Length - first);
            LaneTranspose.Turn(from.Slice(first, length), panels.Span.Slice((first * together) + (step * length), length));
        }
    }

    /// <summary>How many of <paramref name="count"/> to take at a time so that it is never more than <paramref name="most"/>, and about as many each time.</summary>
    private static int Evenly(int count, int most) => Quotient(count, Quotient(count, most));

    private static int Quotient(int count, int by) => (count + by - 1) / by;
}
