using System;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests;

/// <summary>An alarm with hysteresis and hold.</summary>
public class AlarmTests
{
    [Theory]
    [InlineData("0.8 0.8 0.8 0.8", "..+.")]
    [InlineData("0.8 0.8 0.7 0.8 0.8 0.8", ".....+")]
    [InlineData("0.9 0.9 0.9 0.3 0.3 0.3", "..+...")]
    [InlineData("0.9 0.9 0.9 0.2 0.3 0.2 0.2", "..+...-")]
    [InlineData("0.9 0.9 0.9 0.1 0.1 0.9 0.9 0.9", "..+.-..+")]
    [InlineData("0.9 0.9 NaN 0.9 0.9", ".....")]
    [InlineData("0.9 0.9 0.9 0.1 NaN 0.1", "..+...")]
    public void Changes(string answers, string expected)
    {
        var alarm = new Alarm(on: 0.75f, off: 0.25f, onAfter: 3, offAfter: 2);
        float[] values = [.. answers.Split(' ').Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        string changes = "";
        for (int t = 0; t < values.Length; t++)
        {
            var stored = alarm;
            alarm = new Alarm(0.75f, 0.25f, 3, 2);
            alarm.Restore(stored.IsOn, stored.InARow); // as over a restart of the program
            changes += alarm.Take(values[t]) switch { AlarmChange.Raised => '+', AlarmChange.Cleared => '-', _ => '.' };
        }
        Assert.Equal(expected, changes);
    }

    [Fact]
    public void Alone_with_its_threshold_it_follows_each_answer()
    {
        var alarm = new Alarm(0.5f, 0.5f);
        Assert.Equal([AlarmChange.Raised, AlarmChange.None, AlarmChange.Cleared], new[] { alarm.Take(0.5f), alarm.Take(0.6f), alarm.Take(0.4f) });
    }

    [Fact]
    public void One_that_was_not_constructed_stays_off()
    {
        var alarm = default(Alarm);
        Assert.Equal((AlarmChange.None, AlarmChange.None, false), (alarm.Take(1), alarm.Take(-1), alarm.IsOn));
    }

    [Theory]
    [InlineData(0.5f, 0.6f)]
    [InlineData(float.NaN, 0.5f)]
    [InlineData(0.5f, float.NaN)]
    public void Limits_that_contradict_each_other_are_refused(float on, float off) => Assert.Throws<ArgumentException>(() => new Alarm(on, off));

    [Fact]
    public void Numbers_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Alarm(1, 0, onAfter: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Alarm(1, 0, offAfter: 0));
        var alarm = new Alarm(1, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => alarm.Restore(true, -1));
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        var alarm = new Alarm(0.5f, 0.25f, 2, 2);
        long least = long.MaxValue;
        for (int time = 0; time < 4; time++) // the runtime's count is now and then off while other threads collect garbage
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                _ = alarm.Take(i % 10);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
