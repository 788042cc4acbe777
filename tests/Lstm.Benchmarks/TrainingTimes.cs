using System.Collections.Generic;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>What steps of an optimiser took, in milliseconds.</summary>
/// <param name="ProcessorTimes">For each turn, the time of the processor per step, all threads together: without what others took of the machine.</param>
/// <param name="Times">The time that went by, of each step.</param>
internal sealed record TrainingTimes(IReadOnlyList<double> ProcessorTimes, IReadOnlyList<double> Times)
{
    public double Median => Times.Order().ElementAt(Times.Count / 2);

    public double Fastest => Times.Min();

    /// <summary>The processor's time in the turn where it was least.</summary>
    public double Processor => ProcessorTimes.Min();

    /// <summary>Several at once, each of which has a share.</summary>
    public TrainingTimes DividedBy(int count) => new([.. ProcessorTimes.Select(time => time / count)], [.. Times.Select(time => time / count)]);

    /// <summary>Several turns as one.</summary>
    public static TrainingTimes Of(IReadOnlyList<TrainingTimes> turns) => new([.. turns.SelectMany(turn => turn.ProcessorTimes)], [.. turns.SelectMany(turn => turn.Times)]);
}
