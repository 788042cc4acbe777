using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A layer of gated recurrent units that reset after the product, n = φ(W_n x + b_n + r∘(R_n h + b_m)): forward, and back-propagation through time.</summary>
internal sealed class GruShardLayer : RecurrentShardLayer
{
    private readonly LaneKernels kernels;
    private readonly GruLayerSpec spec;
    private readonly InitialState first;
    private readonly MatrixColumns fromInput;  // 1 and x_t
    private readonly MatrixColumns fromHidden; // h_{t-1} and 1
    private readonly LaneRows gates;      // forward r, z, n; backward the gradients of W x + b
    private readonly LaneRows hiddenSums; // forward R_n h + b_m; backward their gradients
    private readonly LaneRows hiddenGradient;
    private readonly LaneRows throughSums;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="part">Where its weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public GruShardLayer(LaneKernels kernels, GruLayerSpec spec, PartLayout part, int steps)
    {
        this.kernels = kernels;
        this.spec = spec;
        first = new InitialState(part, spec);
        BeginsWithWeights = spec.InitialState;
        fromInput = new MatrixColumns(kernels, part.Matrices[0], steps);
        fromHidden = new MatrixColumns(kernels, part.Matrices[1], steps);
        Input = fromInput.Input;
        gates = LaneRows.Allocate(steps, 3 * spec.HiddenSize);
        hiddenSums = LaneRows.Allocate(steps, 3 * spec.HiddenSize);
        OutputGradient = LaneRows.Allocate(steps, spec.HiddenSize);
        hiddenGradient = LaneRows.Allocate(1, spec.HiddenSize);
        throughSums = LaneRows.Allocate(1, spec.HiddenSize);
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => first.Reset(weights, fromHidden.Hidden.At(0), []);

    /// <inheritdoc/>
    public override void CarryState(int steps) => fromHidden.Hidden.At(steps).CopyTo(fromHidden.Hidden.At(0));

    /// <inheritdoc/>
    protected override void BeginForward(ModelWeights weights, ShardWindow window) => fromInput.MultiplyAll(weights, gates, window.Steps);

    /// <inheritdoc/>
    protected override void Sum(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        if (beside is GruShardLayer other)
        {
            fromHidden.MultiplyTwo(weights, t, hiddenSums.At(t), other.fromHidden, other.hiddenSums.At(t));
        }
        else
        {
            fromHidden.Multiply(weights, t, hiddenSums.At(t));
        }
    }

    /// <inheritdoc/>
    protected override void Update(ModelWeights weights, ShardWindow window, int t)
    {
        var hidden = fromHidden.Hidden.At(t + 1);
        kernels.GruForward(spec.Activations, gates.At(t), hiddenSums.At(t), fromHidden.Hidden.At(t), hidden);
        window.ClearEnded(t, hidden);
        hidden.CopyTo(Output.At(t));
    }

    /// <inheritdoc/>
    protected override void BeginBackward() => hiddenGradient.At(0).Clear();

    /// <inheritdoc/>
    protected override void UpdateBackward(ModelWeights weights, int t)
    {
        kernels.Add(hiddenGradient.At(0), OutputGradient.At(t));
        kernels.GruBackward(spec.Activations, gates.At(t), hiddenSums.At(t), fromHidden.Hidden.At(t), hiddenGradient.At(0));
    }

    /// <inheritdoc/>
    protected override void SumBackward(ModelWeights weights, int t, RecurrentShardLayer? beside)
    {
        if (beside is GruShardLayer other)
        {
            fromHidden.ToHiddenTwo(weights, t, hiddenSums.At(t), throughSums.At(0), other.hiddenSums.At(t), other.throughSums.At(0));
            kernels.Add(other.hiddenGradient.At(0), other.throughSums.At(0));
        }
        else
        {
            fromHidden.ToHidden(weights, t, hiddenSums.At(t), throughSums.At(0));
        }
        kernels.Add(hiddenGradient.At(0), throughSums.At(0));
    }

    /// <inheritdoc/>
    protected override void EndBackward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        fromInput.ToInputAll(weights, gates, InputGradient, window.Steps);
        fromInput.WriteGradient(gates, window.Steps, gradient);
        fromHidden.WriteGradient(hiddenSums, window.Steps, gradient);
        first.Backward(window, hiddenGradient.At(0), [], gradient);
    }
}
