using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.ManyNetworks;
using Lstm.EndToEnd.Tests.Oracles;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Xunit;
using Guarded = Lstm.Specification.OnNonFinite;

namespace Lstm.EndToEnd.Tests.EveryOption;

/// <summary>
/// <c>"onNonFinite"</c> held to the same network without it, which is stepped here by its definition: a state that is not finite is undone, or begins
/// anew, and results that are not, or are of such a state, are replaced.
/// </summary>
[Trait("Speed", "Slow")]
public unsafe class GuardedStepTests
{
    private const int Usual = 12;
    private const int Steps = 60;
    private const int Streams = 5; // a group of four together, and one alone
    private static readonly float[] Wild = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1e30f];

    [Fact]
    public void Steps_are_caught_alike_on_every_body_by_Step_Run_and_StepMany()
    {
        int count = Seeds.Count(Usual);
        RandomModel[] models = [.. Enumerable.Range(Seeds.First, 100 * count).Select(seed => RandomModel.Draw(seed, streaming: true))
            .Where(model => model.Spec.Stride == 1 && model.Spec.TokenColumns.Count == 0).Take(count), Narrow(), Wide(), WideWithResidual(), .. Enumerable.Range(Seeds.First, 12).Select(RandomModel.DrawGraph).Where(model => model.Spec.TokenColumns.Count == 0).Take(4)];
        var specs = models.SelectMany(model => new[] { Guarded.Propagate, Guarded.Reset, Guarded.Hold }.Select(guard => model.Spec with { OnNonFinite = guard })).ToList();
        Assert.All(specs, spec => Assert.Equal(spec, SpecParser.Parse(SpecWriter.Write(spec)).Model));
        var context = new AssemblyLoadContext("guarded", isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream(NetworkCompiler.Compile(specs, OptionHarness.Source)));
        int caught = 0;
        for (int k = 0; k < models.Length; k++)
        {
            var networks = Enumerable.Range(3 * k, 3).Select(place => new OptionNetwork(assembly, NetworkCompiler.ClassName(place))).ToArray();
            caught += Check(models[k], networks, new Random(Seeds.First + k));
        }
        Assert.True(caught > 20 * models.Length, $"only {caught} steps were caught");
        context.Unload();
    }

    /// <summary>
    /// Layers that do not fill their last register. An infinite sample times the zero weights of what is behind the last unit is NaN there,
    /// and a candidate that is not 0 at 0 fills a cell that is no unit's: neither is part of the state.
    /// </summary>
    private static RandomModel Narrow() => RandomModel.Of(SpecParser.Parse("""
        { "input": 2, "layers": [ { "type": "lstm", "hidden": 5 }, { "type": "gru", "hidden": 3 }, { "type": "lstm", "hidden": 9,
          "activations": { "candidate": "softplus" } }, { "type": "dense", "size": 1 } ] }
        """).Model!, new Random(1));

    /// <summary>Streamed layers, which step four streams together and look ahead over a long input.</summary>
    private static RandomModel Wide() => RandomModel.Of(SpecParser.Parse("""
        { "input": 70, "layers": [ { "type": "lstm", "hidden": 64 }, { "type": "lstm", "hidden": 66, "initialState": true }, { "type": "dense", "size": 3 } ] }
        """).Model!, new Random(1));

    /// <summary>The same beside a residual layer, with which streams do not step together.</summary>
    private static RandomModel WideWithResidual() => RandomModel.Of(SpecParser.Parse("""
        { "input": 70, "layers": [ { "type": "lstm", "hidden": 64 }, { "type": "lstm", "hidden": 64 }, { "type": "residual", "from": 0 }, { "type": "dense", "size": 3 } ] }
        """).Model!, new Random(1));

    private static int Check(RandomModel model, OptionNetwork[] networks, Random random)
    {
        var (plain, reset, hold) = (networks[0], networks[1], networks[2]);
        int output = model.Spec.OutputSize, memory = ((hold.SizeOfState - reset.SizeOfState) / sizeof(float)) - output;
        byte[] file = OptionChecks.FileOf(model, plain.SpecHash);
        Assert.Equal(plain.SpecHash, hold.SpecHash); // what is finite is not changed
        var weights = plain.Pack(file);
        float[][][] sequences = [.. Enumerable.Range(0, Streams).Select(_ => Sequence(model, random))];
        int caught = 0;
        foreach (var (network, holds) in new[] { (reset, false), (hold, true) })
        {
            // By the scalar body, which has nothing in its state that is no unit's.
            var expected = sequences.Select(sequence => Defined(plain, file, weights, sequence, memory, output, holds)).ToArray();
            caught = expected.Sum(trace => trace.Caught);
            foreach (var body in Cases.SupportedBodies)
            {
                string what = $"{(holds ? "hold" : "reset")} on {body}: {model.Text}";
                Same(expected, [.. sequences.Select(sequence => ByStep(network, file, weights, sequence, output, body))], "Step, " + what);
                Same(Pooled(model, expected), [.. sequences.Select(sequence => ByRun(network, file, weights, sequence, model.Spec.Pools ? 1 : Steps, output, body))], "Run, " + what);
                Same(expected, ByStepMany(network, file, weights, sequences, output, body), "StepMany, " + what);
            }
        }
        return caught;
    }

    private static void Same(Trace[] expected, Trace[] found, string what)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Bits.Of(expected[k].Outputs).AsSpan().SequenceEqual(Bits.Of(found[k].Outputs)), $"outputs by {what}");
            Assert.True(Bits.Of(expected[k].Parts).AsSpan().SequenceEqual(Bits.Of(found[k].Parts)), $"states by {what}");
            Assert.True(expected[k].Caught == found[k].Caught, $"{found[k].Caught} caught, expected {expected[k].Caught}, by {what}");
            Assert.All(found[k].Outputs.Concat(found[k].Parts), value => Assert.True(float.IsFinite(value)));
        }
    }

    // A pool's run gives its last result only.
    private static Trace[] Pooled(RandomModel model, Trace[] traces) =>
        model.Spec.Pools ? [.. traces.Select(trace => trace with { Outputs = trace.Outputs[^model.Spec.OutputSize..] })] : traces;

    private static float[][] Sequence(RandomModel model, Random random)
    {
        float[][] sequence = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, model.Spec.InputSize).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];
        foreach (float[] sample in sequence.Where(_ => random.Next(5) == 0))
        {
            for (int times = random.Next(1, 4); times > 0; times--)
            {
                sample[random.Next(sample.Length)] = Wild[random.Next(Wild.Length)];
            }
        }
        return sequence;
    }

    /// <summary>What the guard is defined as, from the network without it.</summary>
    private static Trace Defined(OptionNetwork plain, byte[] file, PackedWeights weights, float[][] sequence, int memory, int outputSize, bool holds)
    {
        byte[] state = Begin(plain, file);
        var values = MemoryMarshal.Cast<byte, float>(state.AsSpan())[..memory];
        float[] first = values.ToArray(), good = values.ToArray(), results = new float[outputSize], y = new float[outputSize];
        var outputs = new List<float>();
        int caught = 0;
        foreach (float[] sample in sequence)
        {
            fixed (float* x = sample, to = y, w = &weights.Reference)
            fixed (byte* s = state)
            {
                plain.Step((int)InstructionSet.Scalar, w, s, x, to);
            }
            bool stays = Finite(values), passes = stays && Finite(y);
            (stays ? values : good).CopyTo(stays ? good : values);
            (passes ? y : results).CopyTo(passes ? results : y, 0);
            caught += passes ? 0 : 1;
            if (!holds)
            {
                first.CopyTo(good, 0); // it is the beginning and zeros that are gone back to
                Array.Clear(results);
            }
            outputs.AddRange(y);
        }
        fixed (byte* s = state)
        {
            return new([.. outputs], plain.Parts(s), caught);
        }
    }

    private static bool Finite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }
        return true;
    }

    private static Trace ByStep(OptionNetwork network, byte[] file, PackedWeights weights, float[][] sequence, int outputSize, InstructionSet body)
    {
        byte[] state = Begin(network, file);
        float[] outputs = new float[sequence.Length * outputSize];
        for (int t = 0; t < sequence.Length; t++)
        {
            fixed (float* x = sequence[t], y = &outputs[t * outputSize], w = &weights.Reference)
            fixed (byte* s = state)
            {
                network.Step((int)body, w, s, x, y);
            }
        }
        return TraceOf(network, state, outputs);
    }

    private static Trace ByRun(OptionNetwork network, byte[] file, PackedWeights weights, float[][] sequence, int results, int outputSize, InstructionSet body)
    {
        byte[] state = Begin(network, file);
        float[] inputs = [.. sequence.SelectMany(sample => sample)], outputs = new float[results * outputSize];
        fixed (float* x = inputs, y = outputs, w = &weights.Reference)
        fixed (byte* s = state)
        {
            network.Run((int)body, w, s, x, y, null, sequence.Length);
        }
        return TraceOf(network, state, outputs);
    }

    private static Trace[] ByStepMany(OptionNetwork network, byte[] file, PackedWeights weights, float[][][] sequences, int outputSize, InstructionSet body)
    {
        byte[] states = [.. sequences.SelectMany(_ => Begin(network, file))];
        float[][] outputs = [.. sequences.Select(_ => new float[Steps * outputSize])];
        float[] y = new float[sequences.Length * outputSize];
        for (int t = 0; t < Steps; t++)
        {
            float[] inputs = [.. sequences.SelectMany(sequence => sequence[t])];
            fixed (float* x = inputs, to = y, w = &weights.Reference)
            fixed (byte* s = states)
            {
                network.StepMany((int)body, w, s, x, to, sequences.Length);
            }
            for (int k = 0; k < sequences.Length; k++)
            {
                y.AsSpan(k * outputSize, outputSize).CopyTo(outputs[k].AsSpan(t * outputSize));
            }
        }
        return [.. outputs.Select((of, k) => TraceOf(network, states[(k * network.SizeOfState)..((k + 1) * network.SizeOfState)], of))];
    }

    private static Trace TraceOf(OptionNetwork network, byte[] state, float[] outputs)
    {
        fixed (byte* s = state)
        {
            return new(outputs, network.Parts(s), BitConverter.ToInt32(state, state.Length - sizeof(int)));
        }
    }

    private static byte[] Begin(OptionNetwork network, byte[] file)
    {
        byte[] state = new byte[network.SizeOfState];
        fixed (byte* s = state)
        {
            network.Begin(file, s);
        }
        return state;
    }

    private sealed record Trace(float[] Outputs, float[] Parts, int Caught);
}
