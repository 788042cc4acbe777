namespace IotDevice;

/// <summary>What a session did.</summary>
internal sealed class Summary
{
    /// <summary>Samples that went through the model.</summary>
    public long Steps { get; set; }

    /// <summary>Lines that gave no sample.</summary>
    public long Skipped { get; set; }

    /// <summary>Bytes that the loop allocated, <see cref="BytesForFaults"/> not counted.</summary>
    public long Bytes { get; set; }

    /// <summary>Bytes of the exceptions for lines that were no JSON.</summary>
    public long BytesForFaults { get; set; }

    /// <summary>How long the model's steps took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The summary in one line.</summary>
    public override string ToString()
    {
        string faults = BytesForFaults == 0 ? "" : $" (and {BytesForFaults} by exceptions for lines that are no JSON)";
        return $"{Count(Steps, "step")}, {Count(Skipped, "line")} skipped; step {Latency}; {Count(Bytes, "byte")} allocated in the loop{faults}";
    }

    private static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
