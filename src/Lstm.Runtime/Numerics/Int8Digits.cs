using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// Values as whole numbers of a step, for products with int8 weights (docs/decisions 54): n = v/step, to the nearest, halves to even, limited to
/// ±63 or ±8191, and kept as n + 64, one digit from 1 to 127, or n + 8192, two digits to the base of 128. One piece of code for all bodies: what IEEE 754 rounds exactly.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Int8Digits
{
    /// <summary>What is added to the values of 7 bits.</summary>
    public const int Offset7 = 64;

    /// <summary>What is added to the values of 14 bits.</summary>
    public const int Offset14 = 8192;

    private const float Rounding = 12582912; // 1.5·2^23: a number of less than 2^22 that is added to it is rounded to the nearest whole number
    private const int RoundingBits = 0x4B400000;

    /// <summary>Values of 7 bits.</summary>
    /// <param name="values">The values; nothing is read behind them.</param>
    /// <param name="perStep">For each value 1/step.</param>
    /// <param name="count">How many.</param>
    /// <param name="digits">Where the digits go, one for each; nothing is written behind them.</param>
    /// <returns>0, or NaN if a value is not finite: what is computed from the digits does not show it.</returns>
    public static float Of7(ref float values, ref float perStep, int count, ref byte digits)
    {
        var finite = Vector128<float>.Zero;
        nuint k = 0;
        for (; k + 16 <= (nuint)count; k += 16)
        {
            var (a, b, c, d) = (At(ref values, ref perStep, k), At(ref values, ref perStep, k + 4), At(ref values, ref perStep, k + 8), At(ref values, ref perStep, k + 12));
            Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d)).AsByte().StoreUnsafe(ref digits, k);
            finite += Zeros(ref values, k) + Zeros(ref values, k + 4) + Zeros(ref values, k + 8) + Zeros(ref values, k + 12);
        }
        float rest = Vector128.Sum(finite);
        for (; k < (nuint)count; k++)
        {
            float value = Unsafe.Add(ref values, k);
            Unsafe.Add(ref digits, k) = (byte)Number(value * Unsafe.Add(ref perStep, k), Offset7);
            rest += value * 0;
        }
        return rest;

        static Vector128<int> At(ref float values, ref float perStep, nuint k) =>
            Number(Vector128.LoadUnsafe(ref values, k) * Vector128.LoadUnsafe(ref perStep, k), Offset7);
    }

    /// <summary>Values of 14 bits.</summary>
    /// <param name="values">The values; nothing is read behind them.</param>
    /// <param name="perStep">For each value 1/step.</param>
    /// <param name="count">How many.</param>
    /// <param name="high">Where the digits go that count 128 times, one for each; nothing is written behind them.</param>
    /// <param name="low">Where the others go, likewise.</param>
    /// <returns>0, or NaN if a value is not finite: what is computed from the digits does not show it.</returns>
    public static float Of14(ref float values, ref float perStep, int count, ref byte high, ref byte low)
    {
        var finite = Vector128<float>.Zero;
        nuint k = 0;
        for (; k + 16 <= (nuint)count; k += 16)
        {
            var (a, b, c, d) = (At(ref values, ref perStep, k), At(ref values, ref perStep, k + 4), At(ref values, ref perStep, k + 8), At(ref values, ref perStep, k + 12));
            var (lower, upper) = (Vector128.Narrow(a, b), Vector128.Narrow(c, d)); // at most 16383
            var digit = Vector128.Create((short)127);
            Vector128.Narrow(lower & digit, upper & digit).AsByte().StoreUnsafe(ref low, k);
            Vector128.Narrow(lower >>> 7, upper >>> 7).AsByte().StoreUnsafe(ref high, k);
            finite += Zeros(ref values, k) + Zeros(ref values, k + 4) + Zeros(ref values, k + 8) + Zeros(ref values, k + 12);
        }
        float rest = Vector128.Sum(finite);
        for (; k < (nuint)count; k++)
        {
            float value = Unsafe.Add(ref values, k);
            int number = Number(value * Unsafe.Add(ref perStep, k), Offset14);
            Unsafe.Add(ref low, k) = (byte)(number & 127);
            Unsafe.Add(ref high, k) = (byte)(number >> 7);
            rest += value * 0;
        }
        return rest;

        static Vector128<int> At(ref float values, ref float perStep, nuint k) =>
            Number(Vector128.LoadUnsafe(ref values, k) * Vector128.LoadUnsafe(ref perStep, k), Offset14);
    }

    // ±0, or NaN where a value is not finite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Zeros(ref float values, nuint k) => Vector128.LoadUnsafe(ref values, k) * Vector128<float>.Zero;

    // NaN is less than nothing, and becomes the largest number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Number(Vector128<float> steps, int offset)
    {
        var most = Vector128.Create((float)(offset - 1));
        steps = Vector128.ConditionalSelect(Vector128.LessThan(steps, most), steps, most);
        steps = Vector128.ConditionalSelect(Vector128.GreaterThan(steps, -most), steps, -most);
        return (steps + Vector128.Create(Rounding)).AsInt32() - Vector128.Create(RoundingBits - offset);
    }

    private static int Number(float steps, int offset)
    {
        float most = offset - 1;
        steps = steps < most ? steps : most;
        steps = steps > -most ? steps : -most;
        return System.BitConverter.SingleToInt32Bits(steps + Rounding) - (RoundingBits - offset);
    }
}
