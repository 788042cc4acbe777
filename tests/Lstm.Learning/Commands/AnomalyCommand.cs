using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Evaluation;

namespace Lstm.Learning;

/// <summary>anomaly: detectors that lstm train makes, beside a naive one and those that the Numenta Anomaly Benchmark publishes.</summary>
internal static class AnomalyCommand
{
    private static readonly string[] Published = ["numenta", "windowedGaussian"];

    public static Command Create()
    {
        var nab = new Option<string>("--nab") { Description = "A copy of the Numenta Anomaly Benchmark (github.com/numenta/NAB)", HelpName = "FOLDER", Required = true };
        var series = new Option<string[]>("--series") { Description = "Series of it, folder and name (default: those of docs/benchmarks/anomaly.md)", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var rate = new Option<double>("--rate") { Description = "The rate of false alarms that is stated", HelpName = "R", DefaultValueFactory = _ => 0.001 };
        var smoothing = new Option<int>("--smoothing") { Description = "As of lstm train", HelpName = "N", DefaultValueFactory = _ => 1 };
        var window = new Option<int>("--window") { Description = "Also a detector by reconstruction of so many values, the last ones of the series; 1 for none", HelpName = "N", DefaultValueFactory = _ => 1 };
        var parts = new Option<bool>("--parts") { Description = "Trains on 0.6 of the rows, validates on 0.2 and judges the last 0.2; without it the detector has the first 15 %, at most 750 rows, which the benchmark does not judge, and judges all" };
        var command = new Command("anomaly", "Detectors that lstm new --task anomaly and lstm train make, beside one by persistence and those that the benchmark publishes: its score, windows found, false alarms.") { nab, series, rate, smoothing, window, parts };
        command.SetAction(result =>
        {
            Console.WriteLine("| series | detector | NAB standard | low FP | low FN | windows found | precision | false alarms in 1000 rows |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            string[] names = result.GetValue(series) is { Length: > 0 } some ? some : [.. LabelledSeries.Judging];
            foreach (var one in names.Select(name => LabelledSeries.Read(result.GetValue(nab)!, name)))
            {
                int rows = one.Values.Length;
                if (result.GetValue(parts))
                {
                    SeriesParts split = new(rows - (2 * (rows / 5)), rows / 5);
                    int first = split.Training + split.Validation;
                    foreach (var run in Runs(one, split, result.GetValue(rate), result.GetValue(smoothing), result.GetValue(window)))
                    {
                        RowWindow[] windows = [.. one.Windows.Where(window => window.Last >= first).Select(window => new RowWindow(Math.Max(window.First, first) - first, window.Last - first))];
                        Write(one.Name, run.Name, [.. run.Scores.Skip(first)], _ => run.Threshold, windows);
                    }
                    continue;
                }
                int beginning = NabScore.Probation(rows);
                foreach (var run in Runs(one, new SeriesParts(beginning - (beginning / 3), beginning / 3), result.GetValue(rate), result.GetValue(smoothing), result.GetValue(window)))
                {
                    Write(one.Name, run.Name, run.Scores, _ => run.Threshold, one.Windows);
                }
                using var thresholds = JsonDocument.Parse(File.ReadAllText(Path.Combine(result.GetValue(nab)!, "config", "thresholds.json")));
                foreach (string detector in Published)
                {
                    float Threshold(string profile) => (float)thresholds.RootElement.GetProperty(detector).GetProperty(profile).GetProperty("threshold").GetDouble();
                    Write(one.Name, detector, one.Published(result.GetValue(nab)!, detector), Threshold, one.Windows);
                }
            }
            return 0;
        });
        return command;
    }

    private static IEnumerable<DetectorRun> Runs(LabelledSeries series, SeriesParts split, double rate, int smoothing, int window)
    {
        string[] options = ["--threshold", string.Create(CultureInfo.InvariantCulture, $"false-alarm-rate={rate}"), "--smoothing", $"{smoothing}"];
        yield return DetectorRun.Trained("lstm", series.Path, series.Values.Length, split, ["--input", "1"], options);
        if (window > 1)
        {
            yield return DetectorRun.Reconstruction(series, split, window, options);
        }
        yield return DetectorRun.Naive(series, split, rate);
    }

    /// <summary>A row; published detectors have a threshold of their own for each profile, and the other figures are those of the first.</summary>
    private static void Write(string series, string detector, float[] scores, Func<string, float> threshold, IReadOnlyList<RowWindow> windows)
    {
        var figures = DetectionScores.Of(scores, threshold("standard"), windows).ToDictionary(metric => metric.Name, metric => metric.Value);
        string[] profiles = ["standard", "reward_low_FP_rate", "reward_low_FN_rate"];
        string Score(int profile) => windows.Count == 0 ? "–" : NabScore.Normalised(NabProfile.All[profile], [.. scores.Select(score => score >= threshold(profiles[profile]))], windows).ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(series)} | {detector} | {Score(0)} | {Score(1)} | {Score(2)} | {figures["windows found"]:0} of {windows.Count} | {figures["precision"]:0.00} | {figures["false alarms"]:0.00} |"));
    }
}
