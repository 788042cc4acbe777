using System.Collections.Generic;

namespace Lstm.Training.Data.Sequences;

/// <summary>What a file or folder holds.</summary>
/// <param name="Inputs">The columns that go in.</param>
/// <param name="Targets">The columns to come out; of classes the one that names them.</param>
/// <param name="Classes">The classes, if the file declares them.</param>
/// <param name="Series">The sequences, in the order in which they begin.</param>
internal sealed record SeriesSet(IReadOnlyList<Column> Inputs, IReadOnlyList<Column> Targets, IReadOnlyList<string>? Classes, IReadOnlyList<Series> Series)
{
    /// <summary>The key of the column that tells the sequences apart; null if there is none.</summary>
    public string? SequenceColumn { get; init; }

    /// <summary>The column that says when each row was taken; null if there is none.</summary>
    public Column? Time { get; init; }

    /// <summary>Of audio: samples in a second; null of other data.</summary>
    public int? SampleRate { get; init; }

    /// <summary>What somebody should know of the file, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
