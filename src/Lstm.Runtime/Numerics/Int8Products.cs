using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Lstm.Embedded;

/// <summary>
/// Sums of products of digits, 0 to 127, and weights, −127 to 127, exact in 32 bits on every processor (docs/decisions 54). Each lane of a sum takes the
/// products of four bytes. Two products are at most 2·127·127 = 32,258, so the 16-bit sums on the way to 32 bits do not overflow.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Int8Products
{
    /// <summary>Four products added to one sum.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="digits">Four digits, 0 to 127.</param>
    /// <param name="weights">Four weights, −127 to 127.</param>
    public static int MultiplyAdd(int sum, ref byte digits, ref sbyte weights)
    {
        for (nint k = 0; k < 4; k++)
        {
            sum += Unsafe.Add(ref digits, k) * Unsafe.Add(ref weights, k);
        }
        return sum;
    }

    /// <summary>Four products added to each of 4 sums.</summary>
    /// <param name="sum">The sums so far.</param>
    /// <param name="digits">Four digits for each sum, 0 to 127.</param>
    /// <param name="weights">Four weights for each sum, −127 to 127.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<byte> digits, Vector128<sbyte> weights) =>
        Dp.IsSupported ? Dp.DotProduct(sum, digits.AsSByte(), weights) : MultiplyAddInPairs(sum, digits, weights);

    /// <summary>The same without the dot products of ARM64.</summary>
    /// <param name="sum">The sums so far.</param>
    /// <param name="digits">Four digits for each sum, 0 to 127.</param>
    /// <param name="weights">Four weights for each sum, −127 to 127.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAddInPairs(Vector128<int> sum, Vector128<byte> digits, Vector128<sbyte> weights)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            var lower = AdvSimd.MultiplyWideningLower(digits.AsSByte().GetLower(), weights.GetLower());
            var upper = AdvSimd.MultiplyWideningUpper(digits.AsSByte(), weights);
            return AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.Arm64.AddPairwise(lower, upper));
        }
        if (Ssse3.IsSupported)
        {
            return sum + Sse2.MultiplyAddAdjacent(Ssse3.MultiplyAddAdjacent(digits, weights), Vector128<short>.One);
        }
        for (int lane = 0; lane < 4; lane++)
        {
            int products = 0;
            for (int k = 4 * lane; k < (4 * lane) + 4; k++)
            {
                products += digits[k] * weights[k];
            }
            sum = sum.WithElement(lane, sum[lane] + products);
        }
        return sum;
    }

    /// <summary>Four products added to each of 8 sums: with AVX-VNNI, from .NET 10 on, or AVX2.</summary>
    /// <param name="sum">The sums so far.</param>
    /// <param name="digits">Four digits for each sum, 0 to 127.</param>
    /// <param name="weights">Four weights for each sum, −127 to 127.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<byte> digits, Vector256<sbyte> weights)
    {
#if NET10_0_OR_GREATER // .NET 8 has AVX-VNNI as a preview, and .NET 9 emits wrong code for it
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sum, digits, weights);
        }
#endif
        return MultiplyAddInPairs(sum, digits, weights);
    }

    /// <summary>The same without AVX-VNNI.</summary>
    /// <param name="sum">The sums so far.</param>
    /// <param name="digits">Four digits for each sum, 0 to 127.</param>
    /// <param name="weights">Four weights for each sum, −127 to 127.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAddInPairs(Vector256<int> sum, Vector256<byte> digits, Vector256<sbyte> weights) => Avx2.IsSupported
        ? sum + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(digits, weights), Vector256<short>.One)
        : Vector256.Create(
            MultiplyAddInPairs(sum.GetLower(), digits.GetLower(), weights.GetLower()),
            MultiplyAddInPairs(sum.GetUpper(), digits.GetUpper(), weights.GetUpper()));

    /// <summary>Four products added to each of 16 sums. .NET has no AVX-512 VNNI.</summary>
    /// <param name="sum">The sums so far.</param>
    /// <param name="digits">Four digits for each sum, 0 to 127.</param>
    /// <param name="weights">Four weights for each sum, −127 to 127.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sum, Vector512<byte> digits, Vector512<sbyte> weights) => Avx512BW.IsSupported
        ? sum + Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(digits, weights), Vector512<short>.One)
        : Vector512.Create(
            MultiplyAddInPairs(sum.GetLower(), digits.GetLower(), weights.GetLower()),
            MultiplyAddInPairs(sum.GetUpper(), digits.GetUpper(), weights.GetUpper()));
}
