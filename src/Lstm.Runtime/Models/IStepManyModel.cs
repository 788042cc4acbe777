using System;

namespace Lstm.Embedded;

/// <summary>A network that advances many streams together: one with a result at every time step.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TState">Its <c>State</c>.</typeparam>
public interface IStepManyModel<TSelf, TState> : IStepModel<TSelf, TState>
    where TSelf : IStepManyModel<TSelf, TState>
    where TState : unmanaged
{
    /// <summary>Takes one sample of each of many streams: the same bits as a step of each.</summary>
    /// <param name="states">The streams' memories; each is advanced by one step.</param>
    /// <param name="inputs">A sample for each stream, one behind the other.</param>
    /// <param name="outputs">Receives a result for each stream.</param>
    /// <exception cref="ArgumentException">A span has another length, or spans overlap where they must not; nothing has been changed.</exception>
    void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);
}
