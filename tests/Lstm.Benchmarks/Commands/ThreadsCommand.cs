using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>threads: what more threads make of many streams.</summary>
internal static class ThreadsCommand
{
    private const int Rounds = 20;

    public static Command Create()
    {
        var sizes = SharedOptions.Sizes();
        var count = SharedOptions.Count("--threads", "Threads, of which each takes a part of the streams", Environment.ProcessorCount);
        var command = new Command("threads", """
            Times StepMany with all streams in one call, beside as many calls at once as there are threads, each for its part of the
            streams (Parallel.For in every time step). The two take turns; nanoseconds per stream and step, the fastest pass and
            the median. Not to be pinned to a core.
            """) { sizes, count };
        command.SetAction(result =>
        {
            int threads = result.GetValue(count);
            Console.WriteLine($"{new GeneratedCode().Isa}\n| inputs, units | streams | one thread, ns: fastest | median | {threads} threads, ns: fastest | median | times as fast |\n|---|---|---|---|---|---|---|");
            foreach (var subject in sizes.Chosen(result))
            {
                foreach (var mode in Mode.All.Where(mode => mode.Streams > 1))
                {
                    Row(subject, mode, threads);
                }
            }
        });
        return command;
    }

    private static void Row(Subject subject, Mode mode, int threads)
    {
        var (size, problem) = (subject.Size, new Problem(subject.Size));
        var times = Timing.InTurns([(size, subject.Prepare(problem, mode)), (size, subject.PrepareOnThreads(problem, mode, threads))], mode, Rounds);
        double one = times[0].Min(), several = times[1].Min();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {size.Input}, {size.Hidden} | {mode.Streams} | {one:F0} | {Timing.Median(times[0]):F0} | {several:F0} | {Timing.Median(times[1]):F0} | {one / several:F2} |"));
    }
}
