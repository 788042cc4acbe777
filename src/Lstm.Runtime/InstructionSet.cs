namespace Lstm.Embedded;

/// <summary>The bodies that generated code has: each computes the same bits, at its own speed.</summary>
public enum InstructionSet
{
    /// <summary>Plain C#, one unit at a time; runs everywhere.</summary>
    Scalar,

    /// <summary>ARM64 AdvSimd (NEON), 4 lanes.</summary>
    Neon,

    /// <summary>x64 AVX2 with FMA, 8 lanes.</summary>
    Avx2,

    /// <summary>x64 AVX-512 (F and DQ), 16 lanes.</summary>
    Avx512,
}
