using System;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace IotDevice;

/// <summary>
/// Counts durations in buckets that are 1/32 of their size wide, so quantiles are at most 3 % too high, however long it
/// runs; the maximum is exact. Durations are ticks of <see cref="Stopwatch"/>.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int Halving = 5; // 32 buckets for every doubling
    private readonly long[] counts = new long[(64 - Halving + 1) << Halving];
    private long total;
    private long largest;

    /// <summary>All durations together.</summary>
    public long Sum { get; private set; }

    /// <summary>Counts a duration.</summary>
    public void Add(long ticks)
    {
        counts[Bucket(ticks)]++;
        total++;
        Sum += ticks;
        largest = Math.Max(largest, ticks);
    }

    /// <summary>The duration that a share of all do not exceed, in ticks: the upper end of its bucket.</summary>
    public long Quantile(double share)
    {
        long rank = Math.Clamp((long)Math.Ceiling(share * total), 1, Math.Max(total, 1));
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
            {
                return Math.Min(UpperEnd(bucket), largest);
            }
        }
        return largest;
    }

    /// <summary>How many durations are in buckets that end at or below a limit.</summary>
    public long CountUpTo(long limit)
    {
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length && UpperEnd(bucket) <= limit; bucket++)
        {
            seen += counts[bucket];
        }
        return seen;
    }

    /// <summary>p50, p99, p99.9 and the maximum, for people.</summary>
    public override string ToString() => total == 0
        ? "none"
        : $"p50 {Text(Quantile(0.5))}, p99 {Text(Quantile(0.99))}, p99.9 {Text(Quantile(0.999))}, max {Text(largest)}";

    private static int Bucket(long ticks)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)ticks) - Halving);
        return (shift << Halving) + (int)(ticks >> shift);
    }

    private static long UpperEnd(int bucket)
    {
        int shift = Math.Max(0, (bucket >> Halving) - 1);
        return ((long)(bucket - (shift << Halving)) << shift) + (1L << shift) - 1;
    }

    private static string Text(long ticks)
    {
        double nanoseconds = ticks * (1e9 / Stopwatch.Frequency);
        return nanoseconds switch
        {
            < 10e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F0} ns"),
            < 10e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F1} µs"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F1} ms"),
        };
    }
}
