using System;
using System.Collections.Generic;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>What a detector came to.</summary>
/// <param name="Scale">The scale of its score, and its threshold.</param>
/// <param name="Parts">How much of each part is flagged.</param>
public sealed record DetectionOutcome(AnomalyScale Scale, IReadOnlyList<FlaggedPart> Parts);

/// <summary>How much of a part of the data a detector takes for anomalies.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Flagged">Those whose score is at or above the threshold.</param>
public sealed record FlaggedPart(string Part, long Rows, long Flagged)
{
    /// <summary>The same in words.</summary>
    internal string Told => FormattableString.Invariant($"{Part} {Flagged:N0} of {Rows:N0} rows ({1000.0 * Flagged / Rows:G3} in a thousand)");
}
