namespace IotDevice;

/// <summary>What the program has to remember from one start to the next, so that it continues as if it had not ended.</summary>
/// <param name="SpecHash">The hash of the network's spec: the memory means nothing to another network.</param>
/// <param name="Samples">Samples up to now, over all starts.</param>
/// <param name="Alarm">The alarm.</param>
/// <param name="Log">When it was raised and cleared.</param>
/// <param name="Memory">The network's state, as bytes.</param>
internal sealed record DeviceState(string SpecHash, long Samples, AlarmMemory Alarm, AlarmHistory Log, byte[] Memory)
{
    /// <summary>When the last sample was taken, in ticks; <see cref="SampleClock.Unknown"/> where that is not known.</summary>
    public long LastTime { get; init; } = SampleClock.Unknown;
}

/// <summary>What an alarm remembers.</summary>
/// <param name="IsOn">Whether it is on.</param>
/// <param name="InARow">How many samples in a row have spoken for a change.</param>
internal readonly record struct AlarmMemory(bool IsOn, int InARow);

/// <summary>When an alarm was raised and cleared, in samples from 1.</summary>
/// <param name="Raised">How often it was raised.</param>
/// <param name="First">When for the first time.</param>
/// <param name="Last">When for the last time.</param>
/// <param name="Cleared">When it was cleared after that; 0 while it is on.</param>
internal readonly record struct AlarmHistory(long Raised, long First, long Last, long Cleared);
