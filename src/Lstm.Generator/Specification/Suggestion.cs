using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Finds what somebody meant to write.</summary>
public static class Suggestion
{
    /// <summary>The candidate nearest to <paramref name="written"/>, or null if none is near: a third of its letters may be wrong, and all their cases.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        // No distance is less than the difference in length: what is much too long need not be compared.
        var near = candidates.Where(candidate =>
            Math.Abs(candidate.Length - written.Length) <= Tolerance(candidate) && Distance(written, candidate) <= Tolerance(candidate));
        var sorted = ByNearness(written, near);
        return sorted.Count > 0 ? sorted[0] : null;
    }

    /// <summary>
    /// The one candidate that begins with <paramref name="written"/>, or of several the nearest, or else <see cref="Nearest"/> of all, or else the longest that
    /// <paramref name="written"/> begins with: for what is typed, which may stop short or go too far.
    /// </summary>
    public static string? Completion(string written, IReadOnlyCollection<string> candidates)
    {
        var longer = candidates.Where(candidate => candidate.StartsWith(written, StringComparison.OrdinalIgnoreCase)).ToList();
        return longer.Count == 1 ? longer[0]
            : Nearest(written, longer) ?? Nearest(written, candidates) ?? candidates.Where(candidate => written.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)).OrderBy(candidate => candidate.Length).LastOrDefault();
    }

    /// <summary>The candidates, those nearest to <paramref name="written"/> first.</summary>
    public static IReadOnlyList<string> ByNearness(string written, IEnumerable<string> candidates) =>
        [.. candidates.OrderBy(candidate => Distance(written, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal)];

    /// <summary>How far one is from the other, case aside.</summary>
    public static int Distance(string from, string to) => EditDistance.Between(from, to, ignoreCase: true);

    private static int Tolerance(string candidate) => candidate.Length == 1 ? 0 : Math.Max(1, candidate.Length / 3); // one letter is like any other
}
