using System;
using System.Runtime.CompilerServices;
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

    public static void All<TState>(IGoldenNetwork<TState> network, PackedWeights weights)
        where TState : unmanaged
    {
        ref nint place = ref Start(weights);
        nint before = place;
        foreach (bool atEnd in (bool[])[true, false])
        {
            using var guardedWeights = new GuardedMemory(weights.Length * sizeof(float), atEnd);
            using var states = new GuardedMemory(Steps * sizeof(TState), atEnd);
            using var state = new GuardedMemory(sizeof(TState), atEnd);
            weights.Span.CopyTo(guardedWeights.Floats);
            place += (nint)((float*)guardedWeights.Start - (float*)Unsafe.AsPointer(ref weights.Reference));
            foreach (int steps in (int[])[1, Steps])
            {
                using var x = new GuardedMemory(steps * network.InputSize * sizeof(float), atEnd);
                using var y = new GuardedMemory(steps * network.OutputSize * sizeof(float), atEnd);
                GoldenRun.Samples(0, x.Floats, network.InputSize);
                ref var memory = ref *(TState*)state.Start;
                if (steps == 1)
                {
                    network.Step(ref memory, x.Floats, y.Floats);
                    network.Step(ref memory, x.Floats, y.Floats); // backwards
                }
                else
                {
                    network.Run(ref memory, x.Floats, y.Floats);
                    network.StepMany(new Span<TState>(states.Start, steps), x.Floats, y.Floats);
                }
            }
            place = before;
        }
    }

    // Where weights begin, counted from an array that stays in its place: any other memory can be named so.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "start")]
    private static extern ref nint Start(PackedWeights weights);

    /// <summary>Reads one float beyond either edge, which is what the guard is there to catch.</summary>
    public static float Fault(bool atEnd)
    {
        using var memory = new GuardedMemory(100, atEnd);
        return *(float*)(atEnd ? memory.Start + memory.Bytes : memory.Start - sizeof(float));
    }
}
