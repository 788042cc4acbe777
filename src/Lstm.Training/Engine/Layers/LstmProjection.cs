using System;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>The projection of an LSTM layer's hidden state, h = W (o∘ψ(c)), forward and backward.</summary>
internal sealed class LstmProjection
{
    private readonly LaneKernels kernels;
    private readonly MatrixColumns columns;
    private readonly LaneRows gradients; // of h_t
    private readonly LaneRows unitGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layout">Where its matrix stands.</param>
    /// <param name="steps">The most time steps at once.</param>
    public LstmProjection(LaneKernels kernels, MatrixLayout layout, int steps)
    {
        this.kernels = kernels;
        columns = new MatrixColumns(kernels, layout, steps);
        gradients = LaneRows.Allocate(steps, layout.Rows);
        unitGradient = LaneRows.Allocate(1, layout.HiddenSize);
        None = LaneRows.Allocate(1, layout.HiddenSize);
    }

    /// <summary>Zeros: what comes from step t + 1 has gone through the projection already.</summary>
    public LaneRows None { get; }

    /// <summary>Where o∘ψ(c) goes.</summary>
    public LaneRows Units => columns.Hidden;

    /// <summary>From <see cref="Units"/> to h_t.</summary>
    public void Forward(ModelWeights weights, int t, Span<float> hidden)
    {
        columns.Multiply(weights, t, hidden);
        kernels.Activate(ActivationKind.Identity, hidden);
    }

    /// <summary>From the gradient of h_t, in its two parts, to that of <see cref="Units"/>.</summary>
    public Span<float> Backward(ModelWeights weights, int t, ReadOnlySpan<float> fromAbove, ReadOnlySpan<float> fromNext)
    {
        fromAbove.CopyTo(gradients.At(t));
        kernels.Add(gradients.At(t), fromNext);
        columns.ToHidden(weights, t, gradients.At(t), unitGradient.At(0));
        return unitGradient.At(0);
    }

    /// <summary>Writes the gradient of the matrix.</summary>
    public void WriteGradient(int steps, Span<float> gradient) => columns.WriteGradient(gradients, steps, gradient);
}
