using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Models;

/// <summary>What a detector's score is scaled by, and from where on it means an anomaly.</summary>
/// <param name="Columns">The columns that are forecast.</param>
/// <param name="Medians">The median of each one's error: the value less its forecast, in the column's unit.</param>
/// <param name="Deviations">What errors less their median are divided by: 1.4826 times their median absolute deviation, which is the standard deviation of normally distributed errors.</param>
/// <param name="Smoothing">Time steps that the score is smoothed over; 1 for none.</param>
/// <param name="Limit">The most that a time step's own score counts.</param>
/// <param name="Threshold">Scores from it on mean an anomaly.</param>
/// <param name="Rule">What it was chosen by, as <c>--threshold</c> has it.</param>
/// <param name="Part">Where scale and threshold are from.</param>
/// <param name="Rows">Rows of that part.</param>
/// <param name="Flagged">Those of them at or above the threshold, which count as false alarms.</param>
public sealed record AnomalyScale(
    IReadOnlyList<string> Columns,
    IReadOnlyList<double> Medians,
    IReadOnlyList<double> Deviations,
    int Smoothing,
    double Limit,
    float Threshold,
    string Rule,
    string Part,
    long Rows,
    long Flagged)
{
    private const int MostTold = 6;

    /// <summary>The threshold in words.</summary>
    internal string Told => FormattableString.Invariant($"score from {Threshold:G5} on: {Flagged:N0} of {Rows:N0} rows, {1000.0 * Flagged / Rows:0.###} in a thousand ({Part}; {Rule})");

    /// <summary>The scale in words.</summary>
    internal string ToldScale => string.Join(", ", Columns.Take(MostTold).Select((column, index) => FormattableString.Invariant($"{column} {Medians[index]:G4} ± {Deviations[index]:G4}")))
        + (Columns.Count > MostTold ? $" and {Columns.Count - MostTold} more" : "")
        + (Smoothing > 1 ? FormattableString.Invariant($"; smoothed over {Smoothing} time steps") : "");
}
