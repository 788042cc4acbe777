using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Data;

namespace Lstm.Trainer.Training;

/// <summary>
/// A network at work on one shard, 16 sequences in lockstep, with everything it writes to: states, what the way back needs,
/// and a gradient of its own.
/// </summary>
internal sealed class ShardNetwork
{
    private readonly ModelWeights weights;
    private readonly LossFunction loss;
    private readonly ShardLayer[] layers;
    private readonly AlignedBuffer gradient;
    private readonly LaneRows output;
    private readonly Xoshiro256 dropoutRandom = new(0);
    private readonly bool hasDropout;

    /// <param name="weights">The weights, shared by all shards.</param>
    /// <param name="loss">What is to become small.</param>
    /// <param name="capacity">The most time steps in a window.</param>
    /// <param name="tokens">Whether the input is one-hot, by index.</param>
    /// <param name="dropout">The probability with which an LSTM layer's output is dropped on its way to the next LSTM layer.</param>
    /// <param name="kernels">The inner loops.</param>
    public ShardNetwork(ModelWeights weights, LossFunction loss, int capacity, bool tokens, float dropout, LaneKernels kernels)
    {
        this.weights = weights;
        this.loss = loss;
        hasDropout = dropout > 0f;
        layers = [.. Layers(weights.Parameters.Layers, capacity, tokens, dropout, kernels)];
        Window = new ShardWindow(capacity, weights.Parameters.Spec.OutputSize);
        gradient = new AlignedBuffer(weights.Parameters.Values.Length);
        output = LaneRows.Allocate(capacity, weights.Parameters.Spec.OutputSize);
        layers[^1].Output = output;
        for (int i = 1; i < layers.Length; i++)
        {
            layers[i - 1].Output = layers[i].Input;
            layers[i].InputGradient = layers[i - 1].OutputGradient;
        }
    }

    /// <summary>The time steps at hand.</summary>
    public ShardWindow Window { get; }

    /// <summary>The gradient of the loss after <see cref="Backward"/>, laid out as the parameters.</summary>
    public Span<float> Gradient => gradient.Span;

    /// <summary>Where <see cref="Gradient"/> stands.</summary>
    public AlignedBuffer GradientBuffer => gradient;

    /// <summary>What came out.</summary>
    public LaneRows Output => output;

    /// <summary>The LSTM layers, for who sets or reads their states.</summary>
    public IEnumerable<LstmShardLayer> LstmLayers => layers.OfType<LstmShardLayer>();

    /// <summary>Reads a window of the sequences; at <paramref name="start"/> = 0 the states become zero, otherwise they go on.</summary>
    /// <returns>The weight of its targets in the loss; zero when there is none.</returns>
    public double Load(ReadOnlySpan<Sequence> sequences, int start, int steps)
    {
        foreach (var layer in layers)
        {
            if (start == 0)
            {
                layer.ResetState();
            }
            else
            {
                layer.CarryState(Window.Steps);
            }
        }
        Window.Load(sequences, start, steps, layers[0].Input);
        return loss.Weight(Window);
    }

    /// <summary>All steps forward.</summary>
    /// <param name="dropoutSeed">What dropout is drawn from; null to leave everything in.</param>
    public void Forward(ulong? dropoutSeed = null)
    {
        Window.Dropout = null;
        if (hasDropout && dropoutSeed is { } seed)
        {
            dropoutRandom.Seed(seed);
            Window.Dropout = dropoutRandom;
        }
        foreach (var layer in layers)
        {
            layer.Forward(weights, Window);
        }
    }

    /// <summary>The loss, not yet divided by the weight of all targets, and its gradient for <see cref="Backward"/>.</summary>
    /// <param name="scale">Factor of the gradient: one over the weight of all targets.</param>
    public double Loss(float scale) => loss.Evaluate(Window, output, layers[^1].OutputGradient, scale);

    /// <summary>All steps back, from the loss's gradient to that of every weight.</summary>
    public void Backward()
    {
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            layers[i].Backward(weights, Window, gradient.Span);
        }
    }

    private IEnumerable<ShardLayer> Layers(LayerLayout[] layouts, int capacity, bool tokens, float dropout, LaneKernels kernels)
    {
        for (int i = 0; i < layouts.Length; i++)
        {
            if (layouts[i].Spec is LstmLayerSpec && dropout > 0f && layouts.Take(i).Any(layout => layout.Spec is LstmLayerSpec))
            {
                yield return new DropoutShardLayer(layouts[i].InputSize, capacity, dropout);
            }
            yield return layouts[i].Spec switch
            {
                LstmLayerSpec => new LstmShardLayer(kernels, layouts[i], capacity, tokens && i == 0),
                DenseLayerSpec => new DenseShardLayer(kernels, layouts[i], capacity, loss.ReachesSums && i == layouts.Length - 1),
                _ => new ScaleShardLayer(layouts[i], capacity),
            };
        }
    }
}
