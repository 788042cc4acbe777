using System;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>States that fade in silence reach zero without passing through denormal numbers, which processors are slow with.</summary>
[Trait("Speed", "Slow")]
public class DecayTests
{
    private const float SmallestNormal = 1.17549435e-38f; // 2^-126

    [Theory]
    [MemberData(nameof(Cases.AllBodies), MemberType = typeof(Cases))]
    public void Silence(InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network("H47NoBias");
        var stream = network.Load(network.WeightFile()).On(body).Begin();
        float[] y = new float[network.OutputSize];
        float[] samples = Cases.Samples(network, 100);
        for (int t = 0; t < 100; t++)
        {
            stream.Step(samples.Sample(network, t), y);
        }
        Assert.DoesNotContain(0f, Bits.Memory(network, stream));

        float[] silence = new float[network.InputSize];
        bool denormal = false;
        for (int t = 0; t < 100_000; t++)
        {
            stream.Step(silence, y);
            denormal |= AnyDenormal(stream.Hidden(0)) | AnyDenormal(stream.Cell(0));
        }
        Assert.False(denormal);
        Assert.All(Bits.Memory(network, stream), value => Assert.Equal(0, value));
    }

    private static bool AnyDenormal(ReadOnlySpan<float> values)
    {
        bool any = false;
        foreach (float value in values)
        {
            any |= value != 0 && Math.Abs(value) < SmallestNormal;
        }
        return any;
    }
}
