using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Runs;

namespace Lstm.Learning;

/// <summary>skab: detectors by forecast and by reconstruction on the experiments of the Skoltech Anomaly Benchmark, eight sensors of a water circuit.</summary>
internal static class SkabCommand
{
    private const int Sensors = 8;
    private static readonly SeriesParts Beginning = new(267, 133);

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The folder data of a copy of the benchmark (github.com/waico/SKAB)", HelpName = "FOLDER", Required = true };
        var folders = new Option<string[]>("--folders") { Description = "Its folders", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["valve1", "valve2", "other"] };
        var rate = new Option<double>("--rate") { Description = "The rate of false alarms that is stated", HelpName = "R", DefaultValueFactory = _ => 0.001 };
        var command = new Command("skab", "Detectors of the first 400 rows of each experiment, judged by its labelled rows behind them.") { data, folders, rate };
        command.SetAction(result =>
        {
            Console.WriteLine("| experiments | detector | F1 | false alarms | missed |");
            Console.WriteLine("|---|---|---|---|---|");
            foreach (string folder in result.GetValue(folders)!)
            {
                var counts = new Dictionary<string, Counts>();
                foreach (string file in Directory.GetFiles(Path.Combine(result.GetValue(data)!, folder), "*.csv").Order(StringComparer.Ordinal))
                {
                    Judge(file, result.GetValue(rate), counts);
                }
                foreach (var (name, count) in counts)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {folder} | {name} | {count.F1:0.00} | {count.FalseAlarms:0.0} % | {count.Missed:0.0} % |"));
                }
            }
            return 0;
        });
        return command;
    }

    private static void Judge(string file, double rate, Dictionary<string, Counts> counts)
    {
        string[][] rows = [.. File.ReadLines(file).Select(line => line.Split(';'))];
        int first = Beginning.Training + Beginning.Validation, label = Array.IndexOf(rows[0], "anomaly");
        string path = Path.Combine(Path.GetTempPath(), $"lstm-skab-{Guid.NewGuid():N}.csv");
        try
        {
            File.WriteAllLines(path, rows.Select(row => string.Join(',', row.Skip(1).Take(Sensors))));
            bool[] truth = [.. rows.Skip(1).Select(row => row[label].StartsWith('1'))];
            string[] options = ["--threshold", string.Create(CultureInfo.InvariantCulture, $"false-alarm-rate={rate}")];
            float[][] values = [.. rows.Skip(1).Select(row => row.Skip(1).Take(Sensors).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
            DetectorRun[] runs =
            [
                DetectorRun.Trained("forecast", path, truth.Length, Beginning, ["--input", $"{Sensors}"], options),
                DetectorRun.Trained("reconstruction", path, truth.Length, Beginning, ["--input", $"{Sensors}", "--anomaly", "reconstruction"], options),
                Naive("persistence", values, (now, before, _) => now - before, rate),
                Naive("mean of the training part", values, (now, _, mean) => now - mean, rate),
            ];
            foreach (var run in runs)
            {
                var count = counts[run.Name] = counts.GetValueOrDefault(run.Name) ?? new Counts();
                for (int t = first; t < truth.Length; t++)
                {
                    count.Add(truth[t], run.Scores[t] >= run.Threshold);
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A detector without a network: scale and threshold by the same rules from the same rows.</summary>
    private static DetectorRun Naive(string name, float[][] values, Func<float, float, float, float> error, double rate)
    {
        float[] scores = new float[values.Length];
        for (int column = 0; column < Sensors; column++)
        {
            float mean = values.Take(Beginning.Training).Average(row => row[column]);
            float[] errors = [.. values.Select((row, t) => error(row[column], values[Math.Max(t - 1, 0)][column], mean))];
            float[] validation = [.. errors.Skip(Beginning.Training).Take(Beginning.Validation)];
            var (median, deviation) = DetectorFitting.ScaleOf(validation, values.Skip(Beginning.Training).Take(Beginning.Validation).Max(row => Math.Abs(row[column])));
            scores = [.. scores.Zip(errors, (score, one) => Math.Max(score, Math.Abs(one - median) / deviation))];
        }
        return new DetectorRun(name, scores, DetectorFitting.Threshold([.. scores.Skip(Beginning.Training).Take(Beginning.Validation)], rate).Threshold);
    }

    /// <summary>Rows by what they are and whether they were flagged.</summary>
    private sealed class Counts
    {
        private long hits, misses, falseAlarms, rejections;

        public double F1 => 2.0 * hits / Math.Max(1, (2 * hits) + misses + falseAlarms);

        /// <summary>Of the rows without an anomaly, the percentage that was flagged.</summary>
        public double FalseAlarms => 100.0 * falseAlarms / Math.Max(1, falseAlarms + rejections);

        /// <summary>Of the rows with an anomaly, the percentage that was not.</summary>
        public double Missed => 100.0 * misses / Math.Max(1, misses + hits);

        public void Add(bool truth, bool flagged)
        {
            hits += truth && flagged ? 1 : 0;
            misses += truth && !flagged ? 1 : 0;
            falseAlarms += !truth && flagged ? 1 : 0;
            rejections += !truth && !flagged ? 1 : 0;
        }
    }
}
