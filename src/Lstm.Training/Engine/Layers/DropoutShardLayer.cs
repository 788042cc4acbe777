using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// Dropout (Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014): in training a
/// value becomes zero with probability p and is otherwise divided by 1 − p; a new draw for every value and time step.
/// </summary>
internal sealed class DropoutShardLayer : ShardLayer
{
    private readonly float probability;
    private readonly LaneRows mask;

    [SetsRequiredMembers]
    public DropoutShardLayer(int size, int steps, float probability)
    {
        this.probability = probability;
        Input = LaneRows.Allocate(steps, size);
        OutputGradient = LaneRows.Allocate(steps, size);
        mask = LaneRows.Allocate(steps, size);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        float kept = 1f / (1f - probability);
        for (int t = 0; t < window.Steps; t++)
        {
            if (window.Dropout is not { } random)
            {
                Input.At(t).CopyTo(Output.At(t));
                continue;
            }
            foreach (ref float factor in mask.At(t))
            {
                factor = random.NextSingle() < probability ? 0f : kept;
            }
            Mask(t, Input, Output);
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            Mask(t, OutputGradient, below);
        }
    }

    private void Mask(int t, LaneRows from, LaneRows to)
    {
        var source = from.At(t);
        var result = to.At(t);
        var factors = mask.At(t);
        for (int i = 0; i < source.Length; i++)
        {
            result[i] = source[i] * factors[i];
        }
    }
}
