using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// A network at work on one shard, 16 sequences in lockstep, with everything it writes to: states, what the backward pass needs,
/// and a gradient of its own.
/// </summary>
internal sealed class ShardNetwork
{
    private readonly ModelWeights weights;
    private readonly LossFunction loss;
    private readonly PlacedLayer[] layers;
    private readonly ShardGraph? graph; // where the network branches
    private readonly ShardWindow results; // of pooled sequences; where nothing is pooled, the window itself
    private readonly AlignedBuffer gradient;
    private readonly LaneRows output;
    private readonly LaneRows outputGradient;
    private readonly Xoshiro256 dropoutRandom = new(0);
    private readonly bool hasDropout;

    /// <param name="weights">The weights, shared by all shards.</param>
    /// <param name="loss">What is to become small.</param>
    /// <param name="capacity">The most time steps in a window.</param>
    /// <param name="tokens">Whether the input is tokens.</param>
    /// <param name="dropout">The probability with which a recurrent layer's output is dropped on its way to the next one.</param>
    /// <param name="kernels">The inner loops.</param>
    /// <param name="isForLoss">Whether only the loss looks at what comes out: <see cref="Output"/> may then lack steps without targets.</param>
    public ShardNetwork(ModelWeights weights, LossFunction loss, int capacity, bool tokens, float dropout, LaneKernels kernels, bool isForLoss = false)
    {
        this.weights = weights;
        this.loss = loss;
        hasDropout = dropout > 0f;
        var spec = weights.Parameters.Spec;
        var maker = new ShardLayers(capacity, tokens, dropout, loss, kernels);
        layers = spec.Graph is null ? maker.Make(weights.Parameters.Layers) : maker.Make(weights.Parameters.Layers, spec);
        graph = spec.Graph is null ? null : new ShardGraph(weights.Parameters, layers, capacity, kernels);
        IsPooled = weights.Parameters.Spec.Pools;
        int outputSize = weights.Parameters.Spec.OutputSize;
        Window = new ShardWindow(capacity, IsPooled ? 0 : outputSize) { IsForLoss = isForLoss };
        results = IsPooled ? new ShardWindow(1, outputSize) : Window;
        gradient = new AlignedBuffer(weights.Parameters.Values.Length);
        output = LaneRows.Allocate(IsPooled ? 1 : capacity, outputSize);
        outputGradient = graph is null ? layers[^1].Layer.OutputGradient : LaneRows.Allocate(capacity, outputSize);
        if (graph is null)
        {
            layers[^1].Layer.Output = output;
        }
    }

    /// <summary>Whether there is one output for each sequence rather than one for each time step.</summary>
    public bool IsPooled { get; }

    /// <summary>The time steps at hand.</summary>
    public ShardWindow Window { get; }

    /// <summary>The gradient of the loss after <see cref="Backward"/>, laid out as the parameters.</summary>
    public Span<float> Gradient => gradient.Span;

    /// <summary>Where <see cref="Gradient"/> stands.</summary>
    public AlignedBuffer GradientBuffer => gradient;

    /// <summary>What came out.</summary>
    public LaneRows Output => output;

    /// <summary>The LSTM layers, for who sets or reads their states.</summary>
    public IEnumerable<LstmShardLayer> LstmLayers => layers.Select(placed => placed.Layer).OfType<LstmShardLayer>();

    /// <summary>Reads a window of the sequences; at <paramref name="start"/> = 0 the states become those a sequence begins with, otherwise they are carried over.</summary>
    /// <returns>The weight of its targets in the loss; zero when there is none.</returns>
    public double Load(ReadOnlySpan<Sequence> sequences, int start, int steps)
    {
        foreach (var placed in layers)
        {
            if (start == 0)
            {
                placed.Layer.ResetState(weights);
            }
            else
            {
                placed.Layer.CarryState(Window.Steps);
            }
        }
        Window.Load(sequences, start, steps, graph?.Sample ?? layers[0].Layer);
        if (IsPooled)
        {
            results.LoadResults(sequences);
        }
        return loss.Weight(results);
    }

    /// <summary>All steps forward.</summary>
    /// <param name="dropoutSeed">What dropout is drawn from; null to leave everything in.</param>
    public void Forward(ulong? dropoutSeed = null)
    {
        BeginDropout(dropoutSeed);
        for (int i = 0; i < layers.Length; i++)
        {
            graph?.Take(i, Window.Steps);
            layers[i].Layer.Forward(weights, WindowOf(layers[i]));
        }
        graph?.Collect(output, Window.Steps);
    }

    /// <summary>All steps forward, here and in another shard, layer by layer. The bits are those of <see cref="Forward"/> in each.</summary>
    /// <param name="dropoutSeed">What dropout is drawn from; null to leave everything in.</param>
    /// <param name="other">The other shard of the same network.</param>
    /// <param name="otherSeed">What its dropout is drawn from.</param>
    public void ForwardBeside(ulong? dropoutSeed, ShardNetwork other, ulong? otherSeed)
    {
        BeginDropout(dropoutSeed);
        other.BeginDropout(otherSeed);
        for (int i = 0; i < layers.Length; i++)
        {
            graph?.Take(i, Window.Steps);
            other.graph?.Take(i, other.Window.Steps);
            layers[i].Layer.ForwardBeside(weights, WindowOf(layers[i]), other.layers[i].Layer, other.WindowOf(other.layers[i]));
        }
        graph?.Collect(output, Window.Steps);
        other.graph?.Collect(other.output, other.Window.Steps);
    }

    /// <summary>The loss, not yet divided by the weight of all targets, and its gradient for <see cref="Backward"/>.</summary>
    /// <param name="scale">Factor of the gradient: one over the weight of all targets.</param>
    public double Loss(float scale) => loss.Evaluate(results, output, outputGradient, scale);

    /// <summary>All steps back, from the loss's gradient to that of every weight.</summary>
    public void Backward()
    {
        graph?.Spread(outputGradient, Window.Steps);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (layers[i].IsTrainedUpToHere)
            {
                layers[i].Layer.Backward(weights, WindowOf(layers[i]), gradient.Span);
                HandDown(i);
            }
        }
    }

    /// <summary>All steps back, here and in another shard, layer by layer. The bits are those of <see cref="Backward"/> in each.</summary>
    public void BackwardBeside(ShardNetwork other)
    {
        graph?.Spread(outputGradient, Window.Steps);
        other.graph?.Spread(other.outputGradient, other.Window.Steps);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (layers[i].IsTrainedUpToHere)
            {
                layers[i].Layer.BackwardBeside(weights, WindowOf(layers[i]), gradient.Span, other.layers[i].Layer, other.WindowOf(other.layers[i]), other.gradient.Span);
                HandDown(i);
                other.HandDown(i);
            }
        }
    }

    private void BeginDropout(ulong? dropoutSeed)
    {
        Window.Dropout = null;
        if (hasDropout && dropoutSeed is { } seed)
        {
            dropoutRandom.Seed(seed);
            Window.Dropout = dropoutRandom;
        }
    }

    /// <summary>What layer <paramref name="i"/> hands down reaches all that it takes; what residual layers hand down past others joins it.</summary>
    private void HandDown(int i)
    {
        graph?.HandDown(i, Window.Steps);
        foreach (var residual in layers[i].Joins)
        {
            residual.AddTo(layers[i - 1].Layer.OutputGradient, WindowOf(layers[i]));
        }
    }

    private ShardWindow WindowOf(PlacedLayer placed) => placed.IsPooled ? results : Window;
}
