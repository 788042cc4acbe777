using System;

namespace Lstm.Training.Engine.Ranks;

/// <summary>
/// Processes that train one network together. Each has its own shards of every batch; all have the same data, weights and options. Every method is
/// called by all ranks, in the same order. Spans of one call do not overlap.
/// </summary>
public interface IRanks
{
    /// <summary>Which of them this process is, from 0.</summary>
    int Number { get; }

    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Gives every rank what each has.</summary>
    /// <param name="mine">As many values as every other rank gives.</param>
    /// <param name="all">Those of all ranks, rank by rank.</param>
    void Gather(ReadOnlySpan<double> mine, Span<double> all);

    /// <summary>Gives every rank what each has.</summary>
    /// <param name="mine">As many values as <paramref name="counts"/> says of this rank.</param>
    /// <param name="all">Those of all ranks, rank by rank.</param>
    /// <param name="counts">How many values each has.</param>
    void Gather(ReadOnlySpan<float> mine, Span<float> all, ReadOnlySpan<int> counts);

    /// <summary>Gives each rank what is for it.</summary>
    /// <param name="sent">The values for each rank, rank by rank.</param>
    /// <param name="sentCounts">How many values are for each.</param>
    /// <param name="received">What each rank has for this one, rank by rank.</param>
    /// <param name="receivedCounts">How many values come from each.</param>
    void Exchange(ReadOnlySpan<float> sent, ReadOnlySpan<int> sentCounts, Span<float> received, ReadOnlySpan<int> receivedCounts);
}
