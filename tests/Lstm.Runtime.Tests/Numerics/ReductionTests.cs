using System;
using System.Runtime.Intrinsics;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>The end of a dot product: chains 8 apart are added, then 4, 2 and 1 apart, at every width.</summary>
public class ReductionTests
{
    [Theory]
    [MemberData(nameof(Width.Vectors), MemberType = typeof(Width))]
    public void Sums_in_the_order_written_out(int bits)
    {
        Width.SkipUnlessHere(bits);
        var random = new Random(16);
        float[] chains = new float[16];
        int orderMatters = 0;
        for (int run = 0; run < 100_000; run++)
        {
            for (int k = 0; k < 16; k++)
            {
                chains[k] = MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-12, 12));
            }
            float expected = WrittenOut(chains);
            orderMatters += expected == OneAfterTheOther(chains) ? 0 : 1;
            Width.AssertSame(expected, Sum(bits, chains), chains[0]);
        }
        Assert.True(orderMatters > 50_000, "numbers that add up to the same in any order prove nothing");
    }

    [Theory]
    [MemberData(nameof(Width.Vectors), MemberType = typeof(Width))]
    public void Every_chain_counts_once(int bits)
    {
        Width.SkipUnlessHere(bits);
        for (int k = 0; k < 16; k++)
        {
            float[] chains = new float[16];
            chains[k] = 3;
            Assert.Equal(3f, Sum(bits, chains));
            chains[k] = float.NaN;
            Assert.True(float.IsNaN(Sum(bits, chains)));
            chains[k] = float.NegativeInfinity;
            Assert.Equal(float.NegativeInfinity, Sum(bits, chains));
        }
        float[] minusZeros = new float[16];
        Array.Fill(minusZeros, -0f);
        Width.AssertSame(-0f, Sum(bits, minusZeros), -0f);
    }

    private static float Sum(int bits, float[] c) => bits switch
    {
        128 => Reduction.Sum(Vector128.Create(c, 0), Vector128.Create(c, 4), Vector128.Create(c, 8), Vector128.Create(c, 12)),
        256 => Reduction.Sum(Vector256.Create(c, 0), Vector256.Create(c, 8)),
        _ => Reduction.Sum(Vector512.Create(c)),
    };

    private static float WrittenOut(float[] c) =>
        ((((c[0] + c[8]) + (c[4] + c[12])) + ((c[2] + c[10]) + (c[6] + c[14])))
        + (((c[1] + c[9]) + (c[5] + c[13])) + ((c[3] + c[11]) + (c[7] + c[15]))));

    private static float OneAfterTheOther(float[] c)
    {
        float sum = 0;
        foreach (float chain in c)
        {
            sum += chain;
        }
        return sum;
    }
}
