using System;
using Lstm.Embedded;
using Lstm.Shared;

namespace Lstm.Golden;

/// <summary>
/// Runs generated code with samples, outputs, weights and state each right against a page that cannot be touched, first
/// the page behind them, then the one before. A process that survives has read and written nothing but what it may.
/// </summary>
internal static unsafe class GuardedRun
{
    private const int Steps = 5; // a group of four, and some left over

    public static void All<TNetwork, TState>(InstructionSet body, PackedWeights weights)
        where TNetwork : struct, IGoldenNetwork<TState>
        where TState : unmanaged
    {
        foreach (bool atEnd in (bool[])[true, false])
        {
            using var guardedWeights = new GuardedMemory(weights.Length * sizeof(float), atEnd);
            using var states = new GuardedMemory(Steps * sizeof(TState), atEnd);
            using var state = new GuardedMemory(sizeof(TState), atEnd);
            weights.Span.CopyTo(guardedWeights.Floats);
            foreach (int steps in (int[])[1, Steps])
            {
                using var x = new GuardedMemory(steps * TNetwork.InputSize * sizeof(float), atEnd);
                using var y = new GuardedMemory(steps * TNetwork.OutputSize * sizeof(float), atEnd);
                GoldenRun.Samples(0, x.Floats, TNetwork.InputSize);
                ref float weight = ref *(float*)guardedWeights.Start;
                ref var memory = ref *(TState*)state.Start;
                if (steps == 1)
                {
                    TNetwork.Step(body, ref weight, ref memory, ref x.Floats[0], ref y.Floats[0]);
                    TNetwork.Step(body, ref weight, ref memory, ref x.Floats[0], ref y.Floats[0]); // backwards
                }
                else
                {
                    TNetwork.Run(body, ref weight, ref memory, ref x.Floats[0], ref y.Floats[0], steps);
                    TNetwork.StepMany(body, ref weight, ref *(TState*)states.Start, ref x.Floats[0], ref y.Floats[0], steps);
                }
            }
        }
    }

    /// <summary>Reads one float beyond either edge, which is what the guard is there to catch.</summary>
    public static float Fault(bool atEnd)
    {
        using var memory = new GuardedMemory(100, atEnd);
        return *(float*)(atEnd ? memory.Start + memory.Bytes : memory.Start - sizeof(float));
    }
}
