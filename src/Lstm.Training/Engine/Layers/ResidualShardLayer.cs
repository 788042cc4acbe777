using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Adds the first values of what came out of an earlier layer.</summary>
internal sealed class ResidualShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly LaneRows source;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="source">Where the earlier layer puts what comes out.</param>
    /// <param name="size">Values that come in.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public ResidualShardLayer(LaneKernels kernels, LaneRows source, int size, int steps)
    {
        this.kernels = kernels;
        this.source = source;
        Input = LaneRows.Allocate(steps, size);
        OutputGradient = LaneRows.Allocate(steps, size);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            var output = Output.At(t);
            Input.At(t).CopyTo(output);
            kernels.Add(output, source.At(t)[..output.Length]);
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            OutputGradient.At(t).CopyTo(below.At(t));
        }
    }

    /// <summary>Adds to the gradient of what came out of the earlier layer, once the layer right above that one has written it.</summary>
    public void AddTo(LaneRows sourceGradient, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            var added = OutputGradient.At(t);
            kernels.Add(sourceGradient.At(t)[..added.Length], added);
        }
    }
}
