using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Options;

/// <summary>How a training file gives validation and test data as well.</summary>
/// <param name="Validation">The share of the validation part, from 0 to below 1.</param>
/// <param name="Test">The share of the test part, from 0 to below 1.</param>
[JsonDerivedType(typeof(SplitBySequence), "sequence")]
[JsonDerivedType(typeof(SplitByTime), "time")]
public abstract record Split(double Validation, double Test)
{
    /// <summary>The training, validation and test part, from files of at least one sequence.</summary>
    /// <param name="series">The sequences.</param>
    /// <param name="targetAt">Where in a sequence there is a target.</param>
    internal abstract Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt);

    internal void Check()
    {
        if (!(Validation >= 0 && Test >= 0 && Validation + Test < 1))
        {
            throw new DataException($"The shares of validation and test part are at least 0 and together below 1, not {Validation} and {Test}.");
        }
    }

    /// <summary>How many of <paramref name="count"/> go to each part.</summary>
    private protected (int Train, int Validation, int Test) Shares(int count)
    {
        int validation = (int)Math.Round(Validation * count, MidpointRounding.AwayFromZero);
        int test = Math.Min(count - validation, (int)Math.Round(Test * count, MidpointRounding.AwayFromZero));
        return (count - validation - test, validation, test);
    }
}

/// <summary>Whole sequences are drawn for each part, as many of each class as its share; a seed draws the same ones every time.</summary>
/// <param name="Validation"><inheritdoc cref="Options.Split" path="/param[@name='Validation']"/></param>
/// <param name="Test"><inheritdoc cref="Options.Split" path="/param[@name='Test']"/></param>
/// <param name="Seed">Another one draws others.</param>
public sealed record SplitBySequence(double Validation, double Test, int Seed = 1) : Split(Validation, Test)
{
    internal override Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt)
    {
        var random = new Random(Seed);
        var train = new List<int>();
        var validation = new List<int>();
        var test = new List<int>();
        var strata = Enumerable.Range(0, series.Count).GroupBy(index => Class(series[index], targetAt));
        int seen = 0;
        foreach (var stratum in strata)
        {
            int[] drawn = [.. stratum];
            random.Shuffle(drawn);
            // What one class is rounded up by, the next is rounded down by: the parts have their shares of the whole.
            var (before, after) = (Shares(seen), Shares(seen += drawn.Length));
            int validating = Math.Max(0, after.Validation - before.Validation), testing = Math.Max(0, after.Test - before.Test);
            int training = drawn.Length - validating - testing;
            train.AddRange(drawn[..training]);
            validation.AddRange(drawn[training..(training + validating)]);
            test.AddRange(drawn[(training + validating)..]);
        }
        IReadOnlyList<Series> InOrder(List<int> part) => [.. part.Order().Select(index => series[index])];
        return new Parts<Series>(InOrder(train), InOrder(validation), InOrder(test));
    }

    /// <summary>The one class of a series, which is that at its last time step where no other is asked for; null if there is none.</summary>
    internal static string? Class(Series series, TargetAt targetAt)
    {
        string? last = series.Labels.LastOrDefault();
        return targetAt == TargetAt.LastStep || series.Labels.All(label => label == last) ? last : null;
    }
}

/// <summary>
/// The first part of each sequence trains, the next validates, the last tests. Windows and horizons stay within their
/// part.
/// </summary>
/// <param name="Validation"><inheritdoc cref="Options.Split" path="/param[@name='Validation']"/></param>
/// <param name="Test"><inheritdoc cref="Options.Split" path="/param[@name='Test']"/></param>
public sealed record SplitByTime(double Validation, double Test) : Split(Validation, Test)
{
    internal override Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt)
    {
        var cuts = series.Select(whole => (Whole: whole, Shares: Shares(whole.Length))).ToList();
        return new Parts<Series>(
            [.. cuts.Select(cut => cut.Whole.Cut(0, cut.Shares.Train))],
            [.. cuts.Select(cut => cut.Whole.Cut(cut.Shares.Train, cut.Shares.Validation))],
            [.. cuts.Select(cut => cut.Whole.Cut(cut.Shares.Train + cut.Shares.Validation, cut.Shares.Test))]);
    }
}

/// <summary>Training, validation and test part of something.</summary>
internal sealed record Parts<T>(IReadOnlyList<T> Train, IReadOnlyList<T> Validation, IReadOnlyList<T> Test)
{
    /// <summary>Each part after the same step.</summary>
    public Parts<TResult> Select<TResult>(Func<string, IReadOnlyList<T>, IReadOnlyList<TResult>> step) =>
        new(step("training", Train), step("validation", Validation), step("test", Test));
}
