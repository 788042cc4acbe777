using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A matrix at work: what goes into its sums at every time step, and the gradient of its weights.</summary>
internal sealed class MatrixColumns
{
    private readonly LaneKernels kernels;
    private readonly WeightGradient weightGradient;
    private readonly LaneRows terms; // without the zeros: what the matrix is multiplied with

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layout">Where the matrix stands.</param>
    /// <param name="steps">The most time steps at once; there is room for one more, where the state after the last may stand.</param>
    public MatrixColumns(LaneKernels kernels, MatrixLayout layout, int steps)
    {
        this.kernels = kernels;
        Layout = layout;
        var columns = LaneRows.Allocate(steps + 1, layout.RowStride);
        terms = columns.Part(0, layout.Columns);
        Hidden = columns.Part(0, layout.HiddenSize);
        Input = columns.Part(layout.InputColumn, layout.InputSize);
        weightGradient = new WeightGradient(kernels, layout, columns, terms);
        for (int t = 0; t < steps && layout.HasBias; t++)
        {
            columns.Part(layout.HiddenSize, 1).At(t).Fill(1f);
        }
    }

    /// <summary>Where the matrix stands.</summary>
    public MatrixLayout Layout { get; }

    /// <summary>What the recurrent columns are multiplied by.</summary>
    public LaneRows Hidden { get; }

    /// <summary>What the input columns are multiplied by.</summary>
    public LaneRows Input { get; }

    /// <summary>The sums of a step.</summary>
    public void Multiply(ModelWeights weights, int t, Span<float> sums) => kernels.Multiply(weights.Of(Layout).Forward, terms.At(t), sums, backwards: (t & 1) != 0);

    /// <summary>The sums of a step, here and in another shard.</summary>
    public void MultiplyTwo(ModelWeights weights, int t, Span<float> sums, MatrixColumns other, Span<float> otherSums) =>
        kernels.MultiplyTwo(weights.Of(Layout).Forward, terms.At(t), sums, other.terms.At(t), otherSums, backwards: (t & 1) != 0);

    /// <summary>The sums of many steps.</summary>
    public void MultiplyAll(ModelWeights weights, LaneRows sums, int steps) => StepProducts.Multiply(kernels, weights.Of(Layout).Forward, terms, sums, steps);

    /// <summary>From the gradients of the sums to that of <see cref="Hidden"/>.</summary>
    public void ToHidden(ModelWeights weights, int t, ReadOnlySpan<float> sums, Span<float> hidden) => kernels.Multiply(weights.Of(Layout).ToHidden, sums, hidden, backwards: (t & 1) != 0);

    /// <summary>From the gradients of the sums to that of <see cref="Hidden"/>, here and in another shard.</summary>
    public void ToHiddenTwo(ModelWeights weights, int t, ReadOnlySpan<float> sums, Span<float> hidden, ReadOnlySpan<float> otherSums, Span<float> otherHidden) =>
        kernels.MultiplyTwo(weights.Of(Layout).ToHidden, sums, hidden, otherSums, otherHidden, backwards: (t & 1) != 0);

    /// <summary>From the gradients of the sums to that of <see cref="Input"/>.</summary>
    public void ToInput(ModelWeights weights, ReadOnlySpan<float> sums, Span<float> input) => kernels.Multiply(weights.Of(Layout).ToInput, sums, input);

    /// <summary>From the gradients of the sums of many steps to that of <see cref="Input"/>; nothing where nobody asks for it.</summary>
    public void ToInputAll(ModelWeights weights, LaneRows sums, LaneRows? input, int steps)
    {
        if (input is not null)
        {
            StepProducts.Multiply(kernels, weights.Of(Layout).ToInput, sums, input, steps);
        }
    }

    /// <summary>Writes the gradient of the weights.</summary>
    public void WriteGradient(LaneRows sumGradient, int steps, Span<float> gradient) => weightGradient.Compute(sumGradient, steps, gradient);
}
