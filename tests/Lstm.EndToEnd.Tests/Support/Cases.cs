using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>What the theories run over: every golden network, and every body that the architecture has.</summary>
public static class Cases
{
    public static TheoryData<string> Networks => [.. GoldenNetworks.Plain.Select(n => n.Name)];

    public static TheoryData<string, InstructionSet> NetworksAndBodies
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (var network in GoldenNetworks.Plain)
            {
                foreach (var body in Bodies)
                {
                    cases.Add(network.Name, body);
                }
            }
            return cases;
        }
    }

    public static TheoryData<InstructionSet> AllBodies => [.. Bodies];

    internal static IEnumerable<InstructionSet> SupportedBodies => Bodies.Where(Isa.IsSupported);

    private static InstructionSet[] Bodies => RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? [InstructionSet.Scalar, InstructionSet.Neon]
        : [InstructionSet.Scalar, InstructionSet.Avx2, InstructionSet.Avx512];

    internal static GoldenNetwork Network(string name) => GoldenNetworks.Plain.Single(n => n.Name == name);

    internal static void SkipUnlessSupported(InstructionSet body) => Assert.SkipUnless(Isa.IsSupported(body), $"this processor, or this process, has no {body}");

    /// <summary>The same samples for everyone: uniform in ±1, one behind the other.</summary>
    internal static float[] Samples(GoldenNetwork network, int steps) => [.. Enumerable.Range(0, steps * network.InputSize).Select(k => GoldenRun.Uniform((ulong)k))];

    /// <summary>The sample of step t.</summary>
    internal static ReadOnlySpan<float> Sample(this float[] samples, GoldenNetwork network, int t) => samples.AsSpan(t * network.InputSize, network.InputSize);
}
