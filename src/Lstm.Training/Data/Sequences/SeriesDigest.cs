using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Lstm.Training.Data.Sequences;

/// <summary>What data is recognised by, wherever it lies and however it is written.</summary>
internal static class SeriesDigest
{
    /// <summary>SHA-256 of what was read (the columns in use, not those passed over), as hexadecimal digits.</summary>
    /// <param name="series">All series, as they were read.</param>
    public static string Of(IEnumerable<Series> series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append<T>(T[] values)
            where T : struct
        {
            hash.AppendData(BitConverter.GetBytes(values.Length));
            hash.AppendData(MemoryMarshal.AsBytes<T>(values));
        }
        foreach (var one in series)
        {
            Append(one.Inputs);
            Append(one.Targets);
            Append(Encoding.UTF8.GetBytes(string.Join('\0', one.Labels)));
            Append(Encoding.UTF8.GetBytes(string.Join('\0', one.Tokens)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
