using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;

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

    /// <summary>Runs a network over its made-up samples and hashes the bits of everything it puts out.</summary>
    /// <param name="packedWeights">The packed weights, 64-byte aligned.</param>
    /// <param name="state">A zeroed state.</param>
    /// <param name="steps">Time steps.</param>
    /// <param name="isa">The instruction set, from 0 to what <see cref="Isa"/> says.</param>
    [UnmanagedCallersOnly(EntryPoint = "golden_placeholder")]
    public static long Placeholder(float* packedWeights, byte* state, int steps, int isa) =>
        Lstm.Arm64.Placeholder.Run(packedWeights, (float*)state, steps, isa);
}
