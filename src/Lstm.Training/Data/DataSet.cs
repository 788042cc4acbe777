using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data;

/// <summary>Sequences ready to learn from, and what was fitted to the training part to prepare them.</summary>
/// <param name="Train">Never empty.</param>
/// <param name="Validation">Empty if there is none.</param>
/// <param name="Test">Empty if there is none.</param>
/// <param name="InputNames">The columns or dimensions that go in, by name, or by number where several are called the same; empty for tokens.</param>
/// <param name="TargetNames">The columns to come out; for classes the one that names them.</param>
/// <param name="InputScaling">What the inputs went through, or go through in the network; null if they have their own units or are tokens.</param>
/// <param name="TargetScaling">What each output's targets went through; null if they have their own units or are classes.</param>
/// <param name="Classes">The names of the classes by their indices; empty if the targets are numbers.</param>
/// <param name="Vocabulary">The tokens by their indices; null if the inputs are numbers.</param>
/// <param name="Warnings">What somebody should know who trusts the data, one sentence each.</param>
public sealed record DataSet(
    IReadOnlyList<Sequence> Train,
    IReadOnlyList<Sequence> Validation,
    IReadOnlyList<Sequence> Test,
    IReadOnlyList<string> InputNames,
    IReadOnlyList<string> TargetNames,
    Standardisation? InputScaling,
    Standardisation? TargetScaling,
    IReadOnlyList<string> Classes,
    Vocabulary? Vocabulary,
    IReadOnlyList<string> Warnings)
{
    private readonly DataSet? ownUnits;
    private readonly IReadOnlyList<string>? outputNames;

    /// <summary>How the training file is written.</summary>
    public required DataFormat Format { get; init; }

    /// <summary>What became of the column that says when each row was taken, by its name and with its usual period; null if there is none.</summary>
    public TimeOptions? Time { get; init; }

    /// <summary>The columns that inputs were read from, by name; some may be names, of which each is an input.</summary>
    internal IReadOnlyList<string> InputColumns { get; init; } = [];

    /// <summary>Those that are names, with all that may be.</summary>
    internal IReadOnlyList<CategoricalInput> Categorical { get; init; } = [];

    /// <summary>What is irregular in that column; null if nothing is.</summary>
    internal string? TimeNote { get; init; }

    /// <summary>What somebody should know of the files, one sentence each; they are among the <see cref="Warnings"/> of data that was read as a whole.</summary>
    internal IReadOnlyList<string> FileNotes { get; init; } = [];

    /// <summary>Of the inputs that were read as numbers, the first ones, each one's number in its file, from 1.</summary>
    internal IReadOnlyList<int> InputNumbers { get; init; } = [];

    /// <summary>Whether the inputs have their own units, and <see cref="InputScaling"/> is what the network itself begins with.</summary>
    public bool NetworkScalesInputs { get; init; }

    /// <summary>Whether targets are differences to the first inputs of their time step, which a network adds at its end; never <see cref="InOwnUnits"/>.</summary>
    public bool TargetsAreDifferences { get; init; }

    /// <summary>The parts that have sequences, by what messages call them.</summary>
    internal IEnumerable<(string Name, IReadOnlyList<Sequence> Sequences)> Parts =>
        new[] { ("training", Train), ("validation", Validation), ("test", Test) }.Where(part => part.Item2.Count > 0);

    /// <summary>The same sequences in the data's own units; this very set if nothing was standardised.</summary>
    public DataSet InOwnUnits { get => ownUnits ?? this; internal init => ownUnits = value; }

    /// <summary>From where to where each input's values go in the training part, in its own unit, those aside that decide its scale; empty for tokens.</summary>
    internal IReadOnlyList<ColumnSpan> InputSpans { get; init; } = [];

    /// <summary>What the data is recognised by (<see cref="SeriesDigest"/>), before anything was split off; null where only inputs were read.</summary>
    internal string? Digest { get; init; }

    /// <summary>Likewise of a validation part with a file of its own; null without one.</summary>
    internal string? ValidationDigest { get; init; }

    /// <summary>Values, or tokens to choose from, that go into the network at each time step.</summary>
    public int InputSize => Vocabulary?.Tokens.Count ?? InputNames.Count;

    /// <summary>Values, or classes to choose from, that come out.</summary>
    public int OutputSize => OutputNames.Count;

    /// <summary>What comes out, by name: classes; or each target column with its horizons and quantiles, e.g. y, y+12, y+12_q0.9.</summary>
    public IReadOnlyList<string> OutputNames { get => outputNames ?? (Classes.Count > 0 ? Classes : TargetNames); internal init => outputNames = value; }

    /// <summary>Whether every target of the training part is 0 or 1, what is not or what is.</summary>
    internal bool TargetsAreBinary => Train.All(sequence => sequence.Targets.All(target => target is 0f or 1f || float.IsNaN(target)));

    /// <summary>The sequences of both, part by part; names and scales are those of this one, which the other shares.</summary>
    internal DataSet JoinedWith(DataSet other) => this with
    {
        Train = [.. Train, .. other.Train],
        Validation = [.. Validation, .. other.Validation],
        Test = [.. Test, .. other.Test],
        InputSpans = [.. InputSpans.Zip(other.InputSpans, (one, two) => new ColumnSpan(Math.Min(one.Min, two.Min), Math.Max(one.Max, two.Max)))],
        Warnings = [.. Warnings, .. other.Warnings.Except(Warnings)],
        InOwnUnits = ownUnits?.JoinedWith(other.InOwnUnits)!,
    };

    /// <summary>Reads and prepares data.</summary>
    /// <exception cref="DataException">A file cannot be read, says something that cannot be right, or does not hold what the options ask for.</exception>
    public static DataSet Read(DataOptions options) => new DataSetReader(options).Read();
}
