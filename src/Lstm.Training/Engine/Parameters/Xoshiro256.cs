using System;
using System.Numerics;

namespace Lstm.Training.Engine.Parameters;

/// <summary>
/// xoshiro256** (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021), seeded by splitmix64: the
/// same numbers from the same seed on every platform.
/// </summary>
public sealed class Xoshiro256
{
    private readonly ulong[] state = new ulong[4];

    /// <summary>Begins the stream that belongs to <paramref name="seed"/>.</summary>
    public Xoshiro256(ulong seed) => Seed(seed);

    /// <summary>Where the stream stands: four words, to save and to resume from.</summary>
    public Span<ulong> State => state;

    /// <summary>Goes to the beginning of the stream that belongs to <paramref name="seed"/>.</summary>
    public void Seed(ulong seed)
    {
        foreach (ref ulong word in state.AsSpan())
        {
            word = Mix(seed += 0x9E3779B97F4A7C15);
        }
    }

    /// <summary>splitmix64's mixing function: a seed of its own for each number.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        ulong shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>A number in [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>A number from 0 to <paramref name="count"/> − 1.</summary>
    public int NextIndex(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);
}
