using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace IotDevice.Tests;

/// <summary>When the alarm is raised and cleared, and what is said of it.</summary>
public sealed class AlarmTests
{
    private static readonly AlarmSettings Settings = new(Raise: 0.75f, RaiseAfter: 3, Clear: 0.25f, ClearAfter: 2, SampleHours: 0.5);

    [Theory]
    [InlineData("0.8 0.8 0.8 0.8", "..+.")]
    [InlineData("0.75 0.75 0.75", "..+")]
    [InlineData("0.8 0.8 0.7 0.8 0.8 0.8", ".....+")]
    [InlineData("0.9 0.9 0.9 0.3 0.3 0.3 0.3", "..+....")]
    [InlineData("0.9 0.9 0.9 0.2 0.3 0.2 0.2", "..+...-")]
    [InlineData("0.9 0.9 0.9 0.25 0.25 0.25", "..+...")]
    [InlineData("0.9 0.9 0.9 0.1 0.1 0.9 0.9 0.9", "..+.-..+")]
    [InlineData("0.9 0.9 NaN 0.9 0.9", ".....")]
    [InlineData("0.9 0.9 0.9 NaN NaN NaN", "..+...")]
    [InlineData("0.9 0.9 0.9 0.1 NaN 0.1", "..+...")]
    public void Changes(string probabilities, string expected)
    {
        var alarm = Settings.New();
        string changes = string.Concat(probabilities.Split(' ').Select(text => alarm.Take(float.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) switch
        {
            AlarmChange.Raised => '+',
            AlarmChange.Cleared => '-',
            _ => '.',
        }));
        Assert.Equal(expected, changes);
        Assert.Equal(expected.LastIndexOf('+') > expected.LastIndexOf('-'), alarm.IsOn);
    }

    [Fact]
    public void What_is_said_of_it()
    {
        var log = new AlarmLog(sampleHours: 0.5);
        Assert.Equal("no alarm", log.Describe(100, null));
        Assert.Equal("no alarm before the bearing failed", log.Describe(100, "the bearing failed"));
        log.Add(21, AlarmChange.Raised);
        Assert.Equal("alarm raised at sample 21 (10.0 h), and still on at the end", log.Describe(100, null));
        Assert.Equal("alarm raised at sample 21 (10.0 h), and still on at the end: 39.5 h before the bearing failed", log.Describe(100, "the bearing failed"));
        log.Add(31, AlarmChange.Cleared);
        Assert.Equal("alarm raised at sample 21 (10.0 h), cleared at sample 31 (15.0 h)", log.Describe(100, "the bearing failed"));
        log.Add(41, AlarmChange.Raised);
        Assert.Equal(
            "alarm raised 2 times, first at sample 21 (10.0 h), last at sample 41 (20.0 h), and still on at the end: 29.5 h before the bearing failed",
            log.Describe(100, "the bearing failed"));
    }
}
