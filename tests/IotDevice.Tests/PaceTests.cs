using System.Diagnostics;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Times that are handed in, not waited for.</summary>
public sealed class PaceTests
{
    [Fact]
    public void Samples_are_due_by_the_first_one_whatever_came_between()
    {
        var pace = new Pace(rate: 4);
        Assert.Equal([0, 250, 188, 0, 125], [Next(pace, 5.0), Next(pace, 5.0), Next(pace, 5.3125), Next(pace, 5.9), Next(pace, 5.875)]);
    }

    [Fact]
    public void Without_a_rate_nothing_waits()
    {
        var pace = new Pace(rate: 0);
        Assert.Equal([0, 0], [Next(pace, 1), Next(pace, 1)]);
    }

    private static int Next(Pace pace, double seconds) => pace.NextWait((long)(seconds * Stopwatch.Frequency));
}
