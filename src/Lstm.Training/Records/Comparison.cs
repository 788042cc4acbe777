using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Records;

/// <summary>A run to compare.</summary>
/// <param name="Label">What it is called among the others.</param>
/// <param name="Record">What it was and came to.</param>
/// <param name="Report">Its report's file; null if there is none.</param>
public sealed record ComparedRun(string Label, RunRecord Record, string? Report);

/// <summary>Runs that differ in nothing but the seed.</summary>
/// <param name="Label">What they are called together.</param>
/// <param name="Runs">At least one.</param>
public sealed record RunGroup(string Label, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>The record of the first, which says all but the seed for all of them.</summary>
    public RunRecord First => Runs[0].Record;
}

/// <summary>An option or a property, and what it is for each group.</summary>
/// <param name="Name">The option's name on the command line, or what the property is called.</param>
/// <param name="Values">One for each group.</param>
public sealed record ComparedOption(string Name, IReadOnlyList<string> Values);

/// <summary>A figure, and what it is for each group.</summary>
/// <param name="Part">"training", "validation" or "test".</param>
/// <param name="Metric">The figure's name.</param>
/// <param name="Naive">The naive forecast whose figure it is; null for the network's own.</param>
/// <param name="Estimates">One for each group; null where it was not measured.</param>
public sealed record ComparedFigure(string Part, string Metric, string? Naive, IReadOnlyList<Estimate?> Estimates);

/// <summary>Runs side by side.</summary>
/// <param name="Groups">The runs, those together that differ in the seed alone.</param>
/// <param name="Options">The options in which they differ.</param>
/// <param name="Figures">How they do.</param>
/// <param name="Notes">What somebody should know who compares them, one sentence each.</param>
public sealed record Comparison(IReadOnlyList<RunGroup> Groups, IReadOnlyList<ComparedOption> Options, IReadOnlyList<ComparedFigure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>Compares runs.</summary>
    /// <param name="runs">At least one.</param>
    public static Comparison Of(IReadOnlyList<ComparedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RunGroup[] groups = [.. Grouped(runs)];
        RunRecord[] records = [.. groups.Select(group => group.First)];
        return new Comparison(groups, [.. OptionsOf(groups, records)], [.. FiguresOf(groups)], [.. NotesOf(groups, records)]);
    }

    /// <summary>The second run of one seed, which should be the same run again, begins a group of its own.</summary>
    private static IEnumerable<RunGroup> Grouped(IReadOnlyList<ComparedRun> runs) => runs
        .GroupBy(run => (Key(run.Record), Repeat: runs.TakeWhile(other => other != run).Count(other => Key(other.Record) == Key(run.Record) && SeedOf(other) == SeedOf(run))))
        .Select(group => new RunGroup(Label([.. group]), [.. group]));

    private static string Label(ComparedRun[] runs) => runs.Length == 1 ? runs[0].Label : $"{runs[0].Label} and {runs.Length - 1} more seed{(runs.Length == 2 ? "" : "s")}";

    private static string Key(RunRecord record) =>
        string.Join('\n', record.Options.Where(option => option.Key != DifferingOptions.Seed).OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}={option.Value}"));

    private static string SeedOf(ComparedRun run) => run.Record.Options.GetValueOrDefault(DifferingOptions.Seed, "");

    private static IEnumerable<ComparedOption> OptionsOf(RunGroup[] groups, RunRecord[] records)
    {
        yield return new ComparedOption("network", [.. records.Select(record => record.Network)]);
        yield return new ComparedOption("parameters", [.. records.Select(record => FormattableString.Invariant($"{record.Parameters:N0}"))]);
        foreach (string name in DifferingOptions.Of(records).Where(name => name != DifferingOptions.Seed))
        {
            yield return new ComparedOption(name, [.. records.Select(record => DifferingOptions.Value(record, name))]);
        }
        yield return new ComparedOption(DifferingOptions.Seed, [.. groups.Select(group => string.Join(", ", group.Runs.Select(SeedOf)))]);
        yield return new ComparedOption("epochs", [.. groups.Select(group => string.Join(", ", group.Runs.Select(run => Epochs(run.Record))))]);
    }

    private static string Epochs(RunRecord record) => $"{record.History.LastOrDefault(epoch => epoch.IsBest)?.Epoch ?? 0} of {record.History.Count}";

    private static IEnumerable<ComparedFigure> FiguresOf(RunGroup[] groups)
    {
        var keys = groups.SelectMany(group => group.Runs).SelectMany(run => run.Record.Parts)
            .SelectMany(part => part.Metrics.Select(metric => (part.Part, Naive: (string?)null, metric.Name))
                .Concat(part.Baselines.SelectMany(naive => naive.Metrics.Where(metric => naive.Judged.Contains(metric.Name)).Select(metric => (part.Part, (string?)naive.Name, metric.Name)))))
            .Distinct();
        foreach (var (part, naive, metric) in keys.OrderBy(key => Array.IndexOf(PartOrder, key.Part)))
        {
            yield return new ComparedFigure(part, metric, naive, [.. groups.Select(group => EstimateOf(group, part, naive, metric))]);
        }
    }

    private static string[] PartOrder { get; } = ["training", "validation", "test"];

    private static Estimate? EstimateOf(RunGroup group, string part, string? naive, string metric)
    {
        double[] values =
        [
            .. from run in @group.Runs
               from figures in run.Record.Parts.Where(figures => figures.Part == part)
               from found in (naive is null ? figures.Metrics : figures.Baselines.FirstOrDefault(baseline => baseline.Name == naive)?.Metrics ?? []).Where(found => found.Name == metric)
               select found.Value,
        ];
        return values.Length == group.Runs.Count ? Estimate.Of(values) : null;
    }

    private static bool Same(RunGroup group) => FiguresOf([group]).Where(figure => figure.Naive is null).Select(figure => figure.Estimates[0]).ToList() is { Count: > 0 } estimates && estimates.TrueForAll(estimate => estimate is { IsSame: true });

    private static IEnumerable<string> NotesOf(RunGroup[] groups, RunRecord[] records)
    {
        if (records.Select(record => record.Task).Distinct().Skip(1).Any() || records.Any(record => !record.Outputs.SequenceEqual(records[0].Outputs)))
        {
            yield return "The runs answer different questions (their outputs differ): their figures do not compare.";
        }
        string[] beyond = [.. DifferingOptions.Beyond(records).Where(name => name.StartsWith("the content of the ", StringComparison.Ordinal)).Select(name => name["the content of the ".Length..])];
        if (beyond.Length > 0)
        {
            yield return $"The runs did not have the same {string.Join(" and ", beyond)}: figures of those parts are of different rows, and scaled ones of different units.";
        }
        foreach (var group in groups.Where(group => group.Runs.Count > 1 && Same(group)))
        {
            yield return $"The {group.Runs.Count} runs of {group.Label} do not differ in any figure: either the seed has no part in what they do, or they are one run under several names. Their values say nothing of chance.";
        }
        if (groups.All(group => group.Runs.Count == 1) && groups.Length > 1)
        {
            yield return "Each run has one seed: whether a difference is more than chance, runs of several seeds (--seed) would tell.";
        }
    }
}
