using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Records;

/// <summary>Puts what runs came to into words, the same on a terminal and on a page.</summary>
public static class ComparisonText
{
    /// <summary>What ± says.</summary>
    public const string Intervals = "Where runs differ in the seed alone: mean ± half of the 95 % confidence interval (Student's t). A single run has no interval, and there is none where all runs have the same value.";

    /// <summary>A figure's name, then its value for each group.</summary>
    public static IEnumerable<string> Row(ComparedFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure.Estimates.Select(estimate => figure.Naive is not null && estimate is { IsSame: true } ? Text(estimate with { Values = [estimate.Mean] }) : Text(estimate)).Prepend($"{figure.Part} {figure.Metric}{(figure.Naive is { } naive ? $", naive: {naive}" : "")}");
    }

    /// <summary>A mean with its interval, or a value that is the same for all; a dash for none.</summary>
    public static string Text(Estimate? estimate) => estimate is null ? "–"
        : estimate.IsSame ? FormattableString.Invariant($"{estimate.Mean:G5} (the same in all {estimate.Values.Count})")
        : !(estimate.HalfWidth > 0) ? FormattableString.Invariant($"{estimate.Mean:G5}")
        : FormattableString.Invariant($"{estimate.Mean:G5} ± {estimate.HalfWidth:G2}");
}
