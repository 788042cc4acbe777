using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace IotDevice;

/// <summary>The session's figures in the text format of Prometheus, version 0.0.4.</summary>
internal static class MetricsText
{
    /// <summary>The upper ends of the histogram's buckets, in nanoseconds.</summary>
    private static ReadOnlySpan<long> Bounds => [250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Writes them all.</summary>
    /// <param name="summary">What happened; read while it happens.</param>
    /// <param name="started">When the program started, in seconds since 1970.</param>
    public static string Write(Summary summary, double started)
    {
        var text = new StringBuilder();
        Add(text, "iotdevice_samples_total", "counter", "Samples that went through the network since the start.", summary.Steps);
        Add(text, "iotdevice_bad_lines_total", "counter", "Lines that gave no sample.", summary.Skipped);
        Add(text, "iotdevice_out_of_range_total", "counter", "Samples refused since a value was out of its column's range.", summary.OutOfRange);
        Add(text, "iotdevice_ranged_columns", "gauge", "Columns that have a range now, from the weights or the command line.", summary.RangedColumns);
        Add(text, "iotdevice_repeated_total", "counter", "Samples dropped since they have the time of the one before.", summary.Repeated);
        Add(text, "iotdevice_back_in_time_total", "counter", "Samples dropped since they are earlier than the one before.", summary.Back);
        Add(text, "iotdevice_gaps_total", "counter", "Gaps in time between two samples.", summary.Gaps);
        Add(text, "iotdevice_held_steps_total", "counter", "Steps with the last sample, for those missing in gaps.", summary.Held);
        Add(text, "iotdevice_faults_total", "counter", "Samples without a finite result; the state went back.", summary.Faults);
        Add(text, "iotdevice_fault_on", "gauge", "1 if the last sample was such a one.", summary.FaultOn ? 1 : 0);
        Add(text, "iotdevice_alarms_total", "counter", "Alarms raised since the start.", summary.AlarmsRaised);
        Add(text, "iotdevice_alarm_on", "gauge", "1 while the alarm is on.", summary.AlarmOn ? 1 : 0);
        Add(text, "iotdevice_reconnects_total", "counter", "Times the sensor daemon came back.", summary.Reconnects);
        Add(text, "iotdevice_state_saves_total", "counter", "States saved.", summary.StateSaves);
        Add(text, "iotdevice_state_save_failures_total", "counter", "States that could not be saved.", summary.StateSaveFailures);
        Add(text, "iotdevice_model_swaps_total", "counter", "New weights taken into use.", summary.Swaps);
        Add(text, "iotdevice_model_swaps_refused_total", "counter", "New weights refused.", summary.SwapsRefused);
        AddHistogram(text, summary.Latency);
        Add(text, "process_start_time_seconds", "gauge", "When the program started, in seconds since 1970.", started);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    // A bucket's bound is exact to the width of the histogram's own buckets, 3 %.
    private static void AddHistogram(StringBuilder text, LatencyHistogram latency)
    {
        const string Name = "iotdevice_step_duration_seconds";
        Head(text, Name, "histogram", "Time of one step of the network.");
        foreach (long bound in Bounds)
        {
            long count = latency.CountUpTo((long)(bound * (Stopwatch.Frequency / 1e9)));
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{bound / 1e9}\"}} {count}\n");
        }
        long all = latency.CountUpTo(long.MaxValue);
        text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"+Inf\"}} {all}\n{Name}_sum {latency.Sum / (double)Stopwatch.Frequency}\n{Name}_count {all}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
