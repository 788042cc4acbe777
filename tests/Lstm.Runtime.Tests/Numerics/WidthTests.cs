using System;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>A vector's lanes hold the bits that the scalar code computes.</summary>
[Trait("Speed", "Slow")]
public class WidthTests
{
    private const uint Stride = 1009;

    [Theory]
    [MemberData(nameof(Width.Vectors), MemberType = typeof(Width))]
    public void Swept_over_all_bit_patterns(int bits)
    {
        Width.SkipUnlessHere(bits);
        Floats.Sweep(0, uint.MaxValue, Stride, () => new float[2][] { new float[1 << 12], new float[1 << 12] }, (x, y) =>
        {
            CompareAll(bits, x, y);
            return y;
        }, _ => { });
    }

    /// <summary>Every special value in every lane, beside others.</summary>
    [Theory]
    [MemberData(nameof(Width.Vectors), MemberType = typeof(Width))]
    public void Special_values_in_every_lane(int bits)
    {
        Width.SkipUnlessHere(bits);
        float[] x = new float[16 * Floats.Special.Length];
        for (int k = 0; k < x.Length; k++)
        {
            x[k] = Floats.Special[(k + (k / Floats.Special.Length)) % Floats.Special.Length];
        }
        float[][] y = [new float[x.Length], new float[x.Length]];
        CompareAll(bits, x, y);
    }

    private static void CompareAll(int bits, float[] x, float[][] y)
    {
        Compare<OnePlus>(bits, x, y);
        Compare<OnePlusOfTwo>(bits, x, y);
        Compare<OneMinus>(bits, x, y);
        Compare<Sigmoid>(bits, x, y);
        Compare<Tanh>(bits, x, y);
        Compare<Relu>(bits, x, y);
        Compare<Affine>(bits, x, y);
        Compare<LeakyRelu>(bits, x, y);
        Compare<ThresholdedRelu>(bits, x, y);
        Compare<HardSigmoid>(bits, x, y);
        Compare<Elu>(bits, x, y);
        Compare<Softsign>(bits, x, y);
        Compare<Softplus>(bits, x, y);
        Compare<Clip>(bits, x, y);
        Compare<FlushTiny>(bits, x, y);
        Compare<FlushedThird>(bits, x, y);
        Compare<FlushedReciprocal>(bits, x, y);
    }

    private static void Compare<T>(int bits, float[] x, float[][] y)
        where T : IActivation
    {
        Width.Apply<T>(32, x, y[0]);
        Width.Apply<T>(bits, x, y[1]);
        for (int k = 0; k < x.Length; k++)
        {
            if (!Width.Same(y[0][k], y[1][k]))
            {
                Assert.Fail($"{typeof(T).Name} of {x[k]:R} (0x{BitConverter.SingleToUInt32Bits(x[k]):X8}) in lane {k % (bits / 32)}: scalar {y[0][k]:R}, {bits} bits {y[1][k]:R}");
            }
        }
    }
}
