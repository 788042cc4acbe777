using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Learning;

/// <summary>real: networks trained on real data with <c>lstm train</c>.</summary>
internal static class RealCommand
{
    private const int Skipped = 77;

    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Which: " + string.Join(", ", RealTask.All.Select(task => task.Name)), DefaultValueFactory = _ => [.. RealTask.All.Select(task => task.Name)] };
        names.AcceptOnlyFromAmong([.. RealTask.All.Select(task => task.Name)]);
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, from 1 on; the median has to reach the goal", HelpName = "N", DefaultValueFactory = _ => 5 };
        var command = new Command("real", "Trains networks on real data with lstm train, the spec and options in RealData, and measures the generated code. Where the data is absent it says so and exits with 77.") { names, seeds };
        command.SetAction(result => Run(result.GetValue(names)!, Math.Max(1, result.GetValue(seeds))));
        return command;
    }

    private static int Run(string[] names, int seeds)
    {
        if (Shared() is not { } shared)
        {
            Console.Error.WriteLine("skipped: needs data in a folder 'shared' beside the repository, or where LSTM_SHARED points");
            return Skipped;
        }
        Console.WriteLine("| data | figure | each seed | median | goal | time, s | ns a step | difference | |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        bool allMet = true;
        foreach (var task in RealTask.All.Where(task => names.Contains(task.Name)))
        {
            allMet &= Measure(task, shared, seeds);
        }
        return allMet ? 0 : 1;
    }

    private static bool Measure(RealTask task, string shared, int seeds)
    {
        List<double> figures = [], times = [], steps = [], differences = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            string folder = Directory.CreateTempSubdirectory("lstm-learning-").FullName;
            try
            {
                var run = new RealRun(task, shared, folder, seed);
                figures.Add(task.Measure(run));
                times.Add(run.Time.TotalSeconds);
                steps.Add(run.NanosecondsPerStep);
                differences.Add(run.Difference);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        double median = Median(figures);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {task.Name} | {task.Metric} | {string.Join(", ", figures.Select(figure => figure.ToString("0.##", CultureInfo.InvariantCulture)))} | {median:0.##} | {(task.AtLeast ? "≥" : "≤")} {task.Goal} | {Median(times):F1} | {steps.Min():F0} | {differences.Max():0.0E+0} | {(task.IsMet(median) ? "met" : "MISSED")} |"));
        return task.IsMet(median);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string? Shared()
    {
        string? named = Environment.GetEnvironmentVariable("LSTM_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); named is null or "" && folder is not null; folder = folder.Parent)
        {
            named = File.Exists(Path.Combine(folder.FullName, "Lstm.Embedded.sln")) ? Path.Combine(folder.Parent?.FullName ?? "", "shared") : null;
        }
        return Directory.Exists(Path.Combine(named ?? "shared", "data")) ? named : null;
    }
}
