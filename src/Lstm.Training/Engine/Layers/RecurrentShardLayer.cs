using System;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>
/// A layer whose time steps follow from each other: of every step a product with the recurrent weights, and what the cells do. Two
/// shards go through the steps side by side: their products are one, which reads the weights once. No sum knows of it.
/// </summary>
internal abstract class RecurrentShardLayer : ShardLayer
{
    /// <summary>Whether the state before the first step is weights; if not, nobody asks for its gradient.</summary>
    protected bool BeginsWithWeights { get; init; }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        BeginForward(weights, window);
        Forward(weights, window, 0);
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        BeginBackward();
        Backward(weights, window, 0);
        EndBackward(weights, window, gradient);
    }

    /// <inheritdoc/>
    public override void ForwardBeside(ModelWeights weights, ShardWindow window, ShardLayer other, ShardWindow otherWindow)
    {
        var beside = (RecurrentShardLayer)other;
        BeginForward(weights, window);
        beside.BeginForward(weights, otherWindow);
        int both = Math.Min(window.Steps, otherWindow.Steps);
        for (int t = 0; t < both; t++)
        {
            Sum(weights, t, beside);
            Update(weights, window, t);
            beside.Update(weights, otherWindow, t);
        }
        Forward(weights, window, both);
        beside.Forward(weights, otherWindow, both);
    }

    /// <inheritdoc/>
    public override void BackwardBeside(ModelWeights weights, ShardWindow window, Span<float> gradient, ShardLayer other, ShardWindow otherWindow, Span<float> otherGradient)
    {
        var beside = (RecurrentShardLayer)other;
        BeginBackward();
        beside.BeginBackward();
        int both = Math.Min(window.Steps, otherWindow.Steps);
        Backward(weights, window, both);
        beside.Backward(weights, otherWindow, both);
        for (int t = both - 1; t >= 0; t--)
        {
            UpdateBackward(weights, t);
            beside.UpdateBackward(weights, t);
            if (t > 0 || BeginsWithWeights)
            {
                SumBackward(weights, t, beside);
            }
        }
        EndBackward(weights, window, gradient);
        beside.EndBackward(weights, otherWindow, otherGradient);
    }

    /// <summary>What of all time steps need not wait for the step before.</summary>
    protected virtual void BeginForward(ModelWeights weights, ShardWindow window)
    {
    }

    /// <summary>The sums of step <paramref name="t"/>, and those of another shard.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="t">The step.</param>
    /// <param name="beside">The same layer of the other shard; null for none.</param>
    protected abstract void Sum(ModelWeights weights, int t, RecurrentShardLayer? beside);

    /// <summary>From the sums of step <paramref name="t"/> to the state after it, and to what comes out.</summary>
    protected abstract void Update(ModelWeights weights, ShardWindow window, int t);

    /// <summary>No gradient comes from behind the last step.</summary>
    protected abstract void BeginBackward();

    /// <summary>From the gradient of the state after step <paramref name="t"/> to that of its sums.</summary>
    protected abstract void UpdateBackward(ModelWeights weights, int t);

    /// <summary>From the gradient of the sums of step <paramref name="t"/> to that of the state before, here and in another shard.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="t">The step.</param>
    /// <param name="beside">The same layer of the other shard; null for none.</param>
    protected abstract void SumBackward(ModelWeights weights, int t, RecurrentShardLayer? beside);

    /// <summary>The gradients of input and weights, from those of the sums of all steps.</summary>
    protected abstract void EndBackward(ModelWeights weights, ShardWindow window, Span<float> gradient);

    private void Forward(ModelWeights weights, ShardWindow window, int from)
    {
        for (int t = from; t < window.Steps; t++)
        {
            Sum(weights, t, null);
            Update(weights, window, t);
        }
    }

    private void Backward(ModelWeights weights, ShardWindow window, int to)
    {
        for (int t = window.Steps - 1; t >= to; t--)
        {
            UpdateBackward(weights, t);
            if (t > 0 || BeginsWithWeights)
            {
                SumBackward(weights, t, null);
            }
        }
    }
}
