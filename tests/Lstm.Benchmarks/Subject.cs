using System;
using System.Diagnostics;
using Lstm.Embedded;
using Lstm.Trainer;

namespace Lstm.Benchmarks;

/// <summary>A model in a struct: generic code over it is compiled for it alone, so that timing costs no call through an interface.</summary>
internal interface ITimed<TState>
{
    InstructionSet Body { get; }

    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>One network to time, through its public surface.</summary>
/// <param name="Input">Values in a sample.</param>
/// <param name="Hidden">Units.</param>
/// <param name="Time">Nanoseconds per step of each of so many repeats of so many steps.</param>
internal sealed record Subject(int Input, int Hidden, Func<bool, int, int, (InstructionSet Body, double[] Nanoseconds)> Time)
{
    public static Subject Of<TModel, TState>(int input, int hidden, string specHash, Func<byte[], TModel> load)
        where TModel : struct, ITimed<TState>
        where TState : struct => new(input, hidden, (wholeRun, repeats, steps) =>
        {
            var model = load(Weights(input, hidden, specHash));
            float[] samples = Uniform(steps * input, 1f, seed: 3);
            float[] outputs = new float[steps * hidden];
            TState state = default;
            double[] times = new double[repeats];
            for (int repeat = -5; repeat < repeats; repeat++)
            {
                long start = Stopwatch.GetTimestamp();
                if (wholeRun)
                {
                    model.Run(ref state, samples, outputs);
                }
                else
                {
                    for (int t = 0; t < steps; t++)
                    {
                        model.Step(ref state, samples.AsSpan(t * input, input), outputs.AsSpan(t % 8 * hidden, hidden));
                    }
                }
                if (repeat >= 0)
                {
                    times[repeat] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / steps;
                }
            }
            Array.Sort(times);
            return (model.Body, times);
        });

    private static byte[] Weights(int input, int hidden, string specHash)
    {
        float bound = 1f / MathF.Sqrt(hidden);
        var writer = new WeightFileWriter(specHash);
        writer.Add("weight_ih_l0", Uniform(4 * hidden * input, bound, 1), 4 * hidden, input);
        writer.Add("weight_hh_l0", Uniform(4 * hidden * hidden, bound, 2), 4 * hidden, hidden);
        writer.Add("bias_ih_l0", Uniform(4 * hidden, bound, 4), 4 * hidden);
        writer.Add("bias_hh_l0", new float[4 * hidden], 4 * hidden);
        return writer.ToBytes();
    }

    private static float[] Uniform(int count, float bound, int seed)
    {
#pragma warning disable CA5394 // numbers to time with, not to keep secrets with
        var random = new Random(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = bound * ((2f * random.NextSingle()) - 1f);
        }
        return values;
    }
}
