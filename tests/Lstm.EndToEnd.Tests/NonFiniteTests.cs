using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Samples that are no numbers: what is lost is lost visibly, what a gate can saturate is not, on every body alike.</summary>
[Trait("Speed", "Slow")]
public class NonFiniteTests
{
    private const int Before = 5;
    private const int After = 6;

    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void Not_a_number_goes_through_to_the_output(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        for (int column = 0; column < network.InputSize; column++)
        {
            var (outputs, memory, _) = Trace(network, body, column, float.NaN);
            Assert.All(outputs[..Before].SelectMany(y => y), value => Assert.True(float.IsFinite(value)));
            Assert.All(outputs[Before..].SelectMany(y => y), value => Assert.True(float.IsNaN(value)));
            Assert.All(memory, value => Assert.True(float.IsNaN(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void Infinity_saturates(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        for (int column = 0; column < network.InputSize; column++)
        {
            foreach (float value in (float[])[float.PositiveInfinity, float.NegativeInfinity])
            {
                var (outputs, memory, _) = Trace(network, body, column, value);
                var (expectedOutputs, expectedMemory, _) = Trace(network, InstructionSet.Scalar, column, value);
                Assert.Equal(expectedOutputs.Select(y => Bits.Of(y)), outputs.Select(y => Bits.Of(y)));
                Assert.Equal(Bits.Of(expectedMemory), Bits.Of(memory));
                if (name != "Identity") // its candidate does not saturate
                {
                    Assert.All(outputs.SelectMany(y => y), output => Assert.True(float.IsFinite(output)));
                    Assert.All(memory, state => Assert.True(float.IsFinite(state)));
                }
            }
        }
    }

    /// <summary>
    /// An infinite sample times the zero weights of a padded unit is NaN. That may stand in the padding of c, which no
    /// one reads, but not in that of h, which a vector that crosses the end of a layer does read.
    /// </summary>
    [Theory]
    [InlineData("H3Peep")]
    [InlineData("H5")]
    [InlineData("H13Peep")]
    [InlineData("H29Peep")]
    [InlineData("H70Peep")]
    [InlineData("H130Stack")]
    public void Padding_keeps_it_to_itself(string name)
    {
        var network = Cases.Network(name);
        foreach (var body in Cases.SupportedBodies)
        {
            var (_, _, stream) = Trace(network, body, 0, float.PositiveInfinity);
            for (int layer = 0; layer < network.RecurrentLayers; layer++)
            {
                Assert.All(HiddenPadding(stream, layer), value => Assert.Equal(0, value));
            }
        }
    }

    /// <summary>What lies in the state between the end of a layer's h and the beginning of its c.</summary>
    private static float[] HiddenPadding(GoldenStream stream, int layer)
    {
        var hidden = stream.Hidden(layer);
        var cell = stream.Cell(layer);
        var between = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref hidden[0], (int)(System.Runtime.CompilerServices.Unsafe.ByteOffset(ref hidden[0], ref cell[0]) / sizeof(float)));
        return between[hidden.Length..].ToArray();
    }

    /// <summary>Some ordinary steps, one with the value in one column, and ordinary ones after it.</summary>
    private static (float[][] Outputs, float[] Memory, GoldenStream Stream) Trace(GoldenNetwork network, InstructionSet body, int column, float value)
    {
        float[] inputs = Cases.Samples(network, Before + 1 + After);
        inputs[(Before * network.InputSize) + column] = value;
        var stream = network.Load(network.WeightFile()).On(body).Begin();
        float[][] outputs = new float[Before + 1 + After][];
        for (int t = 0; t < outputs.Length; t++)
        {
            outputs[t] = new float[network.OutputSize];
            stream.Step(inputs.Sample(network, t), outputs[t]);
        }
        return (outputs, Bits.Memory(network, stream), stream);
    }
}
