using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lstm.Training.Data.Storage;

/// <summary>Hashes of values.</summary>
internal static class ValueHash
{
    private const int ValuesAtOnce = 1 << 20; // a span of bytes could not hold the largest of sequences

    /// <summary>Adds the bytes of values.</summary>
    public static void AppendValues<T>(this IncrementalHash hash, ReadOnlySpan<T> values)
        where T : struct
    {
        for (int start = 0; start < values.Length; start += ValuesAtOnce)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ValuesAtOnce, values.Length - start))));
        }
    }
}
