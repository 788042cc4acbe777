using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Evaluation;

namespace Lstm.Learning;

/// <summary>A series of the Numenta Anomaly Benchmark with its labelled windows.</summary>
/// <param name="Name">Its folder and name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Values">A value a row.</param>
/// <param name="Windows">The rows of its windows.</param>
internal sealed record LabelledSeries(string Name, string Path, float[] Values, IReadOnlyList<RowWindow> Windows)
{
    /// <summary>Those that docs/benchmarks/anomaly.md names.</summary>
    public static IReadOnlyList<string> Judging { get; } =
        ["realKnownCause/machine_temperature_system_failure", "realKnownCause/nyc_taxi", "realKnownCause/cpu_utilization_asg_misconfiguration", "realAWSCloudwatch/rds_cpu_utilization_cc0c53"];

    /// <summary>Reads one.</summary>
    /// <param name="nab">A copy of the benchmark.</param>
    /// <param name="name">Its folder and name.</param>
    public static LabelledSeries Read(string nab, string name)
    {
        string path = System.IO.Path.Combine(nab, "data", name + ".csv");
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(','))];
        var times = rows.Select(row => row[0]).ToList();
        using var labels = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(nab, "labels", "combined_windows.json")));
        int Row(JsonElement time) => times.IndexOf(time.GetString()![..19]);
        return new LabelledSeries(
            name,
            path,
            [.. rows.Select(row => float.Parse(row[1], CultureInfo.InvariantCulture))],
            [.. labels.RootElement.GetProperty(name + ".csv").EnumerateArray().Select(window => new RowWindow(Row(window[0]), Row(window[1])))]);
    }

    /// <summary>The scores that another detector gave it, as the benchmark publishes them.</summary>
    public float[] Published(string nab, string detector) =>
        [.. File.ReadLines(System.IO.Path.Combine(nab, "results", detector, System.IO.Path.GetDirectoryName(Name)!, $"{detector}_{System.IO.Path.GetFileName(Name)}.csv")).Skip(1).Select(line => float.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];
}
