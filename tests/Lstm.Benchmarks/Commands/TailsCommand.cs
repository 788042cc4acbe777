using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Benchmarks;

/// <summary>tails: whether a step takes longer when its samples fade into nothing.</summary>
internal static class TailsCommand
{
    private const int Rounds = 20;

    // Each with the value of sample n of a pass; u is uniform in ±1.
    private static readonly (string Name, Func<float, int, float> Of)[] signals =
    [
        ("ordinary", (u, _) => u),
        ("1e-41", (u, _) => MathF.CopySign(1e-41f, u)),
        ("1e-38", (u, _) => MathF.CopySign(1e-38f, u)),
        ("1e-30", (u, _) => MathF.CopySign(1e-30f, u)),
        ("1e-18", (u, _) => MathF.CopySign(1e-18f, u)),
        ("a tail from 1 to 1e-45", (u, n) => (float)(u * Math.Pow(10, -45.0 * n / Problem.Samples))),
    ];

    public static Command Create()
    {
        var command = new Command("tails", """
            Times a step of each kind of network with ordinary samples and with ever quieter ones, on every body that runs here; the
            signals take turns. Ratios of medians: 1.05 at most is what is promised (docs/decisions 15). Pin it to a core with taskset, and set
            DOTNET_TieredCompilation=0, or the scalar body is timed while it is still being optimised.
            """);
        command.SetAction(_ =>
        {
            Console.WriteLine($"| network | body | ns | {string.Join(" | ", signals.Skip(1).Select(signal => signal.Name))} |\n|---|---|{string.Concat(signals.Select(_ => "---|"))}");
            var bodies = Enum.GetValues<InstructionSet>().Where(Isa.IsSupported).ToList();
            double worst = Tail.All.SelectMany(tail => bodies.Select(body => Row(tail, body))).Max();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest ratio {worst:F2}"));
        });
        return command;
    }

    private static double Row(Tail tail, InstructionSet body)
    {
        var times = Timing.InTurns([.. signals.Select(signal => (tail.Size, tail.Prepare(body, Samples(tail.Size.Input, signal.Of))))], Mode.All[0], Rounds);
        double[] medians = [.. times.Select(Timing.Median)];
        string ratios = string.Join(" | ", medians.Skip(1).Select(median => string.Create(CultureInfo.InvariantCulture, $"{median / medians[0]:F2}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {tail.Name} | {body} | {medians[0]:F0} | {ratios} |"));
        return medians.Skip(1).Max() / medians[0];
    }

    private static float[] Samples(int inputSize, Func<float, int, float> signal)
    {
#pragma warning disable CA5394 // numbers to time with, not to keep secrets with
        var random = new Random(0);
        return [.. Enumerable.Range(0, Problem.Samples * inputSize).Select(k => signal((2f * random.NextSingle()) - 1f, k / inputSize))];
    }
}
