using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A recurrent layer that goes through each sequence from its own end to its beginning.</summary>
internal sealed class ReversedShardLayer : ShardLayer
{
    private readonly ShardLayer layer;
    private readonly bool inTimeOrder;
    private readonly LaneRows result;
    private readonly LaneRows inputGradient;

    /// <param name="layer">The layer, which goes forward through what is turned around.</param>
    /// <param name="inTimeOrder">Whether results stand at the time steps they belong to, or in the order in which they were computed.</param>
    /// <param name="steps">The most time steps at once.</param>
    /// <param name="input">Where what comes in stands; null for rows of its own.</param>
    [SetsRequiredMembers]
    public ReversedShardLayer(ShardLayer layer, bool inTimeOrder, int steps, LaneRows? input = null)
    {
        this.layer = layer;
        this.inTimeOrder = inTimeOrder;
        Input = input ?? LaneRows.Allocate(steps, layer.Input.Size);
        OutputGradient = LaneRows.Allocate(steps, layer.OutputGradient.Size);
        layer.Output = result = LaneRows.Allocate(steps, layer.OutputGradient.Size);
        inputGradient = LaneRows.Allocate(steps, layer.Input.Size);
    }

    /// <inheritdoc/>
    public override LaneRows? InputGradient
    {
        get => base.InputGradient;
        set
        {
            base.InputGradient = value;
            layer.InputGradient = value is null ? null : inputGradient;
        }
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights) => layer.ResetState(weights);

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        LaneFlip.Turn(window, Input, layer.Input);
        layer.Forward(weights, window);
        Move(window, result, Output);
    }

    /// <inheritdoc/>
    public override void ForwardBeside(ModelWeights weights, ShardWindow window, ShardLayer other, ShardWindow otherWindow)
    {
        var beside = (ReversedShardLayer)other;
        LaneFlip.Turn(window, Input, layer.Input);
        LaneFlip.Turn(otherWindow, beside.Input, beside.layer.Input);
        layer.ForwardBeside(weights, window, beside.layer, otherWindow);
        Move(window, result, Output);
        beside.Move(otherWindow, beside.result, beside.Output);
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        Move(window, OutputGradient, layer.OutputGradient);
        layer.Backward(weights, window, gradient);
        TurnInputGradient(window);
    }

    /// <inheritdoc/>
    public override void BackwardBeside(ModelWeights weights, ShardWindow window, Span<float> gradient, ShardLayer other, ShardWindow otherWindow, Span<float> otherGradient)
    {
        var beside = (ReversedShardLayer)other;
        Move(window, OutputGradient, layer.OutputGradient);
        beside.Move(otherWindow, beside.OutputGradient, beside.layer.OutputGradient);
        layer.BackwardBeside(weights, window, gradient, beside.layer, otherWindow, otherGradient);
        TurnInputGradient(window);
        beside.TurnInputGradient(otherWindow);
    }

    private void TurnInputGradient(ShardWindow window)
    {
        if (InputGradient is { } below)
        {
            LaneFlip.Turn(window, inputGradient, below);
        }
    }

    private void Move(ShardWindow window, LaneRows from, LaneRows to)
    {
        if (inTimeOrder)
        {
            LaneFlip.Turn(window, from, to);
            return;
        }
        for (int t = 0; t < window.Steps; t++)
        {
            from.At(t).CopyTo(to.At(t));
        }
    }
}
