using System;
using Lstm.Embedded;

namespace Lstm.Golden;

/// <summary>
/// Many time steps of a network over made-up samples, and the hash of every bit it outputs. Nothing here allocates.
/// </summary>
internal static class GoldenRun
{
    /// <summary>How many time steps the run takes, and how many streams continue from its end: a group of four, and some left over.</summary>
    internal const int Rows = 7;

    /// <summary>
    /// FNV-1a with 64 bits over 32 bits at a time: outputs of every step, h and c of every layer every 16 steps and at the end.
    /// So many steps one by one, then a run, then two steps of many streams that begin zero to six steps apart.
    /// </summary>
    public static ulong Hash<TState>(IGoldenNetwork<TState> network, ref TState state, int steps)
        where TState : unmanaged
    {
        ulong hash = 0xCBF29CE484222325;
        Span<float> x = stackalloc float[Rows * network.InputSize];
        Span<float> y = stackalloc float[Rows * network.OutputSize];
        for (int t = 0; t < steps; t++)
        {
            Sample(t, x[..network.InputSize]);
            network.Step(ref state, x[..network.InputSize], y[..network.OutputSize]);
            Add(ref hash, y[..network.OutputSize]);
            if (t % 16 == 15 || t == steps - 1)
            {
                AddMemory(ref hash, network, ref state);
            }
        }

        Samples(steps, x, network.InputSize);
        network.Run(ref state, x, y);
        Add(ref hash, y);
        AddMemory(ref hash, network, ref state);

        Span<TState> streams = stackalloc TState[Rows];
        for (int k = 0; k < Rows; k++)
        {
            streams[k] = state;
            network.Run(ref streams[k], x[..(k * network.InputSize)], y[..(k * network.OutputSize)]);
        }
        for (int round = 1; round <= 2; round++)
        {
            Samples(steps + (round * Rows), x, network.InputSize);
            network.StepMany(streams, x, y);
            Add(ref hash, y);
            foreach (ref var stream in streams)
            {
                AddMemory(ref hash, network, ref stream);
            }
        }
        return hash;
    }

    /// <summary>
    /// Sample t: uniform in ±1; every 1000 steps 200 in which they fade into the denormals, then 300 of silence, in which states
    /// decay towards zero; now and then one far outside of what activations tell apart.
    /// </summary>
    public static void Sample(int t, Span<float> x)
    {
        float scale = Scale(t);
        for (int j = 0; j < x.Length; j++)
        {
            x[j] = scale * Uniform((ulong)(((long)t << 16) + j));
        }
    }

    private static float Scale(int t) => (t % 1000) switch
    {
        >= 400 and < 550 and var n => PowerOfTwo(400 - n), // a tail: half as loud at each step, from 1 to less than the least float
        >= 550 and < 570 => 1e-41f,
        >= 570 and < 590 => 1e-38f,
        >= 590 and < 600 => PowerOfTwo(-59), // half of it above what is kept
        >= 600 and < 900 => 0f,
        _ => t % 97 == 96 ? 1e6f : 1f,
    };

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle(exponent >= -126 ? (exponent + 127) << 23 : exponent >= -149 ? 1 << (exponent + 149) : 0);

    /// <summary>The samples from t on, one behind the other.</summary>
    public static void Samples(int t, Span<float> x, int inputSize)
    {
        for (int k = 0; k < x.Length / inputSize; k++)
        {
            Sample(t + k, x.Slice(k * inputSize, inputSize));
        }
    }

    /// <summary>The n-th number of a sequence, uniform in ±1 on a grid of 2^-23 (splitmix64).</summary>
    public static float Uniform(ulong n)
    {
        ulong z = unchecked((n + 1) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return ((int)(z >> 40) - (1 << 23)) * (1f / (1 << 23));
    }

    private static void AddMemory<TState>(ref ulong hash, IGoldenNetwork<TState> network, ref TState state)
        where TState : unmanaged
    {
        for (int layer = 0; layer < network.RecurrentLayers; layer++)
        {
            Add(ref hash, network.Hidden(ref state, layer));
            Add(ref hash, network.Cell(ref state, layer));
        }
    }

    private static void Add(ref ulong hash, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 0x100000001B3);
        }
    }
}
