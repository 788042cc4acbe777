using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A plain recurrent layer: forward, and back-propagation through time.</summary>
internal sealed class RnnShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly RnnLayerSpec spec;
    private readonly InitialState first;
    private readonly MatrixColumns columns; // h_{t-1}, 1 and x_t
    private readonly LaneRows sums;         // forward h_t, not cleared where a sequence has ended; backward the gradients of the sums
    private readonly LaneRows hiddenGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="part">Where its weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public RnnShardLayer(LaneKernels kernels, RnnLayerSpec spec, PartLayout part, int steps)
    {
        this.kernels = kernels;
        this.spec = spec;
        first = new InitialState(part, spec);
        columns = new MatrixColumns(kernels, part.Matrix, steps);
        Input = columns.Input;
        sums = LaneRows.Allocate(steps, spec.HiddenSize);
        OutputGradient = LaneRows.Allocate(steps, spec.HiddenSize);
        hiddenGradient = LaneRows.Allocate(1, spec.HiddenSize);
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => first.Reset(weights, columns.Hidden.At(0), []);

    /// <inheritdoc/>
    public override void CarryState(int steps) => columns.Hidden.At(steps).CopyTo(columns.Hidden.At(0));

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            var hidden = columns.Hidden.At(t + 1);
            columns.Multiply(weights, t, sums.At(t));
            kernels.Activate(spec.Activation, sums.At(t));
            sums.At(t).CopyTo(hidden);
            window.ClearEnded(t, hidden);
            hidden.CopyTo(Output.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        var fromNext = hiddenGradient.At(0);
        fromNext.Clear();
        for (int t = window.Steps - 1; t >= 0; t--)
        {
            kernels.Add(fromNext, OutputGradient.At(t));
            kernels.RnnBackward(spec.Activation, sums.At(t), fromNext);
            columns.ToHidden(weights, t, sums.At(t), fromNext);
            if (InputGradient is { } below)
            {
                columns.ToInput(weights, sums.At(t), below.At(t));
            }
        }
        columns.WriteGradient(sums, window.Steps, gradient);
        first.Backward(window, fromNext, [], gradient);
    }
}
