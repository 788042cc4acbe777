using System;

namespace Lstm.Embedded;

/// <summary>A network that ends in the score of an anomaly: it forecasts each sample and says how far the sample is from that.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
/// <typeparam name="TState">Its <c>State</c>.</typeparam>
public interface IAnomalyModel<TSelf, TState> : IStepManyModel<TSelf, TState>
    where TSelf : IAnomalyModel<TSelf, TState>
    where TState : unmanaged
{
    /// <summary>Takes one sample, and says whether it is an anomaly: one time step.</summary>
    /// <param name="state">The stream's memory; advanced.</param>
    /// <param name="input">The sample, <see cref="ILstmModel{TSelf, TState}.InputSize"/> values.</param>
    /// <param name="score">How far the sample is from what was expected, in robust deviations; 0 at a stream's first step, where nothing was.</param>
    /// <returns>Whether the score is at or above the threshold that came with the weights, the only one of <see cref="ILstmModel{TSelf, TState}.Thresholds"/>.</returns>
    /// <exception cref="ArgumentException">The sample has another length; nothing has been changed.</exception>
#pragma warning disable CA1716 // as in IStepModel
    bool Step(ref TState state, ReadOnlySpan<float> input, out float score);
#pragma warning restore CA1716
}
