using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A layer of gated recurrent units that reset before the product, n = φ(W x + R (r∘h) + b): forward, and back-propagation through time.</summary>
internal sealed class ResetBeforeGruShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly GruLayerSpec spec;
    private readonly InitialState first;
    private readonly MatrixColumns fromInput;  // 1 and x_t
    private readonly MatrixColumns fromHidden; // h_{t-1}
    private readonly MatrixColumns fromReset;  // r∘h_{t-1}
    private readonly LaneRows gates; // forward r, z, n; backward the gradients of their sums
    private readonly LaneRows gateSums;
    private readonly LaneRows candidateSums;
    private readonly LaneRows hiddenGradient;
    private readonly LaneRows throughSums;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="part">Where its weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public ResetBeforeGruShardLayer(LaneKernels kernels, GruLayerSpec spec, PartLayout part, int steps)
    {
        this.kernels = kernels;
        this.spec = spec;
        int units = spec.HiddenSize;
        first = new InitialState(part, spec);
        fromInput = new MatrixColumns(kernels, part.Matrices[0], steps);
        fromHidden = new MatrixColumns(kernels, part.Matrices[1], steps);
        fromReset = new MatrixColumns(kernels, part.Matrices[2], steps);
        Input = fromInput.Input;
        gates = LaneRows.Allocate(steps, 3 * units);
        gateSums = gates.Part(0, 2 * units);
        candidateSums = gates.Part(2 * units, units);
        OutputGradient = LaneRows.Allocate(steps, units);
        hiddenGradient = LaneRows.Allocate(1, units);
        throughSums = LaneRows.Allocate(1, 2 * units);
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => first.Reset(weights, fromHidden.Hidden.At(0), []);

    /// <inheritdoc/>
    public override void CarryState(int steps) => fromHidden.Hidden.At(steps).CopyTo(fromHidden.Hidden.At(0));

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        Span<float> both = throughSums.At(0), one = both[..candidateSums.At(0).Length];
        fromInput.MultiplyAll(weights, gates, window.Steps);
        for (int t = 0; t < window.Steps; t++)
        {
            Span<float> before = fromHidden.Hidden.At(t), hidden = fromHidden.Hidden.At(t + 1);
            fromHidden.Multiply(weights, t, both);
            kernels.GruReset(spec.Activations, gateSums.At(t), both, before, fromReset.Hidden.At(t));
            fromReset.Multiply(weights, t, one);
            kernels.GruCandidate(spec.Activations, gates.At(t), one, before, hidden);
            window.ClearEnded(t, hidden);
            hidden.CopyTo(Output.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        Span<float> fromNext = hiddenGradient.At(0), through = throughSums.At(0)[..fromNext.Length];
        fromNext.Clear();
        for (int t = window.Steps - 1; t >= 0; t--)
        {
            var before = fromHidden.Hidden.At(t);
            kernels.Add(fromNext, OutputGradient.At(t));
            kernels.GruCandidateBackward(spec.Activations, gates.At(t), before, fromNext);
            fromReset.ToHidden(weights, t, candidateSums.At(t), through);
            kernels.GruResetBackward(spec.Activations, gateSums.At(t), before, through, fromNext);
            fromHidden.ToHidden(weights, t, gateSums.At(t), through);
            kernels.Add(fromNext, through);
        }
        fromInput.ToInputAll(weights, gates, InputGradient, window.Steps);
        fromInput.WriteGradient(gates, window.Steps, gradient);
        fromHidden.WriteGradient(gateSums, window.Steps, gradient);
        fromReset.WriteGradient(candidateSums, window.Steps, gradient);
        first.Backward(window, fromNext, [], gradient);
    }
}
