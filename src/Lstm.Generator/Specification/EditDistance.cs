using System;

namespace Lstm.Specification;

/// <summary>How far one name is from another. Part of the generator, and by link of the runtime.</summary>
internal static class EditDistance
{
    /// <summary>
    /// Letters to insert, leave out, replace or swap with their neighbour to get from one to the other
    /// (the optimal string alignment distance of Damerau and Levenshtein).
    /// </summary>
    public static int Between(string from, string to, bool ignoreCase)
    {
        bool Same(int i, int j) => from[i] == to[j] || (ignoreCase && char.ToUpperInvariant(from[i]) == char.ToUpperInvariant(to[j]));
        int[] twoBefore = [], before = [], row = new int[to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            (twoBefore, before, row) = (before, row, new int[to.Length + 1]);
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    row[j] = i + j;
                    continue;
                }
                int replaced = before[j - 1] + (Same(i - 1, j - 1) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(before[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1))
                {
                    row[j] = Math.Min(row[j], twoBefore[j - 2] + 1);
                }
            }
        }
        return row[to.Length];
    }
}
