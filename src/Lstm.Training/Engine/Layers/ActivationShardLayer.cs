using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>An activation by itself.</summary>
internal sealed class ActivationShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly ActivationSpec activation;
    private readonly bool lossReachesSums;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="size">Values that come in.</param>
    /// <param name="steps">The most time steps at once.</param>
    /// <param name="lossReachesSums">Whether <see cref="ShardLayer.OutputGradient"/> holds the gradient of what comes in already, the activation's slope included.</param>
    [SetsRequiredMembers]
    public ActivationShardLayer(LaneKernels kernels, ActivationSpec activation, int size, int steps, bool lossReachesSums)
    {
        this.kernels = kernels;
        this.activation = activation;
        this.lossReachesSums = lossReachesSums;
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
            kernels.ActivateAny(activation, output);
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            OutputGradient.At(t).CopyTo(below.At(t));
            if (!lossReachesSums)
            {
                kernels.ActivateAnyBackward(activation, Output.At(t), below.At(t));
            }
        }
    }
}
