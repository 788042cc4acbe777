using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm.Trainer.Training;

/// <summary>Elementwise y = x ∘ s with constant factors.</summary>
internal sealed class ScaleShardLayer : ShardLayer
{
    private readonly LayerLayout layout;

    [SetsRequiredMembers]
    public ScaleShardLayer(LayerLayout layout, int steps)
    {
        this.layout = layout;
        Input = LaneRows.Allocate(steps, layout.InputSize);
        OutputGradient = LaneRows.Allocate(steps, layout.InputSize);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window) => Scale(weights, window.Steps, Input, Output);

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        if (InputGradient is { } below)
        {
            Scale(weights, window.Steps, OutputGradient, below);
        }
    }

    private void Scale(ModelWeights weights, int steps, LaneRows from, LaneRows to)
    {
        var factors = layout.Scale(weights.Parameters.Values);
        for (int t = 0; t < steps; t++)
        {
            var source = from.At(t);
            var result = to.At(t);
            for (int i = 0; i < source.Length; i++)
            {
                result[i] = source[i] * factors[i / LaneKernels.Lanes];
            }
        }
    }
}
