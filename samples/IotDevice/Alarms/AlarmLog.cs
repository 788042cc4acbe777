using System;
using System.Globalization;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>When an alarm was raised and cleared.</summary>
/// <param name="sampleHours">Hours from one sample to the next.</param>
internal sealed class AlarmLog(double sampleHours)
{
    private long raised;
    private long first;
    private long last;
    private long cleared; // 0 while it is on

    /// <summary>What it has noted; set to continue from there.</summary>
    public AlarmHistory History
    {
        get => new(raised, first, last, cleared);
        set => (raised, first, last, cleared) = value;
    }

    /// <summary>Notes a change.</summary>
    /// <param name="sample">At which sample, from 1.</param>
    /// <param name="change">What changed.</param>
    public void Add(long sample, AlarmChange change)
    {
        if (change == AlarmChange.Cleared)
        {
            cleared = sample;
            return;
        }
        raised++;
        first = raised == 1 ? sample : first;
        last = sample;
        cleared = 0;
    }

    /// <summary>What happened, in a line.</summary>
    /// <param name="samples">Samples up to now.</param>
    /// <param name="end">What happens right after the last one; null for nothing that is known.</param>
    public string Describe(long samples, string? end)
    {
        if (raised == 0)
        {
            return end is null ? "no alarm" : $"no alarm before {end}";
        }
        string before = raised == 1 ? $"alarm raised at {Time(last)}" : $"alarm raised {raised} times, first at {Time(first)}, last at {Time(last)}";
        string now = cleared > 0 ? $", cleared at {Time(cleared)}" : ", and still on at the end";
        string lead = end is null || cleared > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $": {Hours(samples - last):F1} h before {end}");
        return before + now + lead;
    }

    private string Time(long sample) => string.Create(CultureInfo.InvariantCulture, $"sample {sample} ({Hours(sample - 1):F1} h)");

    private double Hours(long samples) => Math.Round(samples * sampleHours, 1);
}
