using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// The numbers behind <see cref="Exponential"/>: E = 2^(t/8) is split into a table entry T = 2^(r/8), r = t rounded to
/// an integer, and a polynomial in the rest f = t − r, which lies in [−½, ½]: 2^(f/8) ≈ 1 + f·(C1 + f·(C2 + f·C3)).
/// </summary>
internal static class ExponentialConstants
{
    /// <summary>t is clamped to ±Limit: E to 2^±40, so that a product of three (1 + E) stays finite.</summary>
    internal const float Limit = 320f;

    /// <summary>1.5·2^23: adding and subtracting it rounds to an integer, which then stands in the low bits.</summary>
    internal const float Round = 12582912f;

    /// <summary>0x3DB17218, near ln(2)/8.</summary>
    internal const float C1 = 8.6643397808074951171875e-2f;

    /// <summary>0x3B760619, near (ln(2)/8)²/2.</summary>
    internal const float C2 = 3.75402555800974369049072265625e-3f;

    /// <summary>0x38E35A51, near (ln(2)/8)³/6.</summary>
    internal const float C3 = 1.084102623281069099903106689453125e-4f;

    /// <summary>Below this magnitude a value that comes into a layer or goes out of it becomes zero: it keeps denormals, on which some processors take many times longer, out of the network.</summary>
    internal const float Tiny = 8.67361738e-19f; // 2^-60

    /// <summary>The bits of <see cref="Tiny"/>.</summary>
    internal const int TinyBits = 0x21800000;

    /// <summary>The bits of 2^-100, below which a number in a unit of the user's own becomes zero.</summary>
    internal const int LeastBits = 0x0D800000;

    /// <summary>bits(2^(k/8)) − (k &lt;&lt; 20) for k = 0…7; adding r &lt;&lt; 20 gives the bits of 2^(r/8).</summary>
    internal static ReadOnlySpan<int> Table => [0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7];

    /// <summary>The table as one 256-bit vector.</summary>
    internal static Vector256<int> Table256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7);
    }

    /// <summary>The table twice, as one 512-bit vector: a 16-entry permute reads four index bits, the fourth of which is then of no consequence.</summary>
    internal static Vector512<int> Table512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7,
        0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7);
    }

    /// <summary>The lowest bytes of the table's entries, then the second lowest, for NEON's lookup of bytes.</summary>
    internal static Vector128<byte> TableBytes01
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create((byte)0x00, 0xC2, 0xF0, 0xD7, 0xF3, 0x2A, 0xFD, 0xC7, 0x00, 0x95, 0x37, 0xFE, 0x04, 0x67, 0x44, 0xC0);
    }

    /// <summary>The third bytes, then the highest.</summary>
    internal static Vector128<byte> TableBytes23
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create((byte)0x80, 0x7B, 0x78, 0x75, 0x75, 0x75, 0x77, 0x7A, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F);
    }
}
