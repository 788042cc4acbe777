using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using Lstm.Embedded;
using Lstm.Golden;

namespace Lstm.Arm64;

/// <summary>
/// What the driver calls: <c>isa</c>, and for every golden network a <c>golden_NAME</c>.
/// </summary>
/// <remarks>
/// Behind them is neither a garbage collector nor a runtime that could throw: nothing here may allocate, throw, or
/// touch a static field whose value the compiler could not work out. The driver says which of these was tried.
/// </remarks>
internal static unsafe class Exports
{
    /// <summary>The widest instruction set that the golden functions take here: 0 scalar, 1 NEON.</summary>
    [UnmanagedCallersOnly(EntryPoint = "isa")]
    public static int Isa() => AdvSimd.Arm64.IsSupported ? 1 : 0;

    [UnmanagedCallersOnly(EntryPoint = "golden_Anydrive")]
    public static long Anydrive(float* packedWeights, byte* state, int steps, int isa) => Run<Anydrive.Golden, Anydrive.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H130Stack")]
    public static long H130Stack(float* packedWeights, byte* state, int steps, int isa) => Run<H130Stack.Golden, H130Stack.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H10")]
    public static long H10(float* packedWeights, byte* state, int steps, int isa) => Run<H10.Golden, H10.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H12Stack")]
    public static long H12Stack(float* packedWeights, byte* state, int steps, int isa) => Run<H12Stack.Golden, H12Stack.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H13Peep")]
    public static long H13Peep(float* packedWeights, byte* state, int steps, int isa) => Run<H13Peep.Golden, H13Peep.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H16")]
    public static long H16(float* packedWeights, byte* state, int steps, int isa) => Run<H16.Golden, H16.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H20")]
    public static long H20(float* packedWeights, byte* state, int steps, int isa) => Run<H20.Golden, H20.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H29Peep")]
    public static long H29Peep(float* packedWeights, byte* state, int steps, int isa) => Run<H29Peep.Golden, H29Peep.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H32")]
    public static long H32(float* packedWeights, byte* state, int steps, int isa) => Run<H32.Golden, H32.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H3Peep")]
    public static long H3Peep(float* packedWeights, byte* state, int steps, int isa) => Run<H3Peep.Golden, H3Peep.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H40Stack")]
    public static long H40Stack(float* packedWeights, byte* state, int steps, int isa) => Run<H40Stack.Golden, H40Stack.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H47NoBias")]
    public static long H47NoBias(float* packedWeights, byte* state, int steps, int isa) => Run<H47NoBias.Golden, H47NoBias.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H5")]
    public static long H5(float* packedWeights, byte* state, int steps, int isa) => Run<H5.Golden, H5.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H64")]
    public static long H64(float* packedWeights, byte* state, int steps, int isa) => Run<H64.Golden, H64.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H70Peep")]
    public static long H70Peep(float* packedWeights, byte* state, int steps, int isa) => Run<H70Peep.Golden, H70Peep.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_H8")]
    public static long H8(float* packedWeights, byte* state, int steps, int isa) => Run<H8.Golden, H8.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Identity")]
    public static long Identity(float* packedWeights, byte* state, int steps, int isa) => Run<Identity.Golden, Identity.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Squashed")]
    public static long Squashed(float* packedWeights, byte* state, int steps, int isa) => Run<Squashed.Golden, Squashed.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Tiny1")]
    public static long Tiny1(float* packedWeights, byte* state, int steps, int isa) => Run<Tiny1.Golden, Tiny1.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_W40H77Stack")]
    public static long W40H77Stack(float* packedWeights, byte* state, int steps, int isa) => Run<W40H77Stack.Golden, W40H77Stack.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_GruAfter")]
    public static long GruAfter(float* packedWeights, byte* state, int steps, int isa) => Run<GruAfter.Golden, GruAfter.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_GruBefore")]
    public static long GruBefore(float* packedWeights, byte* state, int steps, int isa) => Run<GruBefore.Golden, GruBefore.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Elman")]
    public static long Elman(float* packedWeights, byte* state, int steps, int isa) => Run<Elman.Golden, Elman.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_LongShort")]
    public static long LongShort(float* packedWeights, byte* state, int steps, int isa) => Run<LongShort.Golden, LongShort.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Projected")]
    public static long Projected(float* packedWeights, byte* state, int steps, int isa) => Run<Projected.Golden, Projected.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Normed")]
    public static long Normed(float* packedWeights, byte* state, int steps, int isa) => Run<Normed.Golden, Normed.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Functions")]
    public static long Functions(float* packedWeights, byte* state, int steps, int isa) => Run<Functions.Golden, Functions.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Convolved")]
    public static long Convolved(float* packedWeights, byte* state, int steps, int isa) => Run<Convolved.Golden, Convolved.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Strided")]
    public static long Strided(float* packedWeights, byte* state, int steps, int isa) => Run<Strided.Golden, Strided.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Frames")]
    public static long Frames(float* packedWeights, byte* state, int steps, int isa) => Run<Frames.Golden, Frames.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Tokens")]
    public static long Tokens(float* packedWeights, byte* state, int steps, int isa) => Run<Tokens.Golden, Tokens.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Both")]
    public static long Both(float* packedWeights, byte* state, int steps, int isa) => Run<Both.Golden, Both.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_BothWide")]
    public static long BothWide(float* packedWeights, byte* state, int steps, int isa) => Run<BothWide.Golden, BothWide.State>(packedWeights, state, steps, isa);

    [UnmanagedCallersOnly(EntryPoint = "golden_Reversed")]
    public static long Reversed(float* packedWeights, byte* state, int steps, int isa) => Run<Reversed.Golden, Reversed.State>(packedWeights, state, steps, isa);

    // Runs a network over its made-up samples and hashes the bits of everything it puts out: packed weights 64-byte
    // aligned, a zeroed state, the number of time steps, and the instruction set, from 0 to what Isa says.
    private static long Run<TNetwork, TState>(float* packedWeights, byte* state, int steps, int isa)
        where TNetwork : struct, IGoldenNetwork<TState>
        where TState : unmanaged =>
        (long)GoldenRun.Hash<TNetwork, TState>(isa == 1 ? InstructionSet.Neon : InstructionSet.Scalar, ref *packedWeights, ref *(TState*)state, steps);
}
