using System;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>What the activations do at the ends of their range, at every width.</summary>
public class SpecialValueTests
{
    private static readonly float Border = MathF.ScaleB(1, -60);
    private static readonly float Least = MathF.ScaleB(1, -100);

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Nan_passes(int bits)
    {
        Width.SkipUnlessHere(bits);
        foreach (uint nan in (uint[])[0x7FC00000, 0xFFC00000, 0x7F800001, 0xFF800001, 0x7FFFFFFF, 0xFFFFFFFF])
        {
            float x = BitConverter.UInt32BitsToSingle(nan);
            Assert.True(float.IsNaN(Width.Apply<OnePlus>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<OnePlusOfTwo>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<OneMinus>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<Sigmoid>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<Tanh>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<Relu>(bits, x)));
            Assert.True(float.IsNaN(Width.Apply<FlushTiny>(bits, x)));
        }
        Assert.True(float.IsNaN(Exponential.Exp(float.NaN)));
    }

    /// <summary>E stops at 2^±40, from where on it is no matter how large the sum was.</summary>
    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Beyond_320_nothing_changes(int bits)
    {
        Width.SkipUnlessHere(bits);
        foreach (float x in (float[])[320f, MathF.BitIncrement(320f), 1e9f, float.MaxValue, float.PositiveInfinity])
        {
            Exact(MathF.ScaleB(1, 40) + 1, Width.Apply<OnePlus>(bits, x));
            Exact(1 - MathF.ScaleB(1, 40), Width.Apply<OneMinus>(bits, x));
            Exact(MathF.ScaleB(1, -40), Width.Apply<Sigmoid>(bits, x));
            Exact(-1, Width.Apply<Tanh>(bits, x));
            Exact(1, Width.Apply<OnePlus>(bits, -x));
            Exact(1, Width.Apply<OneMinus>(bits, -x));
            Exact(1, Width.Apply<Sigmoid>(bits, -x));
            Exact(1, Width.Apply<Tanh>(bits, -x));
        }
        Exact(MathF.ScaleB(1, 40), Exponential.Exp(float.PositiveInfinity));
        Exact(MathF.ScaleB(1, -40), Exponential.Exp(float.NegativeInfinity));
    }

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Zero_is_the_middle(int bits)
    {
        Width.SkipUnlessHere(bits);
        foreach (float x in (float[])[0f, -0f, float.Epsilon, -float.Epsilon])
        {
            Exact(2, Width.Apply<OnePlus>(bits, x));
            Exact(0.5f, Width.Apply<Sigmoid>(bits, x));
        }
        Exact(0, Width.Apply<Tanh>(bits, 0f));
        Exact(0, Width.Apply<Tanh>(bits, -0f));
        Exact(-0f, Width.Apply<Tanh>(bits, float.Epsilon)); // less than half of the smallest denormal remains, and its sign
        Exact(0, Width.Apply<Tanh>(bits, -float.Epsilon));
    }

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Relu_lets_minus_zero_pass(int bits)
    {
        Width.SkipUnlessHere(bits);
        Exact(-0f, Width.Apply<Relu>(bits, -0f));
        Exact(0, Width.Apply<Relu>(bits, 0f));
        Exact(0, Width.Apply<Relu>(bits, -float.Epsilon));
        Exact(float.Epsilon, Width.Apply<Relu>(bits, float.Epsilon));
        Exact(0, Width.Apply<Relu>(bits, float.NegativeInfinity));
        Exact(float.PositiveInfinity, Width.Apply<Relu>(bits, float.PositiveInfinity));
    }

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Tiny_is_what_lies_below_two_to_the_minus_60(int bits)
    {
        Width.SkipUnlessHere(bits);
        foreach (float x in (float[])[0f, float.Epsilon, 1e-38f, 1e-20f, MathF.BitDecrement(Border)])
        {
            Exact(0, Width.Apply<FlushTiny>(bits, x));
        }
        foreach (float x in (float[])[-float.Epsilon, -1e-38f, -1e-20f, -MathF.BitDecrement(Border)])
        {
            Exact(0, Width.Apply<FlushTiny>(bits, x));
        }
        foreach (float x in (float[])[Border, MathF.BitIncrement(Border), 1, float.MaxValue, float.PositiveInfinity])
        {
            Exact(x, Width.Apply<FlushTiny>(bits, x));
            Exact(-x, Width.Apply<FlushTiny>(bits, -x));
        }
    }

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void Flushing_makes_minus_zero_zero(int bits)
    {
        Width.SkipUnlessHere(bits);
        Exact(0, Width.Apply<FlushTiny>(bits, -0f));
    }

    [Theory]
    [MemberData(nameof(Width.Every), MemberType = typeof(Width))]
    public void A_flushed_quotient_is_zero_or_no_smaller(int bits)
    {
        Width.SkipUnlessHere(bits);
        foreach (float x in (float[])[0f, -0f, float.Epsilon, 1e-38f, Border, -MathF.BitDecrement(3 * Border)])
        {
            Exact(0, Width.Apply<FlushedThird>(bits, x));
        }
        Exact(Border, Width.Apply<FlushedThird>(bits, 3 * Border));
        Exact(-Border, Width.Apply<FlushedThird>(bits, -3 * Border));
        Exact(float.PositiveInfinity, Width.Apply<FlushedThird>(bits, float.PositiveInfinity));
        Exact(0, Width.Apply<FlushedReciprocal>(bits, MathF.BitIncrement(1 / Border)));
        Exact(Border, Width.Apply<FlushedReciprocal>(bits, 1 / Border));
        Assert.True(float.IsNaN(Width.Apply<FlushedReciprocal>(bits, float.NaN)));
        Assert.True(float.IsNaN(Width.Apply<FlushedThird>(bits, float.NaN)));
    }

    /// <summary>Lengths around those of vectors, and both borders.</summary>
    [Fact]
    public void A_sample_is_flushed_value_by_value()
    {
        float[] values = [Border, MathF.BitDecrement(Border), -Least, -MathF.BitDecrement(Least), float.NaN, -0f, float.Epsilon, float.NegativeInfinity, 1e-20f, 3f, -1e-38f];
        for (int count = 0; count <= values.Length; count++)
        {
            float[] tiny = new float[values.Length + 1], least = new float[values.Length + 1];
            tiny[count] = least[count] = 7f;
            Exponential.FlushTiny(ref tiny[0], ref values[0], (nuint)count);
            Exponential.FlushLeast(ref least[0], ref values[0], (nuint)count);
            for (int k = 0; k < count; k++)
            {
                Exact(Math.Abs(values[k]) < Border ? 0f : values[k], tiny[k]);
                Exact(Math.Abs(values[k]) < Least ? 0f : values[k], least[k]);
            }
            Exact(7f, tiny[count]);
            Exact(7f, least[count]);
        }
    }

    private static void Exact(float expected, float actual) => Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));
}
