using System.Runtime.CompilerServices;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>Run and StepMany of a network that has only a step.</summary>
internal static class GoldenLoop
{
    public static void Run<TNetwork, TState>(InstructionSet body, ref float weights, ref TState state, ref float x, ref float y, int steps)
        where TNetwork : struct, IGoldenNetwork<TState>
        where TState : unmanaged
    {
        for (int t = 0; t < steps; t++)
        {
            TNetwork.Step(body, ref weights, ref state, ref Unsafe.Add(ref x, t * TNetwork.InputSize), ref Unsafe.Add(ref y, t * TNetwork.OutputSize));
        }
    }

    public static void StepMany<TNetwork, TState>(InstructionSet body, ref float weights, ref TState states, ref float x, ref float y, int streams)
        where TNetwork : struct, IGoldenNetwork<TState>
        where TState : unmanaged
    {
        for (int k = 0; k < streams; k++)
        {
            TNetwork.Step(body, ref weights, ref Unsafe.Add(ref states, k), ref Unsafe.Add(ref x, k * TNetwork.InputSize), ref Unsafe.Add(ref y, k * TNetwork.OutputSize));
        }
    }
}
