using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Search;

/// <summary>All that a search varies. Trial n's settings depend on the seed and on n alone.</summary>
/// <param name="Options">At least one, each of another name.</param>
public sealed record SearchSpace(IReadOnlyList<TriedOption> Options)
{
    /// <summary>Beyond so many combinations two trials are hardly ever alike.</summary>
    private const long MostListed = 1_000_000;

    /// <summary>How many combinations there are; null where one option is a range, and where there are more than a million.</summary>
    public int? Count
    {
        get
        {
            long count = 1;
            foreach (var option in Options)
            {
                count = option.Count is { } values && count <= MostListed ? count * values : long.MaxValue;
            }
            return count <= MostListed ? (int)count : null;
        }
    }

    /// <summary>The settings of a trial: of lists alone each combination once, in an order that the seed gives; with a range independent draws.</summary>
    /// <param name="seed">The search's seed.</param>
    /// <param name="trial">Which, from 1; at most <see cref="Count"/>.</param>
    public IReadOnlyList<TrialSetting> Of(ulong seed, int trial)
    {
        if (Count is not { } count)
        {
            var random = new Xoshiro256(Xoshiro256.Mix(seed) + (ulong)trial);
            return [.. Options.Select(option => new TrialSetting(option.Name, option.Draw(random)))];
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trial, count);
        int combination = Shuffled(seed, count)[trial - 1];
        var settings = new List<TrialSetting>();
        foreach (var option in Options.Cast<TriedList>())
        {
            settings.Add(new TrialSetting(option.Name, option.Values[combination % option.Values.Count]));
            combination /= option.Values.Count;
        }
        return settings;
    }

    /// <summary>The numbers below <paramref name="count"/> in the seed's order (Fisher and Yates).</summary>
    private static int[] Shuffled(ulong seed, int count)
    {
        var random = new Xoshiro256(seed);
        int[] order = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = random.NextIndex(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}

/// <summary>What an option is in a trial.</summary>
/// <param name="Name">The option's name without dashes, or "units", "layers" or "cell".</param>
/// <param name="Value">Its value as the command line takes it.</param>
public sealed record TrialSetting(string Name, string Value)
{
    /// <summary>Both as people read them.</summary>
    public override string ToString() => $"{Name} {Value}";
}
