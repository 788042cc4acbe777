using System;
using System.Diagnostics;

namespace IotDevice;

/// <summary>When samples are due at a rate. Counted from the first, so that lateness does not add up.</summary>
/// <param name="rate">Samples per second; 0 for at once.</param>
internal sealed class Pace(double rate)
{
    private long first;
    private long samples;

    /// <summary>How many milliseconds to sleep before the next sample. Above 1000 a second several are due at each waking.</summary>
    public int NextWait(long now)
    {
        if (rate == 0)
        {
            return 0;
        }
        first = samples == 0 ? now : first;
        double due = samples++ / rate;
        double elapsed = (double)(now - first) / Stopwatch.Frequency;
        return (int)Math.Max(0, Math.Ceiling((due - elapsed) * 1000));
    }
}
