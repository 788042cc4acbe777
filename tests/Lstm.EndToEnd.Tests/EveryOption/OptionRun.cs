using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.Embedded;
using Lstm.Shared;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>What a run left behind.</summary>
/// <param name="Outputs">The results, one behind the other.</param>
/// <param name="Parts">h and c of all layers at the end.</param>
/// <param name="State">The bytes of the whole state at the end.</param>
internal sealed record OptionTrace(float[] Outputs, float[] Parts, byte[] State);

/// <summary>Runs a network on one body with canaries around all its memory.</summary>
internal sealed unsafe class OptionRun(OptionNetwork network, NetworkForm form, PackedWeights weights, byte[] file, float[][] sequence, int outputSize, InstructionSet body, List<string> damage)
{
    private readonly int inputSize = sequence[0].Length;

    private float* Weights => (float*)Unsafe.AsPointer(ref weights.Reference); // a pinned array

    /// <summary>Step by step; behind a pool, and at the end of each sequence, the last result.</summary>
    public OptionTrace ByStep()
    {
        using var state = State();
        using var x = new CanaryMemory(inputSize * sizeof(float));
        using var y = new CanaryMemory(outputSize * sizeof(float));
        var outputs = new List<float>();
        foreach (float[] sample in sequence)
        {
            sample.CopyTo(x.Floats);
            if (network.Step((int)body, Weights, state.Start, (float*)x.Start, (float*)y.Start))
            {
                if (form.Pools)
                {
                    outputs.Clear();
                }
                outputs.AddRange(y.Floats);
            }
        }
        Look("Step", state, x, y);
        return new([.. outputs], network.Parts(state.Start), StateAt(state.Start));
    }

    /// <summary>The whole sequence; a streaming network in two runs.</summary>
    public OptionTrace ByRun()
    {
        using var state = State();
        var outputs = new List<float>();
        int begin = 0;
        foreach (int end in form.Streams && sequence.Length > 1 ? (int[])[(sequence.Length + 1) / 2, sequence.Length] : [sequence.Length])
        {
            int steps = end - begin;
            using var x = new CanaryMemory(steps * inputSize * sizeof(float));
            using var y = new CanaryMemory(form.Results(steps) * outputSize * sizeof(float));
            using var workspace = new CanaryMemory(steps * network.Workspace * sizeof(float));
            workspace.Floats.Fill(float.NaN);
            sequence[begin..end].SelectMany(sample => sample).ToArray().CopyTo(x.Floats);
            int results = network.Run((int)body, Weights, state.Start, (float*)x.Start, (float*)y.Start, (float*)workspace.Start, steps);
            if (form.Pools && results > 0)
            {
                outputs.Clear();
            }
            outputs.AddRange(y.Floats[..(results * outputSize)]);
            Look("Run", state, x, y, workspace);
            begin = end;
        }
        return new([.. outputs], network.Parts(state.Start), StateAt(state.Start));
    }

    /// <summary>The sequence as the last of several streams, of which the others take its samples in another order; the last stream's results.</summary>
    public OptionTrace ByStepMany(int streams)
    {
        using var states = new CanaryMemory(streams * network.SizeOfState);
        using var x = new CanaryMemory(streams * inputSize * sizeof(float));
        using var y = new CanaryMemory(streams * outputSize * sizeof(float));
        var outputs = new List<float>();
        for (int k = 0; k < streams; k++)
        {
            network.Begin(file, states.Start + (k * network.SizeOfState));
        }
        for (int t = 0; t < sequence.Length; t++)
        {
            for (int k = 0; k < streams; k++)
            {
                sequence[(t + streams - 1 - k) % sequence.Length].CopyTo(x.Floats[(k * inputSize)..]);
            }
            network.StepMany((int)body, Weights, states.Start, (float*)x.Start, (float*)y.Start, streams);
            if (form.Pools)
            {
                outputs.Clear();
            }
            outputs.AddRange(y.Floats[^outputSize..]);
        }
        Look("StepMany", states, x, y);
        byte* last = states.Start + ((streams - 1) * network.SizeOfState);
        return new([.. outputs], network.Parts(last), StateAt(last));
    }

    private byte[] StateAt(byte* state) => new Span<byte>(state, network.SizeOfState).ToArray();

    private CanaryMemory State()
    {
        var state = new CanaryMemory(network.SizeOfState);
        network.Begin(file, state.Start);
        return state;
    }

    private void Look(string what, params CanaryMemory[] memories)
    {
        for (int k = 0; k < memories.Length; k++)
        {
            if (memories[k].Damage() is { } where)
            {
                damage.Add($"{what} on {body}: wrote the {((string[])["state", "input", "output", "workspace"])[k]} {where}");
            }
        }
    }
}
