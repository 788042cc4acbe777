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

    /// <summary>Nanoseconds per stream and step of several passes that take turns after all have warmed up, so that what slows the machine slows all.</summary>
    public static List<double>[] InTurns(IReadOnlyList<(Size Size, Pass Pass)> passes, Mode mode, int rounds)
    {
        foreach (var (size, pass) in passes)
        {
            WarmUp(pass, size, mode);
        }
        var times = passes.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < rounds; round++)
        {
            for (int n = 0; n < times.Length; n++)
            {
                times[n].AddRange(Slice(passes[n].Pass, passes[n].Size, mode));
            }
        }
        return times;
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
