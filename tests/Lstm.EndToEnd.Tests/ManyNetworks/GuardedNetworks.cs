using System;
using System.Reflection;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Embedded;
using Lstm.Shared;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>
/// Every network of an assembly on every body, with weights, state, samples and outputs right against pages that cannot be
/// touched: all before the page behind them, then all behind the one before. In a process of its own, which dies of a step aside.
/// </summary>
internal static unsafe class GuardedNetworks
{
    /// <summary>What this program is called with, before the assembly's path.</summary>
    public const string Argument = "--guarded-networks";

    /// <summary>The last line of a process that survived.</summary>
    public const string Survived = "all survived";

    private const int Steps = 5; // a group of four, and some left over
    private const int Streams = 5;

    /// <summary>In the process that may die: a line before each network and body.</summary>
    public static int Run(string path)
    {
        var assembly = Assembly.LoadFrom(path);
        for (int k = 0; assembly.GetType(NetworkCompiler.ClassName(k)) is not null; k++)
        {
            var network = new CompiledNetwork(assembly, NetworkCompiler.ClassName(k));
            foreach (var body in Cases.SupportedBodies)
            {
                foreach (bool atEnd in (bool[])[true, false])
                {
                    Console.WriteLine(Line(network.Name, body, atEnd));
                    Run(network, body, atEnd);
                }
            }
        }
        Console.WriteLine(Survived);
        return 0;
    }

    /// <summary>The line before a run.</summary>
    public static string Line(string network, InstructionSet body, bool atEnd) => $"{network} {body} {(atEnd ? "before" : "behind")} a guard page";

    private static void Run(CompiledNetwork network, InstructionSet body, bool atEnd)
    {
        using var weights = new GuardedMemory(network.WeightBytes, atEnd);
        using var state = new GuardedMemory(network.SizeOfState, atEnd);
        foreach (int steps in (int[])[1, Steps])
        {
            using var x = new GuardedMemory(steps * network.InputSize * sizeof(float), atEnd);
            using var y = new GuardedMemory(steps * network.OutputSize * sizeof(float), atEnd);
            if (steps == 1)
            {
                network.Step((int)body, (float*)weights.Start, state.Start, (float*)x.Start, (float*)y.Start);
                network.Step((int)body, (float*)weights.Start, state.Start, (float*)x.Start, (float*)y.Start); // backwards
            }
            else
            {
                network.Run((int)body, (float*)weights.Start, state.Start, (float*)x.Start, (float*)y.Start, steps);
            }
        }

        using var states = new GuardedMemory(Streams * network.SizeOfState, atEnd);
        using var samples = new GuardedMemory(Streams * network.InputSize * sizeof(float), atEnd);
        using var outputs = new GuardedMemory(Streams * network.OutputSize * sizeof(float), atEnd);
        network.StepMany((int)body, (float*)weights.Start, states.Start, (float*)samples.Start, (float*)outputs.Start, Streams);
    }
}
