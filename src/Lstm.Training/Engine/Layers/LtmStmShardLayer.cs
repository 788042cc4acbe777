using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A layer of LTM/STM cells: forward, and back-propagation through time.</summary>
internal sealed class LtmStmShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly LtmStmLayerSpec spec;
    private readonly InitialState first;
    private readonly MatrixColumns columns;  // h_{t-1}, 1 and x_t
    private readonly MatrixColumns kept;     // c_{t-1}∘f and 1
    private readonly LaneRows gates;         // forward i, f, N, V; backward the gradients of their sums
    private readonly LaneRows use;           // forward U; backward the gradient of its sum
    private readonly LaneRows cells;         // c_{t-1}
    private readonly LaneRows hiddenGradient;
    private readonly LaneRows cellGradient;
    private readonly LaneRows keptGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="part">Where its weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public LtmStmShardLayer(LaneKernels kernels, LtmStmLayerSpec spec, PartLayout part, int steps)
    {
        this.kernels = kernels;
        this.spec = spec;
        int units = spec.HiddenSize;
        first = new InitialState(part, spec);
        columns = new MatrixColumns(kernels, part.Matrices[0], steps);
        kept = new MatrixColumns(kernels, part.Matrices[1], steps);
        Input = columns.Input;
        gates = LaneRows.Allocate(steps, 4 * units);
        use = LaneRows.Allocate(steps, units);
        cells = LaneRows.Allocate(steps + 1, units);
        OutputGradient = LaneRows.Allocate(steps, units);
        hiddenGradient = LaneRows.Allocate(1, units);
        cellGradient = LaneRows.Allocate(1, units);
        keptGradient = LaneRows.Allocate(1, units);
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => first.Reset(weights, columns.Hidden.At(0), cells.At(0));

    /// <inheritdoc/>
    public override void CarryState(int steps)
    {
        columns.Hidden.At(steps).CopyTo(columns.Hidden.At(0));
        cells.At(steps).CopyTo(cells.At(0));
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            var hidden = columns.Hidden.At(t + 1);
            columns.Multiply(weights, t, gates.At(t));
            kernels.LtmForward(spec.Activations, gates.At(t), cells.At(t), kept.Hidden.At(t), cells.At(t + 1));
            kept.Multiply(weights, t, use.At(t));
            kernels.StmForward(spec.Activations, gates.At(t), use.At(t), hidden);
            window.ClearEnded(t, cells.At(t + 1));
            window.ClearEnded(t, hidden);
            hidden.CopyTo(Output.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        var fromNext = hiddenGradient.At(0);
        fromNext.Clear();
        cellGradient.At(0).Clear();
        for (int t = window.Steps - 1; t >= 0; t--)
        {
            kernels.Add(fromNext, OutputGradient.At(t));
            kernels.StmBackward(spec.Activations, gates.At(t), use.At(t), fromNext);
            kept.ToHidden(weights, t, use.At(t), keptGradient.At(0));
            kernels.LtmBackward(spec.Activations, gates.At(t), cells.At(t), keptGradient.At(0), cellGradient.At(0));
            columns.ToHidden(weights, t, gates.At(t), fromNext);
        }
        columns.ToInputAll(weights, gates, InputGradient, window.Steps);
        columns.WriteGradient(gates, window.Steps, gradient);
        kept.WriteGradient(use, window.Steps, gradient);
        first.Backward(window, fromNext, cellGradient.At(0), gradient);
    }
}
