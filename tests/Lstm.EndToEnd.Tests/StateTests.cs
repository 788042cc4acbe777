using System;
using System.Linq;
using System.Threading;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>A state is a value: zero at first, a checkpoint when copied, open to be looked at and set.</summary>
public class StateTests
{
    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void A_copy_is_a_checkpoint(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        float[] inputs = Cases.Samples(network, 30);
        var stream = network.Load(network.WeightFile()).On(body).Begin();
        float[] y = new float[network.OutputSize];
        for (int before = 0; before < 2; before++) // after an odd number of steps, and after an even one
        {
            stream.Step(inputs.Sample(network, before), y);
            var checkpoint = stream.Copy();
            byte[] kept = checkpoint.State.ToArray();
            uint[][] first = [.. Enumerable.Range(10, 20).Select(t => Next(network, stream, inputs, t))];
            Assert.Equal(kept, checkpoint.State.ToArray());
            uint[][] again = [.. Enumerable.Range(10, 20).Select(t => Next(network, checkpoint, inputs, t))];
            Assert.Equal(first, again);
            Assert.Equal(stream.State, checkpoint.State);
        }
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void It_begins_at_zero_and_can_be_set(string name)
    {
        var network = Cases.Network(name);
        var begin = network.Load(network.WeightFile()).Begin;
        float[] inputs = Cases.Samples(network, 2);
        var stream = begin();
        Assert.Equal(network.StateBytes, stream.State.Length);
        Assert.True(stream.State.IndexOfAnyExcept((byte)0) < 0);
        uint[] fromZero = Next(network, stream, inputs, 0);
        Assert.Contains(Bits.Memory(network, stream), value => value != 0);

        for (int layer = 0; layer < network.RecurrentLayers; layer++)
        {
            stream.Hidden(layer).Clear();
            stream.Cell(layer).Clear();
        }
        Assert.Equal(fromZero, Next(network, stream, inputs, 0));

        // Every element of h and c has a say in what comes out or in what is remembered.
        for (int layer = 0; layer < network.RecurrentLayers; layer++)
        {
            for (int unit = 0; unit < stream.Hidden(layer).Length; unit++)
            {
                Assert.NotEqual(After(stream => { }), After(stream => stream.Hidden(layer)[unit] += 0.75f));
                Assert.NotEqual(After(stream => { }), After(stream => stream.Cell(layer)[unit] += 0.75f));
            }
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => { stream.Hidden(network.RecurrentLayers); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { stream.Cell(-1); });

        uint[] After(Action<GoldenStream> change)
        {
            var changed = stream.Copy();
            change(changed);
            Next(network, changed, inputs, 1);
            return Bits.Of(Bits.Memory(network, changed));
        }
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void Streams_and_threads_share_one_model(string name)
    {
        var network = Cases.Network(name);
        var begin = network.Load(network.WeightFile()).Begin;
        const int Threads = 4;
        const int Steps = 200;
        float[] inputs = Cases.Samples(network, Steps + Threads);
        uint[][][] alone = [.. Enumerable.Range(0, Threads).Select(Outputs)];
        uint[][][] together = new uint[Threads][][];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(k => new Thread(() =>
        {
            start.SignalAndWait();
            together[k] = Outputs(k);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(alone, together);

        uint[][] Outputs(int thread)
        {
            var stream = begin();
            return [.. Enumerable.Range(thread, Steps).Select(t => Next(network, stream, inputs, t))];
        }
    }

    private static uint[] Next(GoldenNetwork network, GoldenStream stream, float[] inputs, int t)
    {
        float[] y = new float[network.OutputSize];
        stream.Step(inputs.Sample(network, t), y);
        return Bits.Of(y);
    }
}
