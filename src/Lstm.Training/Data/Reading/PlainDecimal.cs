using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// Reads what most numbers in data are: a sign or none, up to 15 digits, a point among them or none. All digits together are then a whole number below 2^53 and the power
/// of ten that the point stands for is below 10^22, both of which a double holds exactly, so that their quotient is correctly rounded (W. D. Clinger, "How to Read
/// Floating Point Numbers Accurately", 1990).
/// </summary>
internal static class PlainDecimal
{
    private const int MostDigits = 15, Word = 8;
    private const ulong Each = 0x0101010101010101, Zeros = '0' * Each;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a number; false for all others, and for what is none.</summary>
    /// <param name="buffer">It may be longer than the text.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(byte[] buffer, int start, int length, out double value)
    {
        int sign = length > 0 && buffer[start] == '-' ? 1 : 0;
        (start, length) = (start + sign, length - sign);
        ulong digits = 0;
        int decimals = 0;
        bool isPlain = length <= Word && start <= buffer.Length - Word
            ? TryWord(Unsafe.ReadUnaligned<ulong>(ref buffer[start]), length, ref digits, ref decimals)
            : length <= MostDigits + 1 && TryEach(buffer.AsSpan(start, length), ref digits, ref decimals);
        double magnitude = (long)digits / Powers[decimals];
        value = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(magnitude) | ((ulong)sign << 63));
        return isPlain;
    }

    /// <summary>Up to eight characters at once, as the bytes of a word, the first the lowest.</summary>
    private static bool TryWord(ulong word, int count, ref ulong digits, ref int decimals)
    {
        if (count == 0 || !BitConverter.IsLittleEndian)
        {
            return false;
        }
        word &= ulong.MaxValue >> (8 * (Word - count)); // what is behind the text is none of its own
        ulong other = word ^ ('.' * Each), points = (other - Each) & ~other & (0x80 * Each); // the lowest byte that is set is a point
        if (points != 0)
        {
            int point = BitOperations.TrailingZeroCount(points) & ~7;
            ulong before = word & ((1UL << point) - 1);
            word = before | (((word >> point) >> 8) << point);
            decimals = --count - (point / 8);
            if (count == 0)
            {
                return false;
            }
        }
        word <<= 8 * (Word - count);
        word |= (Zeros >> (4 * count)) >> (4 * count);
        if (((word & (0xF0 * Each)) | (((word + (0x06 * Each)) & (0xF0 * Each)) >> 4)) != 0x33 * Each)
        {
            return false;
        }
        // Neighbours become numbers of two digits, then of four and of eight.
        word -= Zeros;
        word = (word * 10) + (word >> 8);
        const ulong Pair = 0x000000FF000000FF;
        word = (((word & Pair) * (100 + (1_000_000UL << 32))) + (((word >> 16) & Pair) * (1 + (10_000UL << 32)))) >> 32;
        digits = word & uint.MaxValue;
        return true;
    }

    private static bool TryEach(ReadOnlySpan<byte> text, ref ulong digits, ref int decimals)
    {
        int point = -1;
        for (int at = 0; at < text.Length; at++)
        {
            uint digit = text[at] - (uint)'0';
            if (digit <= 9)
            {
                digits = (10 * digits) + digit;
            }
            else if (text[at] == '.' && point < 0)
            {
                point = at;
            }
            else
            {
                return false;
            }
        }
        int count = text.Length - (point < 0 ? 0 : 1);
        decimals = point < 0 ? 0 : text.Length - 1 - point;
        return count is > 0 and <= MostDigits;
    }
}
