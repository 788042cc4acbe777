using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Evaluation;

/// <summary>Rows in which there is an anomaly.</summary>
/// <param name="First">The first, from 0.</param>
/// <param name="Last">The last, within it.</param>
public readonly record struct RowWindow(int First, int Last);

/// <summary>What the Numenta Anomaly Benchmark counts for and against a detector.</summary>
/// <param name="Name">What it calls the profile.</param>
/// <param name="TruePositive">The most for a window that is found.</param>
/// <param name="FalsePositive">The most against a row that is flagged outside of all windows.</param>
/// <param name="FalseNegative">Against a window that is missed.</param>
public sealed record NabProfile(string Name, double TruePositive, double FalsePositive, double FalseNegative)
{
    /// <summary>The benchmark's three (its config/profiles.json).</summary>
    public static IReadOnlyList<NabProfile> All { get; } = [new("standard", 1, 0.11, 1), new("reward low FP", 1, 0.22, 1), new("reward low FN", 1, 0.11, 2)];
}

/// <summary>
/// The score of the Numenta Anomaly Benchmark: a window counts by its first flagged row, the more the earlier; each row flagged outside of windows
/// counts against, the more the farther behind the last window (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015).
/// </summary>
public static class NabScore
{
    private const double ProbationShare = 0.15;
    private const int LongestProbation = 5000; // rows that the share is taken of, at most

    /// <summary>How many rows at the beginning of a series are not judged: a detector may learn from them.</summary>
    public static int Probation(int rows) => (int)Math.Ceiling(Math.Min(Math.Floor(ProbationShare * rows), ProbationShare * LongestProbation));

    /// <summary>100 for every window found at its first row and nothing else flagged, 0 for nothing flagged.</summary>
    /// <param name="profile">What counts how much.</param>
    /// <param name="flags">Which rows are flagged.</param>
    /// <param name="windows">The windows, one after the other.</param>
    public static double Normalised(NabProfile profile, IReadOnlyList<bool> flags, IReadOnlyList<RowWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(flags);
        double nothing = Raw(profile, new bool[flags.Count], windows), perfect = windows.Count * profile.TruePositive;
        return 100 * (Raw(profile, flags, windows) - nothing) / (perfect - nothing);
    }

    /// <summary>The sum for all windows and rows behind the probation, before it is normalised.</summary>
    /// <inheritdoc cref="Normalised"/>
    public static double Raw(NabProfile profile, IReadOnlyList<bool> flags, IReadOnlyList<RowWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(flags);
        int probation = Probation(flags.Count);
        double sum = 0;
        foreach (var window in windows.Where(window => window.Last >= probation))
        {
            int found = Enumerable.Range(window.First, window.Last - window.First + 1).FirstOrDefault(row => row >= probation && flags[row], -1);
            double width = window.Last - window.First + 1;
            sum += found < 0 ? -profile.FalseNegative : profile.TruePositive * Sigmoid((found - window.Last - 1) / width) / Sigmoid(-1);
        }
        int next = 0;
        for (int row = 0; row < flags.Count; row++)
        {
            while (next < windows.Count && row > windows[next].Last)
            {
                next++;
            }
            bool isInside = next < windows.Count && row >= windows[next].First;
            if (row >= probation && flags[row] && !isInside)
            {
                double behind = next == 0 ? double.PositiveInfinity : (row - windows[next - 1].Last) / (double)(windows[next - 1].Last - windows[next - 1].First);
                sum += profile.FalsePositive * Sigmoid(behind);
            }
        }
        return sum;
    }

    /// <summary>2/(1 + e^5x) − 1, and −1 far behind a window; x is 0 at the end of a window, −1 at its beginning.</summary>
    private static double Sigmoid(double x) => x > 3 ? -1 : (2 / (1 + Math.Exp(5 * x))) - 1;
}
