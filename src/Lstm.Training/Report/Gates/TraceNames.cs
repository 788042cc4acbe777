using System.Collections.Generic;

namespace Lstm.Training.Report.Gates;

/// <summary>What the values that go in and out of a network are called; what has no name here is numbered from 1.</summary>
public sealed record TraceNames
{
    /// <summary>Names of the inputs by index.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Names of the outputs by index: target columns, classes or tokens.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The tokens by index, where they go in.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];
}
