using System;

namespace Lstm.Trainer.Training;

/// <summary>
/// The gradient of a layer's matrix: over all time steps and lanes, the sum of (gradient of the sums) × (columns that went
/// into them), as one matrix product.
/// </summary>
internal sealed class WeightGradient
{
    private readonly LaneKernels kernels;
    private readonly LaneRows columns;
    private readonly LaneRows transposed; // lane by lane, and within a lane column by column
    private readonly int stride;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="columns">What goes into the sums at each step, as the matrix has it, zeros at the end included.</param>
    /// <param name="steps">The most steps there are.</param>
    public WeightGradient(LaneKernels kernels, LaneRows columns, int steps)
    {
        this.kernels = kernels;
        this.columns = columns;
        stride = (columns.Size + LaneKernels.Lanes - 1) / LaneKernels.Lanes * LaneKernels.Lanes;
        transposed = LaneRows.Allocate(steps, stride);
    }

    /// <summary>Writes the gradient of the matrix's first columns, as many as there are.</summary>
    public void Compute(LayerLayout layout, LaneRows sumGradient, int steps, Span<float> gradient)
    {
        for (int t = 0; t < steps; t++)
        {
            Transpose(columns.At(t), transposed.At(t));
        }
        var shape = new ProductShape(
            Rows: layout.Rows, Columns: columns.Size, Count: LaneKernels.Lanes,
            RowStrideA: LaneKernels.Lanes, RowStrideB: stride, RowStrideC: layout.RowStride,
            Blocks: steps, BlockStrideA: sumGradient.StepStride, BlockStrideB: transposed.StepStride);
        kernels.Multiply(shape, sumGradient.Buffer.Span[sumGradient.Offset..], transposed.Buffer.Span, layout.Matrix(gradient));
    }

    private void Transpose(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int lane = 0; lane < LaneKernels.Lanes; lane++)
        {
            var row = to.Slice(lane * stride, columns.Size);
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = from[(column * LaneKernels.Lanes) + lane];
            }
        }
    }
}
