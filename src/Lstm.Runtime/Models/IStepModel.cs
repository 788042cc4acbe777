using System;

namespace Lstm.Embedded;

/// <summary>A network that takes one time step at a time: every one but those with a layer that goes backwards through a sequence.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TState">Its <c>State</c>.</typeparam>
public interface IStepModel<TSelf, TState> : ILstmModel<TSelf, TState>
    where TSelf : IStepModel<TSelf, TState>
    where TState : unmanaged
{
    /// <summary>Takes one sample: one time step.</summary>
    /// <param name="state">The stream's memory; advanced.</param>
    /// <param name="input">The sample, <see cref="ILstmModel{TSelf, TState}.InputSize"/> values.</param>
    /// <param name="output">Receives <see cref="ILstmModel{TSelf, TState}.OutputSize"/> values, if there is a result.</param>
    /// <returns>Whether there is a result; always, but for a network with a stride.</returns>
    /// <exception cref="ArgumentException">A span has another length; nothing has been changed.</exception>
#pragma warning disable CA1716 // a keyword of Visual Basic, which calls it [Step]; a time step has no better name
    bool Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);
#pragma warning restore CA1716
}
