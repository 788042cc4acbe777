using System;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Layer normalisation of a time step: the order of docs/numerics.md bit by bit, the formula in double precision, and values that are equal, large, small or not finite.</summary>
public class LayerNormalizationTests
{
    private const float Epsilon = 1e-5f;

    public static TheoryData<int> Sizes { get; } = [1, 2, 3, 4, 5, 7, 15, 16, 17, 18, 19, 31, 33, 64, 100];

    [Theory, MemberData(nameof(Sizes))]
    public void The_order_is_that_of_the_page(int size)
    {
        float[] x = Draw(size, 3f, 5f), weight = Draw(size, 2f, 0f), bias = Draw(size, 1f, 0f);
        float[] centered = Center(Center(x));
        float deviation = MathF.Sqrt((Sum([.. centered.Select(value => value * value)]) / size) + Epsilon);
        float[] expected = [.. centered.Select((value, k) => Exponential.FlushTiny((value / deviation * weight[k]) + bias[k]))];
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Normalize(x, weight, bias).Select(BitConverter.SingleToInt32Bits));

        static float[] Center(float[] values)
        {
            float mean = Sum(values) / values.Length;
            return [.. values.Select(value => Exponential.FlushTiny(value - mean))];
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void The_formula_in_double_precision(int size)
    {
        float[] weight = Draw(size, 2f, 0f), bias = Draw(size, 1f, 0f);
        foreach (var (reach, middle) in new[] { (1f, 0f), (1f, 1000f), (1e-4f, 0f), (1e-12f, 0f), (1e15f, 0f), (1e10f, -1e12f) })
        {
            float[] x = Draw(size, reach, middle), y = Normalize(x, weight, bias);
            double mean = x.Average(value => (double)value), variance = x.Average(value => (value - mean) * (value - mean));
            for (int k = 0; k < size; k++)
            {
                Assert.Equal(((x[k] - mean) / Math.Sqrt(variance + Epsilon) * weight[k]) + bias[k], y[k], 2e-6);
            }
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Equal_values_become_the_bias_however_large_they_are(int size)
    {
        float[] weight = Draw(size, 2f, 0f), bias = Draw(size, 1f, 0f);
        foreach (float value in new[] { 0f, 0.1f, 1234.567f, -3.3e7f, 1e-30f, 1e18f })
        {
            float[] y = Normalize([.. Enumerable.Repeat(value, size)], weight, bias);
            Assert.All(y.Zip(bias), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Fact]
    public void Differences_whose_squares_overflow_become_the_bias()
    {
        float[] bias = [1, 2, 3];
        Assert.Equal(bias, Normalize([1e25f, -1e25f, 0], [1, 1, 1], bias));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MaxValue)] // the sum overflows
    public void One_value_that_is_not_finite_makes_all_NaN(float value) =>
        Assert.All(Normalize([1, value, float.MaxValue, 2, 3], new float[5], new float[5]), y => Assert.True(float.IsNaN(y)));

    [Fact]
    public void Nothing_tiny_is_handed_on()
    {
        float[] y = Normalize([1, -1, 1, -1], [1e-19f, 1e-19f, 1, 1], [0, -0f, 0, 0]);
        Assert.Equal([0, 0], y[..2].Select(BitConverter.SingleToInt32Bits));
        Assert.NotEqual(0, y[2]);
    }

    private static float[] Normalize(float[] x, float[] weight, float[] bias)
    {
        int size = x.Length, padded = (size + 15) & ~15;
        float[] packed = new float[2 * padded], input = [.. x, .. Enumerable.Repeat(float.NaN, 16)], output = [.. Enumerable.Repeat(7f, size + 16)];
        weight.CopyTo(packed, 0);
        bias.CopyTo(packed, padded);
        LayerNormalization.Values(ref input[0], ref output[0], size, Epsilon, ref packed[0]);
        Assert.All(output[size..], value => Assert.Equal(7f, value)); // nothing is read or written behind the values
        return output[..size];
    }

    /// <summary>Chains of values 16 apart, then chains 8, 4, 2 and 1 apart added.</summary>
    private static float Sum(float[] values)
    {
        float[] chains = new float[16];
        for (int k = 0; k < values.Length; k++)
        {
            chains[k % 16] += values[k];
        }
        for (int apart = 8; apart > 0; apart /= 2)
        {
            for (int k = 0; k < apart; k++)
            {
                chains[k] += chains[k + apart];
            }
        }
        return chains[0];
    }

    private static float[] Draw(int count, float reach, float middle)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => middle + (reach * ((2 * random.NextSingle()) - 1)))];
    }
}
