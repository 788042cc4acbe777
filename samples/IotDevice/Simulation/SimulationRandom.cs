using System;

namespace IotDevice;

/// <summary>Random numbers that a seed repeats on every platform and with every version of .NET.</summary>
/// <remarks>SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).</remarks>
/// <param name="seed">Where to begin.</param>
/// <param name="stream">Another number gives another, unrelated series from the same seed.</param>
internal sealed class SimulationRandom(ulong seed, ulong stream)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong state = Mix(seed + Step) ^ Mix((stream * Step) + 1);

    /// <summary>Evenly from 0 to below 1.</summary>
    public double Next()
    {
        state += Step;
        return (Mix(state) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>Evenly from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public double Between(double least, double most) => least + ((most - least) * Next());

    /// <summary>Whether something happens that happens with this probability.</summary>
    public bool Happens(double probability) => Next() < probability;

    /// <summary>How long until something happens that happens once in <paramref name="mean"/> on average.</summary>
    public double Waiting(double mean) => -mean * PortableMath.Log(1 - Next());

    /// <summary>Mean 0, standard deviation 1: the sum of twelve even numbers less 6 (central limit theorem; never beyond ±6).</summary>
    public double Normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Next();
        }
        return sum;
    }

    /// <summary>A factor around 1 whose logarithm has this standard deviation.</summary>
    public double Factor(double deviation) => PortableMath.Exp(deviation * Normal());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
