using System.Collections.Generic;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Records;
using Lstm.Training.Report.Gates;

namespace Lstm.Training.Report.Sections;

/// <summary>Everything that the report of a training run shows.</summary>
/// <param name="Title">The model's name.</param>
/// <param name="Facts">What was trained, on what and how: names and values, in order.</param>
/// <param name="Warnings">What somebody should know who trusts the result, one sentence each.</param>
/// <param name="Loss">What the loss is called, e.g. "mean squared error".</param>
/// <param name="Result">The epochs, and why training ended.</param>
/// <param name="Parts">How the network does on each part, the training part first.</param>
/// <param name="Trace">The gates over a sequence; null for none.</param>
public sealed record TrainingReport(
    string Title,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Warnings,
    string Loss,
    TrainingResult Result,
    IReadOnlyList<PartEvaluation> Parts,
    GateTrace? Trace)
{
    /// <summary>The runs before this one, the latest first.</summary>
    public IReadOnlyList<EarlierRun> Previous { get; init; } = [];
}

/// <summary>A name and a value.</summary>
public sealed record Fact(string Name, string Value);
