using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>Takes the time of passes.</summary>
internal static class Timing
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs passes until the compiler has done what it will.</summary>
    public static void WarmUp(Pass pass, Size size, Mode mode)
    {
        float[] outputs = new float[mode.Rows * size.Hidden];
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime)
        {
            pass(outputs);
        }
    }

    /// <summary>The one in the middle.</summary>
    public static double Median(IEnumerable<double> times)
    {
        double[] ascending = [.. times.Order()];
        return ascending[ascending.Length / 2];
    }

    /// <summary>Nanoseconds per stream and step, of each of some passes; one before them fills the caches and does not count.</summary>
    public static List<double> Slice(Pass pass, Size size, Mode mode)
    {
        float[] outputs = new float[mode.Rows * size.Hidden];
        pass(outputs);
        List<double> times = [];
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            pass(outputs);
            times.Add(Stopwatch.GetElapsedTime(before).TotalNanoseconds / mode.StreamSteps);
        }
        while (Stopwatch.GetElapsedTime(start) < SliceTime);
        return times;
    }
}
