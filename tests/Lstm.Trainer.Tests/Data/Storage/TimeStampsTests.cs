using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;
using Xunit;

namespace Lstm.Trainer.Tests.Data.Storage;

/// <summary>Times of many rows, and how little memory they take.</summary>
public sealed class TimeStampsTests : DataFolder
{
    private const int Rows = 3000;

    private static readonly long Begin = new DateTime(2024, 1, 31).Ticks;

    /// <summary>Patterns of times, and the bytes that each row takes at most.</summary>
    public static TheoryData<string, int> Patterns => new()
    {
        { "regular", 0 }, { "gap", 1 }, { "jitter", 2 }, { "random", 8 }, { "backwards", 0 }, { "same", 0 }, { "offsets", 2 },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Times_come_back_and_take_little_memory(string pattern, int bytes)
    {
        TimeStamp[] expected = [.. Times(pattern).Take(Rows)];
        using var store = new NumberStore(At(""), (long)bytes * Rows);
        var times = new TimeStamps(store);
        Array.ForEach(expected, times.Add);
        Assert.Equal(expected, times);
        Assert.Equal(expected[1020..2060], times.Slice(1000, 1500).Slice(20, 1040));
        Assert.Equal(expected.Reverse(), Enumerable.Range(0, Rows).Reverse().Select(row => times[row]));
        Assert.Throws<ArgumentOutOfRangeException>(() => times.Slice(5, 10)[10]);
        Assert.Null(store.Note);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void The_usual_period_is_the_median(string pattern, int bytes)
    {
        Assert.InRange(bytes, 0, 8);
        TimeStamp[] expected = [.. Times(pattern).Take(Rows)];
        var times = new TimeStamps(NumberStore.InMemory);
        Array.ForEach(expected, times.Add);
        var series = new Series("x", "x.csv", RowNumbers.FromOne(Rows), new double[Rows], [], [], [], OneTarget: false) { Times = times };
        long[] steps = [.. Enumerable.Range(1, Rows - 1).Select(row => expected[row].Ticks - expected[row - 1].Ticks).Where(step => step > 0).Order()];
        Assert.Equal(steps.Length == 0 ? null : steps[steps.Length / 2], TimePreparation.UsualPeriod([series])?.Ticks);
    }

    /// <summary>Beside the numbers, which take twice the size of floats, regular times take nothing; also where rows are dropped or brought to another period.</summary>
    [Theory]
    [InlineData(TimeGaps.Note, null)]
    [InlineData(TimeGaps.Split, null)]
    [InlineData(TimeGaps.Hold, null)]
    [InlineData(TimeGaps.Note, 20)]
    public void Data_with_times_takes_twice_the_size_of_its_numbers(TimeGaps gaps, int? seconds)
    {
        const int Count = 100_000, Small = 100_000;
        string path = Write("x.csv", "at,a,y\n" + string.Concat(Enumerable.Range(0, Count).Select(row => FormattableString.Invariant($"{new DateTime(Begin).AddSeconds(10.0 * row):yyyy-MM-dd HH:mm:ss},{row % 7},{row % 5}\n"))));
        using var store = new NumberStore(At(""), (Count * 2 * sizeof(double)) + Small);
        var data = DataSet.Read(new DataOptions { Path = path, Target = new NumberTarget(["y"]), Time = new TimeOptions { Gaps = gaps, Resample = seconds is { } length ? TimeSpan.FromSeconds(length) : null }, Store = store });
        Assert.Equal(seconds is null ? Count : Count / 2, data.Train[0].Length);
        Assert.Equal((seconds is null ? Count - 1 : Count - 2) % 7, data.InOwnUnits.Train[0].Inputs[^1]);
        Assert.Null(store.Note);
    }

    [Fact]
    public void Times_are_written_when_they_are_asked_for()
    {
        var times = new TimeStamps(NumberStore.InMemory);
        times.Add(new TimeStamp(Begin));
        times.Add(new TimeStamp(Begin + TimeSpan.TicksPerHour));
        Assert.Equal(["2024-01-31 00:00", "2024-01-31 01:00"], new WrittenTimes(times, TimeFormat.OfDate("2024-01-31 00:00")!));
    }

    private static IEnumerable<TimeStamp> Times(string pattern)
    {
        var random = new Random(1);
        long ticks = Begin;
        for (int row = 0; ; row++)
        {
            yield return new TimeStamp(ticks, pattern == "offsets" ? (short)(row % 2000 < 1500 ? 60 : 120) : (short)0);
            ticks += pattern switch
            {
                "gap" when row == 1500 => TimeSpan.TicksPerMinute,
                "jitter" => TimeSpan.TicksPerSecond + (random.Next(-5, 6) * TimeSpan.TicksPerMillisecond),
                "random" => random.NextInt64(-TimeSpan.TicksPerDay, TimeSpan.TicksPerDay * 300),
                "backwards" => -TimeSpan.TicksPerSecond,
                "same" => 0,
                _ => TimeSpan.TicksPerSecond,
            };
        }
    }
}
