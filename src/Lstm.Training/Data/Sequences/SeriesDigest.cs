using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Sequences;

/// <summary>What data is recognised by, wherever it lies and however it is written.</summary>
internal static class SeriesDigest
{
    /// <summary>SHA-256 of what was read (the columns in use, not those passed over), as hexadecimal digits.</summary>
    /// <param name="series">All series, as they were read.</param>
    /// <param name="names">The names that inputs are numbers for; empty where there are none.</param>
    /// <param name="ownTargets">Which inputs are the targets, where none were read; null for those that were read.</param>
    public static string Of(IEnumerable<Series> series, IReadOnlyList<string> names, int[]? ownTargets = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append(ReadOnlySpan<double> values)
        {
            hash.AppendData(BitConverter.GetBytes(values.Length));
            hash.AppendValues(values);
        }
        void AppendColumns(Series one, int[] columns)
        {
            int width = one.Inputs.Length / Math.Max(1, one.Length);
            double[] row = new double[columns.Length];
            hash.AppendData(BitConverter.GetBytes(one.Length * columns.Length));
            for (int first = 0; first < one.Inputs.Length; first += width)
            {
                for (int column = 0; column < columns.Length; column++)
                {
                    row[column] = one.Inputs[first + columns[column]];
                }
                hash.AppendValues<double>(row);
            }
        }
        void AppendWords(string[] words)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\0', words));
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        foreach (var one in series)
        {
            Append(one.Inputs.Span);
            if (ownTargets is null)
            {
                Append(one.Targets.Span);
            }
            else
            {
                AppendColumns(one, ownTargets);
            }
            AppendWords(one.Labels);
            AppendWords(one.Tokens);
        }
        if (names.Count > 0)
        {
            AppendWords([.. names]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
