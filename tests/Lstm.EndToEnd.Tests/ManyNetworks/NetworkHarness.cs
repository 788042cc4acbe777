using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What is compiled into each network's class, for the tests to get past the public surface: any body, any memory.</summary>
internal static unsafe class NetworkHarness
{
    public delegate void Step(int body, float* weights, byte* state, float* x, float* y);

    public delegate void Run(int body, float* weights, byte* state, float* x, float* y, int steps);

    public delegate void StepMany(int body, float* weights, byte* states, float* x, float* y, int streams);

    /// <summary>Where h or c of an LSTM layer begins in a state.</summary>
    public delegate float* Part(byte* state, int layer);

    /// <summary>The other half of the partial class <paramref name="name"/>.</summary>
    public static string Source(string name, ModelSpec spec) => $$"""
        using System;
        using System.Runtime.InteropServices;
        using Lstm.Embedded;

        partial class {{name}}
        {
            internal static class Harness
            {
                public static string LstmUnits => "{{string.Join(" ", spec.Layers.OfType<LstmLayerSpec>().Select(lstm => lstm.HiddenSize))}}";
                public static unsafe int SizeOfState => sizeof(State);
                public static PackedWeights Pack(byte[] file) => Load((ReadOnlySpan<byte>)file).packedWeights;
                public static unsafe void Step(int body, float* weights, byte* state, float* x, float* y) => StepOn((InstructionSet)body, ref *weights, ref *(State*)state, ref *x, ref *y);
                public static unsafe void Run(int body, float* weights, byte* state, float* x, float* y, int steps) => RunOn((InstructionSet)body, ref *weights, ref *(State*)state, ref *x, ref *y, steps);
                public static unsafe void StepMany(int body, float* weights, byte* states, float* x, float* y, int streams) => StepManyOn((InstructionSet)body, ref *weights, ref *(State*)states, ref *x, ref *y, streams);
                public static unsafe float* Hidden(byte* state, int layer) => First(((State*)state)->Hidden(layer));
                public static unsafe float* Cell(byte* state, int layer) => First(((State*)state)->Cell(layer));
                private static unsafe float* First(Span<float> part) { fixed (float* first = part) { return first; } }
            }
        }
        """;
}
