using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Which instructions of a step could allocate.</summary>
internal static class Allocation
{
    /// <summary>Of which no member that a step calls allocates or throws.</summary>
    private static readonly HashSet<string> Harmless =
    [
        IntermediateLanguage.Own, "Unsafe", "MemoryMarshal", "MathF", "Vector128", "Vector256", "Vector512", "Avx", "Avx2", "Fma", "Avx512F", "Avx512DQ", "AdvSimd", "Arm64",
        "Isa", "Exponential", "Reduction", "LayerNormalization", "AnomalyScore", "NonFinite", "SpanCheck", "Span", "ReadOnlySpan",
    ];

    // C# calls members of a sealed class by callvirt too, for the null check.
    public static bool IsPossible(string instruction) => instruction.Split(' ', '.') switch
    {
        ["callvirt", "PackedWeights", "get_Reference"] => false,
        ["callvirt" or "newobj" or "newarr" or "box", ..] => true,
        ["call", var type, ..] => !Harmless.Contains(type),
        _ => false,
    };
}
