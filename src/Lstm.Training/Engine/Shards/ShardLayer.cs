using System;
using System.Runtime.InteropServices;
using Lstm.Embedded;

namespace Lstm.Training.Engine.Shards;

/// <summary>One layer at work on the sequences of a shard: all time steps forward, then all of them back.</summary>
internal abstract class ShardLayer
{
    /// <summary>Where the layer below, or the data, puts what comes in.</summary>
    public required LaneRows Input { get; init; }

    /// <summary>Where the layer puts what comes out.</summary>
    public virtual LaneRows Output { get; set; } = null!;

    /// <summary>Where the layer above, or the loss, puts the gradient of what came out.</summary>
    public required LaneRows OutputGradient { get; init; }

    /// <summary>Where the gradient of what came in goes; null where nobody asks for it.</summary>
    public virtual LaneRows? InputGradient { get; set; }

    /// <summary>How the layer, if it is the first, takes tokens.</summary>
    public virtual TokenInput TokenInput => TokenInput.OneHot;

    /// <summary>Makes values of samples what the layer, if it is the first, takes: zero where they are tiny (docs/numerics.md).</summary>
    public virtual void Take(Span<float> values) => Exponential.FlushTiny(ref MemoryMarshal.GetReference(values), ref MemoryMarshal.GetReference(values), (nuint)values.Length);

    /// <summary>From <see cref="Input"/> to <see cref="Output"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="window">The time steps.</param>
    public abstract void Forward(ModelWeights weights, ShardWindow window);

    /// <summary>From <see cref="OutputGradient"/> to <see cref="InputGradient"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="window">The time steps that went forward last.</param>
    /// <param name="gradient">Where the gradients of the weights are put; laid out as they are.</param>
    public abstract void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient);

    /// <summary><see cref="Forward"/>, here and in another shard: side by side where a layer gains by it, otherwise in turn. The bits are the same.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="window">The time steps.</param>
    /// <param name="other">The same layer of the other shard.</param>
    /// <param name="otherWindow">Its time steps.</param>
    public virtual void ForwardBeside(ModelWeights weights, ShardWindow window, ShardLayer other, ShardWindow otherWindow)
    {
        Forward(weights, window);
        other.Forward(weights, otherWindow);
    }

    /// <summary><see cref="Backward"/>, here and in another shard.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="window">The time steps that went forward last.</param>
    /// <param name="gradient">Where the gradients of the weights are put.</param>
    /// <param name="other">The same layer of the other shard.</param>
    /// <param name="otherWindow">Its time steps.</param>
    /// <param name="otherGradient">Where its gradients are put.</param>
    public virtual void BackwardBeside(ModelWeights weights, ShardWindow window, Span<float> gradient, ShardLayer other, ShardWindow otherWindow, Span<float> otherGradient)
    {
        Backward(weights, window, gradient);
        other.Backward(weights, otherWindow, otherGradient);
    }

    /// <summary>Back to the states a sequence begins with.</summary>
    public virtual void ResetState(ModelWeights weights)
    {
    }

    /// <summary>The states after the last of <paramref name="steps"/> become those before the first.</summary>
    public virtual void CarryState(int steps)
    {
    }
}

/// <summary>How tokens come into a network.</summary>
internal enum TokenInput
{
    /// <summary>As rows of zeros with a one at the token's index.</summary>
    OneHot,

    /// <summary>As <see cref="ShardWindow.TokensAt"/>: the layer knows which column they select.</summary>
    Index,

    /// <summary>As a number, the only input.</summary>
    Number,
}
