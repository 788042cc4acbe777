using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>One-hot input by index: of a matrix's input weights only the column that a token selects is read, or has a gradient.</summary>
internal static class TokenColumns
{
    private const int Lanes = LaneKernels.Lanes;

    /// <summary>Adds the column of input weights that each lane's token selects.</summary>
    /// <param name="sums">The sums of a step.</param>
    /// <param name="layout">Where the matrix stands.</param>
    /// <param name="values">The weights.</param>
    /// <param name="indices">The token of each lane.</param>
    public static void AddTo(Span<float> sums, MatrixLayout layout, Span<float> values, ReadOnlySpan<int> indices)
    {
        ReadOnlySpan<float> matrix = layout.Of(values);
        for (int row = 0; row < layout.Rows; row++)
        {
            var weights = matrix.Slice((row * layout.RowStride) + layout.InputColumn, layout.InputSize);
            for (int lane = 0; lane < indices.Length; lane++)
            {
                sums[(row * Lanes) + lane] += weights[indices[lane]];
            }
        }
    }

    /// <summary>Writes the gradient of the input weights from those of the sums.</summary>
    public static void WriteGradient(LaneRows sumGradient, MatrixLayout layout, ShardWindow window, Span<float> gradient)
    {
        var matrix = layout.Of(gradient);
        for (int row = 0; row < layout.Rows; row++)
        {
            var weights = matrix.Slice((row * layout.RowStride) + layout.InputColumn, layout.InputSize);
            weights.Clear();
            for (int t = 0; t < window.Steps; t++)
            {
                var indices = window.TokensAt(t);
                var sums = sumGradient.At(t).Slice(row * Lanes, Lanes);
                for (int lane = 0; lane < indices.Length; lane++)
                {
                    weights[indices[lane]] += sums[lane];
                }
            }
        }
    }
}
