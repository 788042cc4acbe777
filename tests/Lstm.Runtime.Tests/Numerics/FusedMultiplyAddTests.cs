using System;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>
/// MathF.FusedMultiplyAdd rounds once. With FMA hardware the JIT makes one instruction of it, without it is a call into the
/// C library; <see cref="ChildRuns"/> repeats these tests in a process that may not use the hardware.
/// </summary>
public class FusedMultiplyAddTests
{
    private const int Runs = 400_000;

    [Fact]
    public void Without_intrinsics_there_is_no_hardware()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0", "the processor's intrinsics are on");
        Assert.False(Fma.IsSupported);
        Assert.False(AdvSimd.IsSupported);
        Assert.Equal(InstructionSet.Scalar, Isa.Best);
    }

    /// <summary>Worked out by hand; a product rounded on its own, or a sum rounded to double first, gives another float.</summary>
    [Fact]
    public void Known_answers()
    {
        float ulp = MathF.ScaleB(1, -23);
        float half = MathF.ScaleB(1, -24);

        // (1 + u)(1 − u) − 1 = −u²; the product alone rounds to 1.
        Check(-ulp * ulp, 1 + ulp, 1 - ulp, -1);

        // Just under halfway between 1 + u and 1 + 2u: down. Rounded to double it is halfway, and the tie goes up to even.
        Check(1 + ulp, half * (1 + ulp), 1 - ulp, 1 + ulp);

        // The mirror image: just above halfway between −(1 + 2u) and −(1 + u).
        Check(-1 - ulp, half * (1 + ulp), ulp - 1, -1 - ulp);

        // Just over half of the smallest denormal, and exactly half of it (a tie, to even).
        float smallest = float.Epsilon;
        Check(smallest, smallest, 0.5f + half, 0);
        Check(0, smallest, 0.5f, 0);
        Check(2 * smallest, smallest, 0.5f, smallest);

        // The product overflows, the sum does not.
        Check(MathF.ScaleB(1, 127), MathF.ScaleB(1, 64), MathF.ScaleB(1, 64), -MathF.ScaleB(1, 127));
        Check(0, 0, -1, 0);
        Check(-0f, 0, -1, -0f);
    }

    [Fact]
    public void Of_any_floats() => Sweep(random => (Any(random), Any(random), Any(random)), 0.2);

    [Fact]
    public void Of_weights_and_values_as_networks_have_them() =>
        Sweep(random => (20 * (random.NextSingle() - 0.5f), 2 * (random.NextSingle() - 0.5f), 40 * (random.NextSingle() - 0.5f)), 0);

    /// <summary>c takes away what rounding the product would leave: only the lost bits remain.</summary>
    [Fact]
    public void Where_all_but_the_last_bits_cancel() => Sweep(random =>
    {
        float a = Any(random, 30), b = Any(random, 30);
        return (a, b, -(a * b));
    }, 0);

    /// <summary>The exact sum lies 2^-46 of half a unit away from the middle between two floats.</summary>
    [Fact]
    public void Where_rounding_twice_goes_wrong() => Sweep(random =>
    {
        float c = MathF.Abs(Any(random, 60));
        float half = (MathF.BitIncrement(c) - c) / 2;
        float ulp = MathF.ScaleB(1, -23);
        return (half * (1 + ulp), random.Next(2) == 0 ? 1 - ulp : ulp - 1, random.Next(2) == 0 ? c : -c);
    }, 0);

    [Fact]
    public void Where_the_sum_is_denormal() => Sweep(random =>
    {
        float a = MathF.ScaleB(1 + random.NextSingle(), -70 - random.Next(10));
        float b = MathF.ScaleB(1 + random.NextSingle(), -65 - random.Next(10));
        float c = BitConverter.Int32BitsToSingle(random.Next(1 << 12));
        return (random.Next(2) == 0 ? a : -a, b, random.Next(2) == 0 ? c : -c);
    }, 0);

    [Fact]
    public void Of_special_values()
    {
        foreach (float a in Floats.Special)
        {
            foreach (float b in Floats.Special)
            {
                foreach (float c in Floats.Special)
                {
                    Width.AssertSame(ExactFusedMultiplyAdd.Of(a, b, c), MathF.FusedMultiplyAdd(a, b, c), c);
                }
            }
        }
    }

    private static void Check(float expected, float a, float b, float c)
    {
        Width.AssertSame(expected, MathF.FusedMultiplyAdd(a, b, c), c);
        Width.AssertSame(expected, ExactFusedMultiplyAdd.Of(a, b, c), c);
    }

    private static void Sweep(Func<Random, (float A, float B, float C)> make, double notFinite)
    {
        var random = new Random(24);
        int finite = 0;
        for (int run = 0; run < Runs; run++)
        {
            var (a, b, c) = make(random);
            float expected = ExactFusedMultiplyAdd.Of(a, b, c);
            Width.AssertSame(expected, MathF.FusedMultiplyAdd(a, b, c), c);
            finite += float.IsFinite(expected) ? 1 : 0;
        }
        Assert.True(finite >= (1 - notFinite) * Runs, $"only {finite} of {Runs} sums are finite");
    }

    /// <summary>Random bits; the exponent within ± so many.</summary>
    private static float Any(Random random, int exponent = 127)
    {
        float mantissa = BitConverter.Int32BitsToSingle(0x3F800000 | random.Next(1 << 23));
        float value = MathF.ScaleB(mantissa, random.Next(-exponent, exponent + 1));
        return random.Next(2) == 0 ? value : -value;
    }
}
