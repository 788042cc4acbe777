using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Learning;

/// <summary>Data on which the defaults of <c>lstm new</c> and <c>lstm train</c> are held against settings that were searched for.</summary>
/// <param name="Name">Of the task.</param>
/// <param name="Network">The options of <c>lstm new</c> that the data decides.</param>
/// <param name="Data">The options of <c>lstm train</c> that say what is to be learnt from what.</param>
/// <param name="Metric">The figure that counts.</param>
/// <param name="HigherIsBetter">Which way.</param>
internal sealed record DefaultsTask(string Name, string[] Network, string[] Data, string Metric, bool HigherIsBetter)
{
    private const string Collection = "data";

    /// <summary>The series of the Numenta Anomaly Benchmark that docs/benchmarks/defaults.md names.</summary>
    private static readonly string[] Series =
    [
        "realKnownCause/machine_temperature_system_failure", "realKnownCause/ambient_temperature_system_failure", "realKnownCause/nyc_taxi",
        "realKnownCause/cpu_utilization_asg_misconfiguration", "realKnownCause/ec2_request_latency_system_failure", "realAWSCloudwatch/rds_cpu_utilization_e47b3b",
        "realAWSCloudwatch/elb_request_count_8c0756", "realTraffic/TravelTime_387", "realTraffic/speed_7578", "realTweets/Twitter_volume_AAPL",
    ];

    /// <summary>Whether a value is to be forecast, so that a network may start from the last one.</summary>
    public bool IsForecast => Data.Contains("--horizon");

    /// <summary>Whether each sequence has one answer, at its end.</summary>
    public bool IsWhole => HigherIsBetter;

    /// <summary>The tasks whose data is there.</summary>
    /// <param name="nab">A copy of the Numenta Anomaly Benchmark; null for none.</param>
    /// <param name="others">A folder with BasicMotions, JapaneseVowels and C-MAPSS, as tests/Lstm.Learning/RealData names them; null for none.</param>
    public static IEnumerable<DefaultsTask> In(string? nab, string? others)
    {
        if (nab is not null)
        {
            foreach (string series in Series)
            {
                yield return Forecast(Path.GetFileName(series), Path.Combine(nab, Collection, series + ".csv"));
            }
        }
        if (others is not null)
        {
            yield return Classes(others, "BasicMotions", inputs: 6, classes: 4);
            yield return Classes(others, "JapaneseVowels", inputs: 12, classes: 9);
            yield return EngineWear(Path.Combine(others, "cmapss"));
        }
    }

    /// <summary>One row ahead, parts by time.</summary>
    public static DefaultsTask Forecast(string name, string path) => new(
        name, ["--input", "1", "--task", "forecast"],
        ["--data", path, "--inputs", "value", "--target", "value", "--horizon", "1", "--validation-share", "0.2", "--test-share", "0.2"],
        "RMSE", HigherIsBetter: false);

    private static DefaultsTask Classes(string folder, string name, int inputs, int classes) => new(
        name, ["--input", $"{inputs}", "--task", "classification", "--output", $"{classes}"],
        ["--data", Path.Combine(folder, name + "_TRAIN.ts"), "--test", Path.Combine(folder, name + "_TEST.ts"), "--validation-share", "0.2"],
        "accuracy", HigherIsBetter: true);

    /// <summary>The columns that do not vary, or next to not, are left out, as in docs/benchmarks/learning.md.</summary>
    private static DefaultsTask EngineWear(string folder) => new(
        "C-MAPSS FD001", ["--input", "12", "--standardise"],
        ["--data", Path.Combine(folder, "train_FD001.txt"), "--test", Path.Combine(folder, "test_FD001.txt"), "--test-ends", Path.Combine(folder, "RUL_FD001.txt"), "--format", "whitespace",
            "--sequence-column", "1", "--inputs", "7-9,12,14,16,17,19,20,22,25,26", "--remaining-steps", "--cap", "125", "--validation-share", "0.2"],
        "RMSE", HigherIsBetter: false);
}
