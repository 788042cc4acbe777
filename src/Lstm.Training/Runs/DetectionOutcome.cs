using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>What a detector came to.</summary>
/// <param name="Scale">The scale of its score, and its threshold.</param>
/// <param name="Parts">How much of each part is flagged.</param>
public sealed record DetectionOutcome(AnomalyScale Scale, IReadOnlyList<FlaggedPart> Parts)
{
    /// <summary>From how many flagged rows on, and how many times the stated rate, a threshold that does not hold for the training part is told.</summary>
    private const int LeastFlagged = 10, FarAbove = 10;

    /// <summary>What is to be told where far more of the training part is flagged than was stated; null where it is not.</summary>
    internal string? Note => Parts.FirstOrDefault(part => part.Part == "training") is { Flagged: >= LeastFlagged } training && ThresholdChoice.Parse(Scale.Rule) is { } choice && training.Flagged > FarAbove * choice.Value * training.Rows
        ? $"The threshold flags far more than {choice} of rows that the network has learnt from: {training.Told}. The rows that it is from ({Scale.Part}) are too few, or unlike them."
        : null;
}

/// <summary>How much of a part of the data a detector takes for anomalies.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Flagged">Those whose score is at or above the threshold.</param>
public sealed record FlaggedPart(string Part, long Rows, long Flagged)
{
    /// <summary>How many of a thousand rows these are.</summary>
    internal double InAThousand => 1000.0 * Flagged / Rows;

    /// <summary>The same in words.</summary>
    internal string Told => FormattableString.Invariant($"{Part} {Flagged:N0} of {Rows:N0} rows ({InAThousand:0.###} in a thousand)");
}
