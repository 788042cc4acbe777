using System;
using System.Linq;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Quantiles against sorting.</summary>
public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantiles_are_at_most_three_percent_too_high()
    {
        var random = new Random(3);
        long[] ticks = [.. Enumerable.Range(0, 10_000).Select(_ => (long)Math.Pow(2, 62 * random.NextDouble())), .. Enumerable.Range(0, 100).Select(k => (long)k), long.MaxValue];
        var histogram = new LatencyHistogram();
        foreach (long tick in ticks)
        {
            histogram.Add(tick);
        }
        Array.Sort(ticks);
        foreach (double share in (double[])[0, 0.001, 0.5, 0.9, 0.99, 0.999, 1])
        {
            long exact = ticks[Math.Max(0, (int)Math.Ceiling(share * ticks.Length) - 1)];
            Assert.InRange(histogram.Quantile(share) - exact, 0, exact / 32);
        }
    }

    [Fact]
    public void Small_durations_are_exact()
    {
        var histogram = new LatencyHistogram();
        for (int k = 0; k < 64; k++)
        {
            histogram.Add(k);
            Assert.Equal(k, histogram.Quantile(1));
            Assert.Equal(k / 2, histogram.Quantile(0.5));
        }
    }
}
