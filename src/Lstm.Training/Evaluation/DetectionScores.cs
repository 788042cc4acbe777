using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Evaluation;

/// <summary>How a detector does: what it flags, and where somebody has labelled windows, which of them it finds.</summary>
public static class DetectionScores
{
    /// <summary>The figures.</summary>
    /// <param name="scores">A score for each row of a series.</param>
    /// <param name="threshold">Scores from it on are flagged.</param>
    /// <param name="windows">The labelled windows, one after the other; null where nobody has labelled any.</param>
    public static IReadOnlyList<Metric> Of(IReadOnlyList<float> scores, float threshold, IReadOnlyList<RowWindow>? windows)
    {
        ArgumentNullException.ThrowIfNull(scores);
        bool[] flags = [.. scores.Select(score => score >= threshold)];
        long flagged = flags.LongCount(flag => flag);
        var metrics = new List<Metric>
        {
            new("flagged", flagged, FormattableString.Invariant($"rows with a score of {threshold:G5} or more: {InAThousand(flagged, flags.Length):0.###} in a thousand")),
        };
        if (windows is null)
        {
            return metrics;
        }
        int probation = NabScore.Probation(flags.Length), found = windows.Count(window => Rows(window, probation).Any(row => flags[row])), judged = windows.Count(window => window.Last >= probation);
        bool[] inside = new bool[flags.Length];
        foreach (int row in windows.SelectMany(window => Rows(window, 0)))
        {
            inside[row] = true;
        }
        int outside = 0, falseRows = 0, alarms = 0;
        for (int row = probation; row < flags.Length; row++)
        {
            bool isFalse = flags[row] && !inside[row];
            outside += inside[row] ? 0 : 1;
            falseRows += isFalse ? 1 : 0;
            alarms += isFalse && (row == probation || inside[row - 1] || !flags[row - 1]) ? 1 : 0;
        }
        if (judged > 0) // else nothing could be found or missed
        {
            metrics.Add(new("windows found", found, $"of {Counted.Of(judged, "labelled window")} behind the first {probation} rows, which are not judged"));
            metrics.Add(new("recall", Ratio(found, judged), "share of those windows that are found"));
            metrics.Add(new("precision", Ratio(found, found + alarms), $"windows found, of those and {Counted.Of(alarms, "false alarm")} (runs of rows flagged outside of windows)"));
        }
        if (outside > 0)
        {
            string behind = judged > 0 ? "" : $"; no window is behind the first {probation} rows, which are not judged";
            metrics.Add(new("false alarms", InAThousand(falseRows, outside), FormattableString.Invariant($"flagged in a thousand rows outside of windows ({falseRows:N0} of {outside:N0}){behind}")));
        }
        if (judged > 0)
        {
            metrics.AddRange(NabProfile.All.Select(profile => new Metric($"NAB {profile.Name}", NabScore.Normalised(profile, flags, windows), "score as in the Numenta Anomaly Benchmark: 100 is perfect, 0 nothing flagged")));
        }
        return metrics;
    }

    private static IEnumerable<int> Rows(RowWindow window, int from) => Enumerable.Range(window.First, window.Last - window.First + 1).Where(row => row >= from);

    private static double InAThousand(long part, long all) => 1000 * Ratio(part, all);

    private static double Ratio(long part, long all) => all == 0 ? double.NaN : (double)part / all;
}
