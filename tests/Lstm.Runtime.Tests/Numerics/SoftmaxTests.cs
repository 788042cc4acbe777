using System;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Softmax of values that hold 8·log2(e)·z.</summary>
public class SoftmaxTests
{
    [Fact]
    public void Agrees_with_double_and_sums_to_one()
    {
        var random = new Random(5);
        for (int run = 0; run < 2000; run++)
        {
            double[] z = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => 20 * (random.NextDouble() - 0.5))];
            float[] values = Of(z);
            double[] powers = [.. z.Select(value => Math.Exp(value - z.Max()))];
            for (int k = 0; k < z.Length; k++)
            {
                // The largest error is that of t, which is up to 231 in magnitude: half a unit of its last place is 7.6e-6, and E moves by ln(2)/8 of it.
                Assert.Equal(powers[k] / powers.Sum(), values[k], 2e-6);
            }
            Assert.Equal(1, values.Sum(value => (double)value), z.Length * 6e-8);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Equal_values_share_equally(int count)
    {
        foreach (float value in (float[])[0f, 1f, -5000f, 1e30f, float.MaxValue, -float.MaxValue])
        {
            float[] values = new float[count];
            Array.Fill(values, value);
            Exponential.Softmax(values);
            Assert.All(values, share => Assert.Equal(1f / count, share));
        }
    }

    [Fact]
    public void Large_values_neither_overflow_nor_vanish()
    {
        float[] values = [-1e30f, 1e30f, 0, 1e30f];
        Exponential.Softmax(values);
        Assert.Equal([MathF.ScaleB(1, -41), 0.5f, MathF.ScaleB(1, -41), 0.5f], values);

        values = [float.MaxValue, -float.MaxValue];
        Exponential.Softmax(values);
        Assert.Equal([1f, MathF.ScaleB(1, -40)], values);
    }

    /// <summary>The sum begins at the first value: small ones that come first are not lost, small ones that come last may be.</summary>
    [Fact]
    public void The_sum_runs_from_the_first_to_the_last()
    {
        float[] rising = [.. Enumerable.Repeat(-192f, 64), 0f]; // 64 times 2^-24, then 1
        float[] falling = [0f, .. Enumerable.Repeat(-192f, 64)];
        Exponential.Softmax(rising);
        Exponential.Softmax(falling);
        Assert.Equal(1 / (1 + MathF.ScaleB(1, -18)), rising[64]);
        Assert.Equal(1f, falling[0]);
    }

    [Fact]
    public void Nan_anywhere_makes_all_nan()
    {
        for (int k = 0; k < 5; k++)
        {
            float[] values = [1, 2, 3, 4, 5];
            values[k] = float.NaN;
            Exponential.Softmax(values);
            Assert.All(values, value => Assert.True(float.IsNaN(value)));
        }
    }

    [Fact]
    public void An_infinite_value_makes_all_nan_a_negative_one_counts_as_very_small()
    {
        float[] values = [1, float.PositiveInfinity, 3];
        Exponential.Softmax(values);
        Assert.All(values, value => Assert.True(float.IsNaN(value)));

        values = [0, float.NegativeInfinity];
        Exponential.Softmax(values);
        Assert.Equal([1f, MathF.ScaleB(1, -40)], values);
    }

    private static float[] Of(double[] z)
    {
        float[] values = [.. z.Select(value => (float)(value * WeightPacker.SoftmaxFactor))];
        Exponential.Softmax(values);
        return values;
    }
}
