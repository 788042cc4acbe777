using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// The gradient of a matrix: over all time steps and lanes, the sum of (gradient of the sums) × (columns that went
/// into them), a few time steps at a time. One of the two is turned around, so that vectors hold its values and not its lanes;
/// no sum knows which.
/// </summary>
internal sealed class WeightGradient
{
    private const int Lanes = LaneKernels.Lanes;
    private const int StepsTogether = 24;
    private const int Panel = ProductShape.PanelColumns;
    private const int PanelsTogether = 8; // with so many steps, they take 192 KiB of the second-level cache
    private const int TurnedFor = 8; // a panel is turned around in the time of its products with so many values
    private const double Worthwhile = 0.9; // of the work: where the gradients of the sums are turned around, that of the matrix is too, at the end

    private readonly LaneKernels kernels;
    private readonly MatrixLayout layout;
    private readonly LaneRows columns; // with zeros up to a panel
    private readonly LaneRows terms; // without
    private readonly int chunk; // values of some panels
    private readonly AlignedBuffer panels; // of 16 values, the last perhaps of 8; within a panel lane by lane of each step
    private readonly AlignedBuffer? byColumn; // the gradient with a row for each column, where the gradients of the sums are turned around

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layout">Where the matrix stands.</param>
    /// <param name="columns">What goes into the sums at each step, as the matrix has it, zeros at the end included.</param>
    /// <param name="terms">The same without the zeros.</param>
    public WeightGradient(LaneKernels kernels, MatrixLayout layout, LaneRows columns, LaneRows terms)
    {
        this.kernels = kernels;
        this.layout = layout;
        this.columns = columns;
        this.terms = terms;
        bool turnsSums = layout.Rows % ProductShape.NarrowColumns == 0 && Work(layout.Rows, terms.Size) < Worthwhile * Work(columns.Size, layout.Rows);
        chunk = Evenly(Quotient(turnsSums ? layout.Rows : columns.Size, 2 * Panel), PanelsTogether / 2) * 2 * Panel; // tiles are up to two panels wide
        panels = new AlignedBuffer(StepsTogether * Lanes * chunk);
        byColumn = turnsSums ? new AlignedBuffer(columns.Size * layout.Rows) : null;
    }

    /// <summary>Writes the gradient of the matrix's first columns, as many as there are.</summary>
    /// <param name="sumGradient">The gradients of its sums.</param>
    /// <param name="steps">Time steps that count.</param>
    /// <param name="gradient">Where gradients are put.</param>
    /// <param name="start">The first of the time steps; zeros stand before it.</param>
    public void Compute(LaneRows sumGradient, int steps, Span<float> gradient, int start = 0)
    {
        var matrix = layout.Of(gradient);
        matrix.Clear();
        if (start == steps)
        {
            return;
        }
        if (byColumn is null)
        {
            Add(sumGradient, columns, steps, start, matrix, layout.RowStride);
        }
        else
        {
            byColumn.Span.Clear();
            Add(terms, sumGradient, steps, start, byColumn.Span, layout.Rows);
            LaneTranspose.Turn(byColumn.Span, layout.Rows, matrix, layout.RowStride, columns.Size, layout.Rows);
        }
    }

    /// <summary>Adds the products of each value and each that is turned around.</summary>
    private void Add(LaneRows values, LaneRows turned, int steps, int start, Span<float> sums, int rowStride)
    {
        int most = Evenly(steps - start, StepsTogether);
        for (int first = start; first < steps; first += most)
        {
            int together = Math.Min(most, steps - first);
            for (int column = 0, width; column < turned.Size; column += width)
            {
                width = Math.Min(chunk, turned.Size - column);
                for (int t = 0; t < together; t++)
                {
                    Turn(turned.At(first + t).Slice(column * Lanes, width * Lanes), t, together);
                }
                var shape = new ProductShape(values.Size, width, Lanes, RowStrideA: Lanes, rowStride, Blocks: together, BlockStrideA: values.StepStride);
                kernels.AddOuterProducts(shape, values.From(first), panels.Span, sums[column..]);
            }
        }
    }

    /// <summary>The values of a step, from lanes that stand together to values that do.</summary>
    private void Turn(ReadOnlySpan<float> from, int step, int together)
    {
        for (int first = 0; first < from.Length; first += Panel * Lanes)
        {
            int length = Math.Min(Panel * Lanes, from.Length - first);
            LaneTranspose.Turn(from.Slice(first, length), panels.Span.Slice((first * together) + (step * length), length));
        }
    }

    /// <summary>What a time step takes: products of vectors, those of a narrow panel as those of a wide one, and turning around.</summary>
    private static int Work(int turned, int values)
    {
        int products = TurnedFor;
        for (int value = 0, height; value < values; value += height)
        {
            height = PackedMatrix.Height(values - value);
            products += Math.Max(height, PackedMatrix.Low); // one by itself takes as long as four: each sum waits for the one before
        }
        return Quotient(turned, Panel) * products;
    }

    /// <summary>How many of <paramref name="count"/> to take at a time so that it is never more than <paramref name="most"/>, and about as many each time.</summary>
    private static int Evenly(int count, int most) => Quotient(count, Quotient(count, most));

    private static int Quotient(int count, int by) => (count + by - 1) / by;
}
