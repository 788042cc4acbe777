namespace IotDevice;

/// <summary>What a session did. The metrics read it from another thread: each number is right, if not all of one moment.</summary>
internal sealed class Summary
{
    /// <summary>Samples that went through the model.</summary>
    public long Steps { get; set; }

    /// <summary>Lines that gave no sample.</summary>
    public long Skipped { get; set; }

    /// <summary>Samples that were not plausible.</summary>
    public long OutOfRange { get; set; }

    /// <summary>Columns that have a range now.</summary>
    public int RangedColumns { get; set; }

    /// <summary>Samples that were dropped since they have the time of the one before them.</summary>
    public long Repeated { get; set; }

    /// <summary>Samples that were dropped since they are earlier than the one before them.</summary>
    public long Back { get; set; }

    /// <summary>Gaps between two samples.</summary>
    public long Gaps { get; set; }

    /// <summary>Steps with the last sample in gaps.</summary>
    public long Held { get; set; }

    /// <summary>Samples to which the network had no finite answer.</summary>
    public long Faults { get; set; }

    /// <summary>Whether the last one was such a sample.</summary>
    public bool FaultOn { get; set; }

    /// <summary>Messages that were not written, since there were many like them.</summary>
    public long MessagesLeftOut { get; set; }

    /// <summary>Alarms raised.</summary>
    public long AlarmsRaised { get; set; }

    /// <summary>Whether the alarm is on.</summary>
    public bool AlarmOn { get; set; }

    /// <summary>Times the sensor daemon came back.</summary>
    public long Reconnects { get; set; }

    /// <summary>States saved.</summary>
    public long StateSaves { get; set; }

    /// <summary>States that could not be saved.</summary>
    public long StateSaveFailures { get; set; }

    /// <summary>New weights taken into use.</summary>
    public long Swaps { get; set; }

    /// <summary>New weights refused.</summary>
    public long SwapsRefused { get; set; }

    /// <summary>Bytes that the loop allocated, <see cref="BytesForFaults"/> and <see cref="BytesApart"/> not counted.</summary>
    public long Bytes { get; set; }

    /// <summary>Bytes of the exceptions for lines that were no JSON.</summary>
    public long BytesForFaults { get; set; }

    /// <summary>Bytes of what happens now and then: saving the state, connecting, taking new weights.</summary>
    public long BytesApart { get; set; }

    /// <summary>How long the model's steps took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The summary in one line.</summary>
    public override string ToString()
    {
        string faults = BytesForFaults == 0 ? "" : $" (and {BytesForFaults} by exceptions for lines that are not JSON)";
        string apart = BytesApart == 0 ? "" : $" (and {BytesApart} to save, connect and swap)";
        string range = OutOfRange == 0 ? "" : $", {Count(OutOfRange, "sample")} out of range";
        string times = (Repeated == 0 ? "" : $", {Count(Repeated, "repeated sample")} dropped") + (Back == 0 ? "" : $", {Count(Back, "earlier sample")} dropped") + (Gaps == 0 ? "" : $", {Count(Gaps, "gap")}") + (Held == 0 ? "" : $" ({Count(Held, "step")} held)");
        string fault = Faults == 0 ? "" : $", {Count(Faults, "fault")}";
        string unsaid = MessagesLeftOut == 0 ? "" : $"; {Count(MessagesLeftOut, "message")} left out";
        return $"{Count(Steps, "step")}, {Count(Skipped, "line")} skipped{range}{times}{fault}{unsaid}; step {Latency}; {Count(Bytes, "byte")} allocated in the loop{faults}{apart}";
    }

    private static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
