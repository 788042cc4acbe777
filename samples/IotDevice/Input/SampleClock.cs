using System;

namespace IotDevice;

/// <summary>What a sample's time says.</summary>
internal enum TimeVerdict
{
    /// <summary>It comes as it should, or nothing is known.</summary>
    Regular,

    /// <summary>It comes more than one and a half periods after the last one.</summary>
    Gap,

    /// <summary>It has the time of the last one: a message that was delivered twice.</summary>
    Repeated,

    /// <summary>It is earlier than the last one.</summary>
    Back,

    /// <summary>So many were earlier in a row that the sensor's clock must have been set back: this one is used.</summary>
    SetBack,
}

/// <summary>Compares the times of samples, each with the last one that the network has seen.</summary>
/// <param name="period">The usual time between two samples in ticks; 0 where it is not known, and there are no gaps.</param>
internal sealed class SampleClock(long period)
{
    /// <summary>No time.</summary>
    public const long Unknown = long.MinValue;

    /// <summary>
    /// After so many earlier samples, each later than the one before it, the sensor's clock has been set back. More than a broker sends again after
    /// a connection was lost (mosquitto has 20 messages on their way at most), and few enough that monitoring is not blind for long.
    /// </summary>
    public const int SetBackAfter = 30;

    private const double LateFrom = 1.5;

    private long earlier = Unknown;
    private int earlierInARow;

    /// <summary>When the last sample was taken that the network has seen.</summary>
    public long Last { get; private set; } = Unknown;

    /// <summary>What a sample's time says.</summary>
    public TimeVerdict Judge(long ticks)
    {
        if (Last == Unknown || ticks > Last)
        {
            earlierInARow = 0;
            return Last == Unknown || period == 0 || ticks - Last <= LateFrom * period ? TimeVerdict.Regular : TimeVerdict.Gap;
        }
        if (ticks == Last)
        {
            return TimeVerdict.Repeated;
        }
        earlierInARow = earlierInARow > 0 && ticks > earlier ? earlierInARow + 1 : 1;
        earlier = ticks;
        return earlierInARow > SetBackAfter ? TimeVerdict.SetBack : TimeVerdict.Back;
    }

    /// <summary>Periods without a sample between the last one and this.</summary>
    public long Missing(long ticks) => ((ticks - Last + (period / 2)) / period) - 1;

    /// <summary>When the missing sample of a number from 1 behind another should have been taken.</summary>
    public SampleTime Behind(SampleTime sample, long number) => sample with { Ticks = sample.Ticks + (number * period) };

    /// <summary>The network has seen the sample of that time.</summary>
    public void Accept(long ticks)
    {
        Last = ticks;
        earlierInARow = 0;
    }
}
