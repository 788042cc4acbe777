using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Lstm.Embedded;
using Lstm.Generator.Tests.Emitted;
using Lstm.Specification;

namespace Lstm.CCallers;

/// <summary>
/// What C# gets of the networks that the C programs call: <c>--weights DIR MODELS</c> writes weights nobody trained, <c>DIR</c>
/// prints the bits of every result, <c>--cost</c> what a step takes.
/// </summary>
internal static class Program
{
    private const int Steps = 500;

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["--weights", var folder, var models]:
                foreach (string name in new[] { "meter", "tagger" })
                {
                    var spec = SpecParser.Parse(File.ReadAllText(Path.Combine(models, name + ".lstm.json"))).Model!;
                    File.WriteAllBytes(Path.Combine(folder, name + ".safetensors"), MadeUpWeights.File(spec));
                }
                return 0;
            case ["--cost"]:
                Cost();
                return 0;
            case [var folder]:
                Console.Error.WriteLine(Isa.Describe());
                Bits(folder);
                return 0;
            default:
                Console.Error.WriteLine("--weights DIR MODELS | --cost | DIR");
                return 2;
        }
    }

    private static void Bits(string folder)
    {
        var samples = new Samples();
        var alarm = GasAlarm.Embedded;
        GasAlarm.State state = default;
        var sample = new float[GasAlarm.InputSize];
        var result = new float[GasAlarm.OutputSize];
        for (int t = 0; t < Steps; t++)
        {
            samples.Next(sample);
            alarm.Step(ref state, sample, result);
            Print("gasalarm", result);
        }

        var meter = Meter.Load(Path.Combine(folder, "meter.safetensors"));
        var metered = meter.NewState();
        sample = new float[Meter.InputSize];
        result = new float[Meter.OutputSize];
        for (int t = 0; t < Steps; t++)
        {
            samples.Next(sample);
            if (meter.Step(ref metered, sample, result))
            {
                Print("meter", result);
            }
        }

        var tagger = Tagger.Load(Path.Combine(folder, "tagger.safetensors"));
        Tagger.State begin = default;
        var tokens = new float[50];
        for (int t = 0; t < tokens.Length; t++)
        {
            tokens[t] = t * 7 % 40;
        }
        var tags = new float[tokens.Length * Tagger.OutputSize];
        tagger.Run(ref begin, tokens, tags, new float[tokens.Length * Tagger.WorkspacePerStep]);
        Print("tagger", tags);
    }

    private static void Print(string name, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            Console.WriteLine($"{name} {BitConverter.SingleToUInt32Bits(value):x8}");
        }
    }

    // The median of 31 rounds; the C program does the same.
    private static void Cost()
    {
        const int Rounds = 31, Calls = 200_000;
        var model = GasAlarm.Embedded;
        GasAlarm.State state = default;
        Span<float> sample = stackalloc float[GasAlarm.InputSize], result = stackalloc float[GasAlarm.OutputSize];
        new Samples().Next(sample);
        var rounds = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
            {
                model.Step(ref state, sample, result);
            }
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
        }
        Array.Sort(rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"C# step {rounds[Rounds / 2]:F1} ns"));
    }

    /// <summary>Numbers that C makes too, to the bit.</summary>
    private sealed class Samples
    {
        private uint seed = 1;

        public void Next(Span<float> sample)
        {
            foreach (ref float value in sample)
            {
                seed = unchecked((seed * 1664525) + 1013904223);
                value = ((int)(seed >> 8) % 2001 - 1000) / 500f;
            }
        }
    }
}
