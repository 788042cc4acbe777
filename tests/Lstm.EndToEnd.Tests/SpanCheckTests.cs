using System;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>A span of another length is refused before anything has been changed.</summary>
public class SpanCheckTests
{
    private const float Untouched = -12345.5f;

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void Step(string name)
    {
        var network = Cases.Network(name);
        var stream = Begun(network);
        int x = network.InputSize, y = network.OutputSize;
        foreach (int wrong in (int[])[0, x - 1, x + 1, 2 * x])
        {
            Refused(() => stream.State.ToArray(), "input", [$"{x} values", $"the span has {wrong}."], output => stream.Step(new float[wrong], output), y);
            Refused(() => stream.State.ToArray(), "input", [$"{x} values", $"the span has {wrong}."], output => stream.Step(new float[wrong], output), y + 1);
        }
        foreach (int wrong in (int[])[0, y - 1, y + 1, 2 * y])
        {
            Refused(() => stream.State.ToArray(), "output", [$"{y} values", $"room for {wrong}."], output => stream.Step(new float[x], output), wrong);
        }
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void Run(string name)
    {
        var network = Cases.Network(name);
        var stream = Begun(network);
        int x = network.InputSize, y = network.OutputSize;
        if (x > 1)
        {
            foreach (int wrong in (int[])[1, (3 * x) - 1, (3 * x) + 1])
            {
                Refused(() => stream.State.ToArray(), "inputs", [$"{x} values each", $"the span has {wrong},"], output => stream.Run(new float[wrong], output), 3 * y);
            }
        }
        foreach (int wrong in (int[])[0, y - 1, (3 * y) - 1, (3 * y) + 1, 4 * y])
        {
            Refused(() => stream.State.ToArray(), "outputs", ["3 samples", $"{3 * y} values", $"room for {wrong}."], output => stream.Run(new float[3 * x], output), wrong);
        }
        Refused(() => stream.State.ToArray(), "outputs", ["0 samples", "give 0 values", $"room for {y}."], output => stream.Run([], output), y);

        byte[] before = stream.State.ToArray();
        stream.Run([], []);
        Assert.Equal(before, stream.State);
    }

    /// <summary>2^28 samples of one value give 2^32 of them: as many as 0 to whoever counts with 32 bits.</summary>
    [Fact]
    public void Run_with_more_outputs_than_a_span_can_have()
    {
        var network = Cases.Network("H16");
        Assert.Equal((1, 16), (network.InputSize, network.OutputSize));
        var stream = Begun(network);
        float one = 0;
        Refused(() => stream.State.ToArray(), "outputs", ["268435456 samples", "4294967296 values", "room for 0."], output => stream.Run(MemoryMarshal.CreateReadOnlySpan(ref one, 1 << 28), output), 0);
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void StepMany(string name)
    {
        const int Streams = 5;
        var network = Cases.Network(name);
        int x = network.InputSize, y = network.OutputSize;
        var streams = Begun(network).Many(Streams);
        streams.StepMany(Cases.Samples(network, Streams), new float[Streams * y]);
        foreach (int wrong in (int[])[0, x, (Streams * x) - 1, (Streams * x) + 1, (Streams + 1) * x])
        {
            Refused(() => streams.States.ToArray(), "inputs", [$"{Streams} streams", $"{x} values each", $"the span has {wrong}."], output => streams.StepMany(new float[wrong], output), Streams * y);
        }
        foreach (int wrong in (int[])[0, y, (Streams * y) - 1, (Streams * y) + 1, (Streams + 1) * y])
        {
            Refused(() => streams.States.ToArray(), "outputs", [$"{Streams} streams", $"{y} values each", $"room for {wrong}."], output => streams.StepMany(new float[Streams * x], output), wrong);
        }
        Begun(network).Many(0).StepMany([], []);
    }

    private static GoldenStream Begun(GoldenNetwork network)
    {
        var stream = network.Load(network.WeightFile()).Begin();
        stream.Step(Cases.Samples(network, 1), new float[network.OutputSize]);
        return stream;
    }

    private static void Refused(Func<byte[]> state, string parameter, string[] says, Action<float[]> action, int outputs)
    {
        float[] output = new float[outputs];
        Array.Fill(output, Untouched);
        byte[] before = state();
        var exception = Assert.Throws<ArgumentException>(parameter, () => action(output));
        Assert.All(says, text => Assert.Contains(text, exception.Message));
        Assert.Equal(before, state());
        Assert.All(output, value => Assert.Equal(Untouched, value));
    }
}
