using System;
using System.Runtime.Intrinsics.X86;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <summary>Whether the widest vectors are the quickest for products of matrices.</summary>
internal static class WideVectors
{
    private const int AuthenticAmd = 0x68747541; // "Auth", the first letters of the vendor
    private const int Zen3And4 = 0x19;

    /// <summary>
    /// The set whose kernels are the quickest here: the widest, but AVX2 where AVX-512 runs in two halves. There a tile of
    /// twelve rows by one vector waits for its thirteen loads, one a cycle; six rows by two of half the width need eight, two a cycle.
    /// Whoever forces a body by <see cref="Isa.EnvironmentVariable"/> gets its kernels.
    /// </summary>
    public static InstructionSet Quickest =>
        Isa.Active == InstructionSet.Avx512 && RunInHalves() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Isa.EnvironmentVariable)) ? InstructionSet.Avx2 : Isa.Active;

    /// <summary>Zen 4: the family of Zen 3, which has no AVX-512 yet. Zen 5 runs it whole.</summary>
    private static bool RunInHalves() => X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == AuthenticAmd && Family(X86Base.CpuId(1, 0).Eax) == Zen3And4;

    /// <summary>The processor's family, base and extended ("AMD64 Architecture Programmer's Manual", volume 3, CPUID Fn0000_0001_EAX).</summary>
    private static int Family(int signature) => ((signature >> 8) & 0xF) + ((signature >> 20) & 0xFF);
}
