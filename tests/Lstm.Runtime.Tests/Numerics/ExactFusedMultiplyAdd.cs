using System;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>a·b + c rounded once to float, from double arithmetic.</summary>
internal static class ExactFusedMultiplyAdd
{
    /// <remarks>
    /// <para>The product of two floats has at most 48 significant bits and an exponent of −298 to 256: a double holds it exactly.</para>
    /// <para>
    /// The sum with c can take more than 53 bits. Rounding it to double and then to float could round twice in the same
    /// direction, so the first rounding is to odd: of the two doubles around the exact sum, the one whose last bit is
    /// set. It cannot be mistaken for a value halfway between two floats, and double has more than two bits to spare
    /// (Boldo and Melquiond 2008, "Emulation of a FMA and correctly rounded sums").
    /// </para>
    /// </remarks>
    public static float Of(float a, float b, float c)
    {
        double product = (double)a * b;
        double sum = product + c;
        if (!double.IsFinite(sum))
        {
            return (float)sum; // one of the three was infinite or NaN: a sum of such doubles does not overflow
        }

        // What the addition lost, exactly (Knuth's two-sum).
        double fromC = sum - product;
        double lost = (product - (sum - fromC)) + (c - fromC);
        bool even = (BitConverter.DoubleToInt64Bits(sum) & 1) == 0;
        if (lost != 0 && even)
        {
            sum = lost > 0 ? Math.BitIncrement(sum) : Math.BitDecrement(sum);
        }
        return (float)sum;
    }
}
