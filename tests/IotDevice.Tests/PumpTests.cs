using System;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The program with the pump's network: what a stranger sees first.</summary>
public sealed class PumpTests
{
    [Fact]
    public async Task Without_arguments_it_announces_a_failure()
    {
        var outcome = (await Device.Run()).Ok();
        bool[] alarms = [.. outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("alarm").GetBoolean())];
        double[] probabilities = [.. outcome.Results.Select(y => double.Parse(y, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
        Assert.False(alarms[0]);
        Assert.True(alarms[^1]);

        string[] errors = outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int raised = Array.IndexOf(alarms, true) + 1;
        Assert.StartsWith("pump, ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith($"sample {raised} (", errors[1], StringComparison.Ordinal);
        Assert.Contains(" h): alarm raised, probability of damage 0.", errors[1], StringComparison.Ordinal);
        var lead = Regex.Match(errors[^2], @"^alarm raised at sample (\d+) \([\d.]+ h\), and still on at the end: ([\d.]+) h before the bearing failed$");
        Assert.True(lead.Success, errors[^2]);
        Assert.Equal(raised, int.Parse(lead.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        double hours = double.Parse(lead.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(hours, 24, 400);
        Assert.Equal((alarms.Length - raised) / 6.0, hours, 0.051);
        Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
        Assert.StartsWith($"{alarms.Length} steps, 0 lines skipped; ", outcome.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alarms_that_come_and_go_allocate_nothing()
    {
        // A damaged pump and a sound one by turns, faster than any real one: the network's memory has to follow.
        string Row(int n) => n / 2000 % 2 == 0 ? "2000,50,45,1.3" : "2000,50,75,9";
        string csv = "speed,flow,temperature,vibration\n" + string.Concat(Enumerable.Range(0, 40_000).Select(n => Row(n) + "\n"));
        var outcome = (await Device.Run(System.Text.Encoding.UTF8.GetBytes(csv), ["--input", "-"])).Ok();
        Assert.Contains("alarm raised, ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("alarm cleared, ", outcome.Errors, StringComparison.Ordinal);
        Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_leaves_the_alarm_to_the_results()
    {
        var outcome = (await Device.Run("--quiet")).Ok();
        Assert.Equal("", outcome.Errors);
        Assert.EndsWith("\"alarm\":true}", outcome.Lines[^1], StringComparison.Ordinal);
    }
}
