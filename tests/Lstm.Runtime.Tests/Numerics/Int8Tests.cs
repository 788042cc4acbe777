using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Digits and products of int8 weights: exact at every width, for the operands at which 16-bit sums would overflow too.</summary>
public class Int8Tests
{
    private const int Repeats = 200;

    public static TheoryData<string> Operands => ["random", "largest", "smallest", "alternating"];

    [Theory]
    [MemberData(nameof(Operands))]
    public void Sums_are_exact_at_every_width(string operands)
    {
        var random = new Random(1);
        int[] exact = new int[16];
        int[] scalar = new int[16];
        var four = Vector128<int>.Zero;
        var fourInPairs = Vector128<int>.Zero;
        var eight = Vector256<int>.Zero;
        var eightInPairs = Vector256<int>.Zero;
        var sixteen = Vector512<int>.Zero;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            byte[] digits = Enumerable.Range(0, 64).Select(k => operands == "random" ? (byte)random.Next(128) : (byte)127).ToArray();
            sbyte[] weights = Enumerable.Range(0, 64).Select(k => operands switch
            {
                "random" => (sbyte)random.Next(-127, 128),
                "smallest" => (sbyte)-127,
                "alternating" => k % 2 == 0 ? (sbyte)127 : (sbyte)-127,
                _ => (sbyte)127,
            }).ToArray();
            for (int k = 0; k < 64; k++)
            {
                exact[k / 4] += digits[k] * weights[k];
            }
            for (int k = 0; k < 16; k++)
            {
                scalar[k] = Int8Products.MultiplyAdd(scalar[k], ref digits[4 * k], ref weights[4 * k]);
            }
            four = Int8Products.MultiplyAdd(four, Vector128.Create(digits), Vector128.Create(weights));
            fourInPairs = Int8Products.MultiplyAddInPairs(fourInPairs, Vector128.Create(digits), Vector128.Create(weights));
            eight = Int8Products.MultiplyAdd(eight, Vector256.Create(digits), Vector256.Create(weights));
            eightInPairs = Int8Products.MultiplyAddInPairs(eightInPairs, Vector256.Create(digits), Vector256.Create(weights));
            sixteen = Int8Products.MultiplyAdd(sixteen, Vector512.Create(digits), Vector512.Create(weights));
        }
        Assert.Equal(exact, scalar);
        Assert.Equal(exact[..4], Numbers(four));
        Assert.Equal(exact[..4], Numbers(fourInPairs));
        Assert.Equal(exact[..8], Enumerable.Range(0, 8).Select(k => eight[k]));
        Assert.Equal(exact[..8], Enumerable.Range(0, 8).Select(k => eightInPairs[k]));
        Assert.Equal(exact, Enumerable.Range(0, 16).Select(k => sixteen[k]));

        static int[] Numbers(Vector128<int> sums) => [sums[0], sums[1], sums[2], sums[3]];
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(7, 15)]
    [InlineData(7, 16)]
    [InlineData(7, 77)]
    [InlineData(14, 1)]
    [InlineData(14, 16)]
    [InlineData(14, 77)]
    public void Digits_are_the_nearest_numbers_of_steps_halves_to_even(int bits, int count)
    {
        var random = new Random(count);
        int offset = bits == 7 ? 64 : 8192;
        float[] perStep = [.. Enumerable.Range(0, count).Select(k => MathF.ScaleB(1, random.Next(-3, 4)))]; // powers of two: the quotient below is exact
        float[] values = [.. perStep.Select((p, k) => (k % 4) switch
        {
            0 => (random.Next(-offset, offset) + 0.5f) / p, // a half
            1 => float.MaxValue * (random.Next(2) - 0.5f),
            2 => -0f,
            _ => (float)((random.NextDouble() * 3) - 1.5) * offset / p,
        })];
        int[] expected = [.. values.Select((v, k) => (int)Math.Clamp(Math.Round((double)v * perStep[k], MidpointRounding.ToEven), -offset + 1, offset - 1) + offset)];

        var (numbers, finite) = Digits(bits, values, perStep);

        Assert.Equal(expected, numbers);
        Assert.Equal(0, finite);
    }

    [Theory]
    [InlineData(7, float.NaN, 127)]
    [InlineData(7, float.PositiveInfinity, 127)]
    [InlineData(7, float.NegativeInfinity, 1)]
    [InlineData(14, float.NaN, 16383)]
    [InlineData(14, float.PositiveInfinity, 16383)]
    [InlineData(14, float.NegativeInfinity, 1)]
    public void What_is_not_finite_is_told_and_its_digits_are_the_same_at_every_place(int bits, float value, int expected)
    {
        for (int place = 0; place < 37; place++)
        {
            float[] values = new float[37];
            values[place] = value;
            var (numbers, finite) = Digits(bits, values, [.. values.Select(_ => 1f)]);
            Assert.Equal(expected, numbers[place]);
            Assert.Equal(36, numbers.Count(number => number == (bits == 7 ? 64 : 8192)));
            Assert.True(float.IsNaN(finite));
        }
    }

    /// <summary>The numbers, and what stands behind them is untouched.</summary>
    private static (int[] Numbers, float Finite) Digits(int bits, float[] values, float[] perStep)
    {
        const byte Untouched = 200;
        byte[] high = [.. Enumerable.Repeat(Untouched, values.Length + 32)], low = [.. high];
        float finite = bits == 7
            ? Int8Digits.Of7(ref MemoryMarshal.GetArrayDataReference(values), ref MemoryMarshal.GetArrayDataReference(perStep), values.Length, ref low[0])
            : Int8Digits.Of14(ref MemoryMarshal.GetArrayDataReference(values), ref MemoryMarshal.GetArrayDataReference(perStep), values.Length, ref high[0], ref low[0]);
        Assert.All(low[values.Length..], digit => Assert.Equal(Untouched, digit));
        Assert.All(high[values.Length..], digit => Assert.Equal(Untouched, digit));
        return ([.. values.Select((_, k) => low[k] + (bits == 7 ? 0 : 128 * high[k]))], finite);
    }
}
