using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Lstm.Arm64;

/// <summary>
/// Stands where the generated networks will stand: four numbers h ← h·w + w, once scalar and once with NEON.
/// </summary>
internal static unsafe class Placeholder
{
    public static long Run(float* weights, float* state, int steps, int isa)
    {
        ulong hash = Fnv.Start;
        for (int t = 0; t < steps; t++)
        {
            if (isa == 1)
            {
                StepNeon(weights, state);
            }
            else
            {
                StepScalar(weights, state);
            }
            for (int unit = 0; unit < 4; unit++)
            {
                hash = Fnv.Add(hash, BitConverter.SingleToUInt32Bits(state[unit]));
            }
        }
        return (long)hash;
    }

    private static void StepNeon(float* weights, float* state)
    {
        var w = AdvSimd.LoadVector128(weights);
        AdvSimd.Store(state, AdvSimd.FusedMultiplyAdd(w, AdvSimd.LoadVector128(state), w));
    }

    private static void StepScalar(float* weights, float* state)
    {
        for (int unit = 0; unit < 4; unit++)
        {
            state[unit] = MathF.FusedMultiplyAdd(state[unit], weights[unit], weights[unit]);
        }
    }
}
