using System.IO;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>A session's alarm, with all that follows from a change: the log, the count, the message.</summary>
/// <param name="settings">When it is raised and cleared.</param>
/// <param name="summary">Where alarms are counted.</param>
/// <param name="errors">Where changes are reported; null where nobody wants to read of them.</param>
internal sealed class AlarmWatch(AlarmSettings settings, Summary summary, Stream? errors)
{
    private Alarm alarm = settings.New();
    private readonly AlarmWriter? writer = errors is null ? null : new AlarmWriter(errors, settings.SampleHours);

    /// <summary>The alarms up to now.</summary>
    public AlarmLog Log { get; } = new(settings.SampleHours);

    /// <summary>Whether it is on.</summary>
    public bool IsOn => alarm.IsOn;

    /// <summary>What the alarm remembers.</summary>
    public AlarmMemory Memory => new(alarm.IsOn, alarm.InARow);

    /// <summary>Continues where an earlier start ended.</summary>
    public void Restore(DeviceState state)
    {
        alarm.Restore(state.Alarm.IsOn, state.Alarm.InARow);
        Log.History = state.Log;
        summary.AlarmOn = alarm.IsOn;
    }

    /// <summary>Takes the next sample's probability.</summary>
    public AlarmChange Take(float probability) => alarm.Take(probability);

    /// <summary>Notes a change, and reports it.</summary>
    /// <param name="sample">At which sample, from 1.</param>
    /// <param name="change">What changed.</param>
    /// <param name="probability">The network's output there.</param>
    /// <param name="results">The results, sent off first so that on a terminal the message stands behind the one that did it.</param>
    public void Report(long sample, AlarmChange change, float probability, ResultWriter results)
    {
        Log.Add(sample, change);
        summary.AlarmOn = alarm.IsOn;
        summary.AlarmsRaised += change == AlarmChange.Raised ? 1 : 0;
        if (writer is not null)
        {
            results.Flush();
            writer.Write(sample, change, probability);
        }
    }
}
