using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Two recurrent layers over the same input, one forward and one backward; the forward result comes first.</summary>
internal sealed class BidirectionalShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly ShardLayer forward;
    private readonly ReversedShardLayer backward;
    private readonly LaneRows backwardInputGradient;
    private readonly LaneRows forwardGradient; // halves of OutputGradient
    private readonly LaneRows backwardGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="forward">The layer that goes forward.</param>
    /// <param name="backward">The layer that goes backward, once what comes in is turned around.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public BidirectionalShardLayer(LaneKernels kernels, ShardLayer forward, ShardLayer backward, int steps)
    {
        this.kernels = kernels;
        this.forward = forward;
        this.backward = new ReversedShardLayer(backward, inTimeOrder: true, steps, forward.Input);
        int size = forward.OutputGradient.Size;
        Input = forward.Input;
        OutputGradient = LaneRows.Allocate(steps, 2 * size);
        forwardGradient = OutputGradient.Part(0, size);
        backwardGradient = OutputGradient.Part(size, size);
        backwardInputGradient = LaneRows.Allocate(steps, Input.Size);
    }

    /// <inheritdoc/>
    public override LaneRows Output
    {
        get => base.Output;
        set
        {
            int size = forward.OutputGradient.Size;
            base.Output = value;
            forward.Output = value.Part(0, size);
            backward.Output = value.Part(size, size);
        }
    }

    /// <inheritdoc/>
    public override LaneRows? InputGradient
    {
        get => base.InputGradient;
        set
        {
            base.InputGradient = value;
            forward.InputGradient = value;
            backward.InputGradient = value is null ? null : backwardInputGradient;
        }
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights)
    {
        forward.ResetState(weights);
        backward.ResetState(weights);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        forward.Forward(weights, window);
        backward.Forward(weights, window);
    }

    /// <inheritdoc/>
    public override void ForwardBeside(ModelWeights weights, ShardWindow window, ShardLayer other, ShardWindow otherWindow)
    {
        var beside = (BidirectionalShardLayer)other;
        forward.ForwardBeside(weights, window, beside.forward, otherWindow);
        backward.ForwardBeside(weights, window, beside.backward, otherWindow);
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        Divide(window);
        forward.Backward(weights, window, gradient);
        backward.Backward(weights, window, gradient);
        Join(window);
    }

    /// <inheritdoc/>
    public override void BackwardBeside(ModelWeights weights, ShardWindow window, Span<float> gradient, ShardLayer other, ShardWindow otherWindow, Span<float> otherGradient)
    {
        var beside = (BidirectionalShardLayer)other;
        Divide(window);
        beside.Divide(otherWindow);
        forward.BackwardBeside(weights, window, gradient, beside.forward, otherWindow, otherGradient);
        backward.BackwardBeside(weights, window, gradient, beside.backward, otherWindow, otherGradient);
        Join(window);
        beside.Join(otherWindow);
    }

    /// <summary>To each direction its half of the gradient.</summary>
    private void Divide(ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            forwardGradient.At(t).CopyTo(forward.OutputGradient.At(t));
            backwardGradient.At(t).CopyTo(backward.OutputGradient.At(t));
        }
    }

    /// <summary>The gradients of the input from both directions.</summary>
    private void Join(ShardWindow window)
    {
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            kernels.Add(below.At(t), backwardInputGradient.At(t));
        }
    }
}
