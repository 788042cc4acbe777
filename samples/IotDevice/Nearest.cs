using System;

namespace IotDevice;

/// <summary>What someone may have meant.</summary>
internal static class Nearest
{
    /// <summary>"; did you mean …?" if a name is near, and else what there is.</summary>
    public static string Advice(string given, string[] names)
    {
        string nearest = names[0];
        foreach (string name in names)
        {
            nearest = Distance(given, name) < Distance(given, nearest) ? name : nearest;
        }
        bool near = Distance(given, nearest) <= Math.Max(2, nearest.Length / 3) || (given.TrimStart('-').Length > 1 && nearest.Contains(given, StringComparison.Ordinal));
        return near ? $"; did you mean {nearest}?" : $"; there are {string.Join(", ", names)}.";
    }

    /// <summary>Letters to insert, delete or replace (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(row[j], diagonal));
            }
        }
        return row[^1];
    }
}
