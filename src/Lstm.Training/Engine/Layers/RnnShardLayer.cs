using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A plain recurrent layer: forward, and back-propagation through time.</summary>
internal sealed class RnnShardLayer : RecurrentShardLayer
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
        BeginsWithWeights = spec.InitialState;
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
    protected override void Sum(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        if (beside is RnnShardLayer other)
        {
            columns.MultiplyTwo(weights, t, sums.At(t), other.columns, other.sums.At(t));
        }
        else
        {
            columns.Multiply(weights, t, sums.At(t));
        }
    }

    /// <inheritdoc/>
    protected override void Update(ModelWeights weights, ShardWindow window, int t)
    {
        var hidden = columns.Hidden.At(t + 1);
        kernels.Activate(spec.Activation, sums.At(t));
        sums.At(t).CopyTo(hidden);
        window.ClearEnded(t, hidden);
        hidden.CopyTo(Output.At(t));
    }

    /// <inheritdoc/>
    protected override void BeginBackward() => hiddenGradient.At(0).Clear();

    /// <inheritdoc/>
    protected override void UpdateBackward(ModelWeights weights, int t)
    {
        kernels.Add(hiddenGradient.At(0), OutputGradient.At(t));
        kernels.RnnBackward(spec.Activation, sums.At(t), hiddenGradient.At(0));
    }

    /// <inheritdoc/>
    protected override void SumBackward(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        if (beside is RnnShardLayer other)
        {
            columns.ToHiddenTwo(weights, t, sums.At(t), hiddenGradient.At(0), other.sums.At(t), other.hiddenGradient.At(0));
        }
        else
        {
            columns.ToHidden(weights, t, sums.At(t), hiddenGradient.At(0));
        }
    }

    /// <inheritdoc/>
    protected override void EndBackward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        columns.ToInputAll(weights, sums, InputGradient, window.Steps);
        columns.WriteGradient(sums, window.Steps, gradient);
        first.Backward(window, hiddenGradient.At(0), [], gradient);
    }
}
