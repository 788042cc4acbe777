using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Samples and results in the same memory: a step may have it, a run only where nothing is written before it has been read.</summary>
public class OverlapTests
{
    private const int Steps = 9;

    public static TheoryData<string, InstructionSet> StreamsAndBodies
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (var (network, body) in GoldenNetworks.All.Where(network => !network.Spec.NeedsWholeSequence).SelectMany(network => Cases.SupportedBodies.Select(body => (network, body))))
            {
                cases.Add(network.Name, body);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(StreamsAndBodies))]
    public void A_step_reads_its_sample_before_it_writes(string name, InstructionSet body)
    {
        var network = GoldenNetworks.All.Single(network => network.Name == name);
        var model = network.Load(network.WeightFile()).On(body);
        int input = network.InputSize, output = network.OutputSize;
        float[] samples = Cases.Samples(network, Steps);
        foreach (int shift in (int[])[0, 1, 2, input - 1, -1, -2, 1 - output])
        {
            var apart = model.Begin();
            var together = model.Begin();
            float[] expected = new float[output], memory = new float[input + output + Math.Abs(shift)];
            var x = memory.AsSpan(Math.Max(0, -shift), input);
            var y = memory.AsSpan(Math.Max(0, shift), output);
            for (int t = 0; t < Steps; t++)
            {
                y.Clear();
                samples.Sample(network, t).CopyTo(x);
                y.CopyTo(expected); // which a step without a result leaves there
                apart.Step(samples.Sample(network, t), expected);
                together.Step(x, y);
                Assert.Equal(Bits.Of(expected), Bits.Of(y));
            }
            Assert.Equal(apart.State, together.State);
        }
    }

    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void A_step_may_take_the_state_for_its_sample(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        var model = network.Load(network.WeightFile()).On(body);
        Assert.SkipUnless(network.InputSize <= model.Begin().Hidden(0).Length, "the sample is longer than a state");
        var apart = model.Begin();
        var together = model.Begin();
        float[] expected = new float[network.OutputSize], actual = new float[network.OutputSize];
        foreach (var stream in (GoldenStream[])[apart, together])
        {
            stream.Step(Cases.Samples(network, 1), expected);
        }
        for (int t = 0; t < Steps; t++)
        {
            apart.Step(apart.Hidden(0)[..network.InputSize].ToArray(), expected);
            together.Step(together.Hidden(0)[..network.InputSize], actual);
            Assert.Equal(Bits.Of(expected), Bits.Of(actual));
        }
        Assert.Equal(apart.State, together.State);
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void A_run_over_its_own_samples(string name)
    {
        var network = Cases.Network(name);
        int input = network.InputSize, output = network.OutputSize;
        Check(network.Load(network.WeightFile()).Begin(), Steps, (stream, x, y) => stream.Run(x, y), stream => stream.State);
        Check(network.Load(network.WeightFile()).Begin().Many(Steps), Steps, (streams, x, y) => streams.StepMany(x, y), streams => streams.States);

        void Check<T>(T stream, int samples, Taking<T> take, Remembering<T> state)
        {
            float[] inputs = Cases.Samples(network, samples);
            float[] memory = new float[(2 * samples * Math.Max(input, output)) + 2];
            for (int shift = 1 - (samples * output); shift < samples * input; shift++)
            {
                if (shift == 0 && output <= input)
                {
                    continue; // below
                }
                int first = Math.Max(0, -shift);
                inputs.CopyTo(memory, first);
                float[] before = [.. memory];
                byte[] remembered = state(stream).ToArray();
                var refusal = Assert.Throws<ArgumentException>("outputs", () => take(stream, memory.AsSpan(first, samples * input), memory.AsSpan(first + shift, samples * output)));
                Assert.Contains("memory of their own", refusal.Message, StringComparison.Ordinal);
                Assert.Equal(before, memory);
                Assert.Equal(remembered, state(stream));
            }
            if (output <= input)
            {
                byte[] begin = state(stream).ToArray();
                float[] expected = new float[samples * output];
                take(stream, inputs, expected);
                begin.CopyTo(state(stream));
                take(stream, inputs, inputs.AsSpan(0, expected.Length));
                Assert.Equal(Bits.Of(expected), Bits.Of(inputs.AsSpan(0, expected.Length)));
            }
        }
    }

    [Fact]
    public void A_run_takes_no_memory_of_the_state()
    {
        var network = Cases.Network("H16");
        var stream = network.Load(network.WeightFile()).Begin();
        byte[] before = stream.State.ToArray();
        foreach (bool cell in (bool[])[false, true])
        {
            Refused("inputs", () => stream.Run((cell ? stream.Cell(0) : stream.Hidden(0))[..1], new float[16]));
            Refused("outputs", () => stream.Run([1f], (cell ? stream.Cell(0) : stream.Hidden(0))[..16]));
        }
        Assert.Equal(before, stream.State);

        static void Refused(string parameter, Action run) => Assert.Contains("memory of the state", Assert.Throws<ArgumentException>(parameter, run).Message, StringComparison.Ordinal);
    }

    private delegate void Taking<T>(T stream, Span<float> inputs, Span<float> outputs);

    private delegate Span<byte> Remembering<T>(T stream);
}
