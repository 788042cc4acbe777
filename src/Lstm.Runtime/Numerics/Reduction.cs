using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Lstm.Embedded;

/// <summary>
/// The end of a dot product of 16 chains, chain k having summed the columns k, k + 16, k + 32, …: chains 8 apart are
/// added, then 4, 2 and 1 apart. One order at every width.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    /// <summary>The sum of 16 chains held in one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> chains) => Sum(chains.GetLower() + chains.GetUpper());

    /// <summary>The sum of 16 chains held in two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> chains0To7, Vector256<float> chains8To15) => Sum(chains0To7 + chains8To15);

    /// <summary>The sum of 16 chains held in four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> chains0To3, Vector128<float> chains4To7, Vector128<float> chains8To11, Vector128<float> chains12To15) =>
        Sum((chains0To3 + chains8To11) + (chains4To7 + chains12To15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> eight) => Sum(eight.GetLower() + eight.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> four)
    {
        if (AdvSimd.IsSupported)
        {
            var two = AdvSimd.Add(four.GetLower(), four.GetUpper());
            return two.ToScalar() + two.GetElement(1);
        }

        var pair = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return pair.ToScalar() + pair.GetElement(1);
    }
}
