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

    /// <summary>The candidates, those nearest to <paramref name="written"/> first.</summary>
    public static IReadOnlyList<string> ByNearness(string written, IEnumerable<string> candidates) =>
        [.. candidates.OrderBy(candidate => Distance(written, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal)];

    /// <summary>
    /// Letters to insert, leave out, replace or swap with their neighbour to get from one to the other, case aside
    /// (the optimal string alignment distance of Damerau and Levenshtein).
    /// </summary>
    public static int Distance(string from, string to)
    {
        var distance = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Step(distance, from, to, i, j);
            }
        }
        return distance[from.Length, to.Length];
    }

    private static int Tolerance(string candidate) => candidate.Length == 1 ? 0 : Math.Max(1, candidate.Length / 3); // one letter is like any other

    private static int Step(int[,] distance, string from, string to, int i, int j)
    {
        int replaced = distance[i - 1, j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
        int least = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]);
        return swapped ? Math.Min(least, distance[i - 2, j - 2] + 1) : least;
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
