using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Lstm.Embedded;
using Lstm.Shared;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>What a run left behind.</summary>
/// <param name="Outputs">y of every step.</param>
/// <param name="Parts">After every step (of <see cref="NetworkRun.Step"/>, of each stream of <see cref="NetworkRun.Streams"/>) or at the end (of <see cref="NetworkRun.Run"/>): h, then c, of each LSTM layer.</param>
/// <param name="State">The bytes of the state, or of all streams' states, at the end.</param>
internal sealed record Trace(float[] Outputs, float[][] Parts, byte[] State);

/// <summary>Runs a network with canaries around its state, its samples and its outputs.</summary>
internal sealed unsafe class NetworkRun(CompiledNetwork network, PackedWeights weights, float[] samples, List<string> damage)
{
    private const int StreamCount = 11; // groups of four, and some left over
    private const int StreamSteps = 5;
    private readonly int steps = samples.Length / network.InputSize;

    private float* Weights => (float*)Unsafe.AsPointer(ref weights.Reference); // a pinned array

    /// <summary>Step by step, on one body or on several in turn.</summary>
    public Trace Step(params InstructionSet[] bodies)
    {
        using var state = new CanaryMemory(network.SizeOfState);
        using var x = new CanaryMemory(network.InputSize * sizeof(float));
        using var y = new CanaryMemory(network.OutputSize * sizeof(float));
        float[] outputs = new float[steps * network.OutputSize];
        float[][] parts = new float[steps][];
        for (int t = 0; t < steps; t++)
        {
            samples.AsSpan(t * network.InputSize, network.InputSize).CopyTo(x.Floats);
            network.Step((int)bodies[t % bodies.Length], Weights, state.Start, (float*)x.Start, (float*)y.Start);
            y.Floats.CopyTo(outputs.AsSpan(t * network.OutputSize));
            parts[t] = Parts(state.Start);
        }
        Look($"Step on {string.Join(", ", bodies)}", state, x, y);
        return new Trace(outputs, parts, state.Memory.ToArray());
    }

    /// <summary>Many steps at once, in two runs of uneven length.</summary>
    public Trace Run(InstructionSet body)
    {
        using var state = new CanaryMemory(network.SizeOfState);
        float[] outputs = new float[steps * network.OutputSize];
        int begin = 0;
        foreach (int end in (int[])[(steps / 2) | 1, steps])
        {
            using var x = new CanaryMemory((end - begin) * network.InputSize * sizeof(float));
            using var y = new CanaryMemory((end - begin) * network.OutputSize * sizeof(float));
            samples.AsSpan(begin * network.InputSize, x.Floats.Length).CopyTo(x.Floats);
            network.Run((int)body, Weights, state.Start, (float*)x.Start, (float*)y.Start, end - begin);
            y.Floats.CopyTo(outputs.AsSpan(begin * network.OutputSize));
            Look($"Run on {body}", state, x, y);
            begin = end;
        }
        return new Trace(outputs, [Parts(state.Start)], state.Memory.ToArray());
    }

    /// <summary>
    /// Some steps of several streams: all together by StepMany, or each alone. The k-th stream begins with sample k, and
    /// has up to three steps of its own before, so that neighbours differ in the direction of their next step.
    /// </summary>
    public Trace Streams(InstructionSet body, bool together)
    {
        using var states = new CanaryMemory(StreamCount * network.SizeOfState);
        using var x = new CanaryMemory(StreamCount * network.InputSize * sizeof(float));
        using var y = new CanaryMemory(StreamCount * network.OutputSize * sizeof(float));
        float[] outputs = new float[StreamSteps * y.Floats.Length];
        float[][] parts = new float[StreamSteps * StreamCount][];
        for (int k = 0; k < StreamCount; k++)
        {
            for (int t = 0; t < Before(k); t++)
            {
                Sample(k, t);
                StepAlone(k);
            }
        }
        for (int t = 0; t < StreamSteps; t++)
        {
            for (int k = 0; k < StreamCount; k++)
            {
                Sample(k, Before(k) + t);
            }
            if (together)
            {
                network.StepMany((int)body, Weights, states.Start, (float*)x.Start, (float*)y.Start, StreamCount);
            }
            else
            {
                for (int k = 0; k < StreamCount; k++)
                {
                    StepAlone(k);
                }
            }
            y.Floats.CopyTo(outputs.AsSpan(t * y.Floats.Length));
            for (int k = 0; k < StreamCount; k++)
            {
                parts[(t * StreamCount) + k] = Parts(StateOf(k));
            }
        }
        Look($"{(together ? "StepMany" : "Step of each stream")} on {body}", states, x, y);
        return new Trace(outputs, parts, states.Memory.ToArray());

        static int Before(int stream) => stream % 4;
        byte* StateOf(int stream) => states.Start + (stream * network.SizeOfState);
        void Sample(int stream, int t) => samples.AsSpan((stream + t) * network.InputSize, network.InputSize).CopyTo(x.Floats[(stream * network.InputSize)..]);
        void StepAlone(int stream) => network.Step((int)body, Weights, StateOf(stream), (float*)x.Start + (stream * network.InputSize), (float*)y.Start + (stream * network.OutputSize));
    }

    private float[] Parts(byte* state)
    {
        var parts = new List<float>();
        for (int layer = 0; layer < network.LstmUnits.Length; layer++)
        {
            parts.AddRange(new ReadOnlySpan<float>(network.Hidden(state, layer), network.LstmUnits[layer]));
            parts.AddRange(new ReadOnlySpan<float>(network.Cell(state, layer), network.LstmUnits[layer]));
        }
        return [.. parts];
    }

    private void Look(string what, CanaryMemory state, CanaryMemory x, CanaryMemory y)
    {
        foreach (var (name, memory) in ((string, CanaryMemory)[])[("state", state), ("input", x), ("output", y)])
        {
            if (memory.Damage() is { } where)
            {
                damage.Add($"{what}: wrote the {name} {where}");
            }
        }
    }
}
