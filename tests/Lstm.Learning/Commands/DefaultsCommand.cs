using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Learning;

/// <summary>defaults: what lstm new and lstm train give when nothing is said, against the best of settings drawn at random.</summary>
internal static class DefaultsCommand
{
    /// <summary>At most so much more error than the best setting, and at least this share of its accuracy.</summary>
    private const double MostError = 1.05, LeastAccuracy = 0.95;

    public static Command Create()
    {
        var nab = new Option<string?>("--nab") { Description = "A copy of the Numenta Anomaly Benchmark (github.com/numenta/NAB)", HelpName = "FOLDER" };
        var others = new Option<string?>("--others") { Description = "A folder with BasicMotions and JapaneseVowels (.ts) and cmapss", HelpName = "FOLDER" };
        var series = new Option<string[]>("--series") { Description = "Other series to forecast, instead: CSV files with a column value", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var only = new Option<string?>("--only") { Description = "The tasks whose name contains this", HelpName = "TEXT" };
        var settings = new Option<int>("--settings") { Description = "How many settings are drawn", HelpName = "N", DefaultValueFactory = _ => 20 };
        var seed = new Option<ulong>("--seed") { Description = "What they are drawn from", HelpName = "N", DefaultValueFactory = _ => 1 };
        var searchOnly = new Option<bool>("--search-only") { Description = "Runs the settings and says nothing of them: for --keep" };
        var defaultsOnly = new Option<bool>("--defaults-only") { Description = "Runs the defaults and none of the settings" };
        var keep = new Option<string?>("--keep") { Description = "Keeps the results there and takes those that are there already", HelpName = "FOLDER" };
        var command = new Command("defaults", "Holds lstm new and lstm train without options of training against the best, on the validation part, of settings drawn at random.") { nab, others, series, only, settings, seed, searchOnly, defaultsOnly, keep };
        command.SetAction(result =>
        {
            string? kept = result.GetValue(keep);
            if (kept is not null)
            {
                Directory.CreateDirectory(kept);
            }
            string[] files = result.GetValue(series) ?? [];
            var tasks = files.Length > 0 ? files.Select(file => DefaultsTask.Forecast(Path.GetFileNameWithoutExtension(file), file)) : DefaultsTask.In(result.GetValue(nab), result.GetValue(others));
            tasks = tasks.Where(task => task.Name.Contains(result.GetValue(only) ?? "", StringComparison.Ordinal));
            var draws = (DefaultsTask task) => SearchedSetting.Draw(task, result.GetValue(settings), result.GetValue(seed));
            return result.GetValue(searchOnly) ? Search(tasks, draws, kept) : result.GetValue(defaultsOnly) ? Show(tasks, kept) : Compare(tasks, draws, kept);
        });
        return command;
    }

    private static int Search(IEnumerable<DefaultsTask> tasks, Func<DefaultsTask, IEnumerable<SearchedSetting>> draws, string? kept)
    {
        foreach (var task in tasks)
        {
            foreach (var setting in draws(task))
            {
                _ = DefaultsRun.Of(task, setting, kept);
            }
        }
        return 0;
    }

    private static int Show(IEnumerable<DefaultsTask> tasks, string? kept)
    {
        Console.WriteLine("| data | figure | naive | defaults | time, s |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var task in tasks)
        {
            var own = DefaultsRun.Of(task, null, kept);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {task.Name} | test {task.Metric} | {own.Naive:G4} | {own.Test:G4} | {own.Seconds:F1} |"));
        }
        return 0;
    }

    private static int Compare(IEnumerable<DefaultsTask> tasks, Func<DefaultsTask, IEnumerable<SearchedSetting>> draws, string? kept)
    {
        Console.WriteLine("| data | figure | naive | defaults | time, s | best setting | ratio | | the best setting |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        bool allMet = true;
        foreach (var task in tasks)
        {
            var own = DefaultsRun.Of(task, null, kept);
            var tried = draws(task).Select(setting => (Setting: setting, Run: DefaultsRun.Of(task, setting, kept)));
            var best = task.HigherIsBetter ? tried.MaxBy(one => one.Run.Validation) : tried.MinBy(one => one.Run.Validation);
            double ratio = own.Test / best.Run.Test;
            bool met = task.HigherIsBetter ? ratio >= LeastAccuracy && own.Test > own.Naive : ratio <= MostError && own.Test <= own.Naive;
            allMet &= met;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {task.Name} | test {task.Metric} | {own.Naive:G4} | {own.Test:G4} | {own.Seconds:F1} | {best.Run.Test:G4} | {ratio:F3} | {(met ? "met" : "MISSED")} | {best.Setting} |"));
        }
        return allMet ? 0 : 1;
    }
}
