using System;

namespace Lstm.Training.Models;

/// <summary>A threshold that was chosen for an output, and what it came to on the validation part.</summary>
/// <param name="Output">What the output is called.</param>
/// <param name="Threshold">Answers from it on mean yes.</param>
/// <param name="Rule">What it was chosen by, as <c>--threshold</c> has it.</param>
/// <param name="Recall">The share of positives that were found.</param>
/// <param name="Precision">The share of what was answered with yes that is.</param>
/// <param name="FalseAlarmRate">The share of negatives that were answered with yes.</param>
public sealed record OperatingPoint(string Output, float Threshold, string Rule, double Recall, double Precision, double FalseAlarmRate)
{
    /// <summary>The same in words.</summary>
    internal string Told => FormattableString.Invariant($"{Output} from {Threshold:G5} on: recall {Recall:G4}, precision {Precision:G4}, false-alarm rate {FalseAlarmRate:G4} (validation; {Rule})");
}
