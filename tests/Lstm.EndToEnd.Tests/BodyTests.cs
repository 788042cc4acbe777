using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Every body of a network gives the same bits, step by step, many steps at once or many streams at once.</summary>
public class BodyTests
{
    private const int Steps = 61;

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void All_bodies_agree_in_one_process(string name)
    {
        var network = Cases.Network(name);
        var model = network.Load(network.WeightFile());
        ulong scalar = model.On(InstructionSet.Scalar).Hash(300);
        foreach (var body in Cases.SupportedBodies)
        {
            Assert.Equal(scalar, model.On(body).Hash(300));
        }
    }

    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void Run_and_StepMany_are_many_times_Step(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        var model = network.Load(network.WeightFile()).On(body);
        CheckRun(network, model.Begin);
        CheckStepMany(network, model.Begin);
    }

    [Theory]
    [MemberData(nameof(Cases.Networks), MemberType = typeof(Cases))]
    public void And_so_it_is_through_the_public_surface(string name)
    {
        var network = Cases.Network(name);
        CheckRun(network, network.Load(network.WeightFile()).Begin);
        CheckStepMany(network, network.Load(network.WeightFile()).Begin);
    }

    private static void CheckRun(GoldenNetwork network, Func<GoldenStream> begin)
    {
        float[] inputs = Cases.Samples(network, Steps);
        float[] expected = new float[Steps * network.OutputSize];
        var stepped = begin();
        for (int t = 0; t < Steps; t++)
        {
            stepped.Step(inputs.Sample(network, t), expected.AsSpan(t * network.OutputSize, network.OutputSize));
        }

        foreach (int chunk in (int[])[Steps, 1, 2, 7, 32])
        {
            var run = begin();
            float[] outputs = new float[expected.Length];
            for (int t = 0; t < Steps; t += chunk)
            {
                int steps = Math.Min(chunk, Steps - t);
                run.Run(inputs.AsSpan(t * network.InputSize, steps * network.InputSize), outputs.AsSpan(t * network.OutputSize, steps * network.OutputSize));
            }
            Assert.Equal(Bits.Of(expected), Bits.Of(outputs));
            Assert.Equal(stepped.State, run.State);
        }
    }

    // 11 are no whole number of groups; 35 are more than go together at once, with a rest that would be too few.
    private static void CheckStepMany(GoldenNetwork network, Func<GoldenStream> begin)
    {
        CheckStepMany(network, begin, 11);
        CheckStepMany(network, begin, 35);
    }

    // The k-th stream has taken k steps before.
    private static void CheckStepMany(GoldenNetwork network, Func<GoldenStream> begin, int streams)
    {
        int stateBytes = network.StateBytes, outputSize = network.OutputSize;
        float[] inputs = Cases.Samples(network, streams);
        GoldenStream[] alone = [.. Enumerable.Range(0, streams).Select(_ => begin())];
        var together = begin().Many(streams);
        float[] expected = new float[streams * outputSize], outputs = new float[streams * outputSize];
        for (int k = 0; k < streams; k++)
        {
            alone[k].Run(inputs.AsSpan(0, k * network.InputSize), new float[k * outputSize]);
            alone[k].State.CopyTo(together.States[(k * stateBytes)..]);
        }
        for (int round = 0; round < 3; round++)
        {
            for (int k = 0; k < streams; k++)
            {
                alone[k].Step(inputs.Sample(network, k), expected.AsSpan(k * outputSize, outputSize));
            }
            together.StepMany(inputs, outputs);
            Assert.Equal(Bits.Of(expected), Bits.Of(outputs));
            Assert.All(alone, (stream, k) => Assert.Equal(stream.State, together.States.Slice(k * stateBytes, stateBytes)));
        }
    }
}
