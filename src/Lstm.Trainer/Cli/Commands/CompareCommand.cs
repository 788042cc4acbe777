using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Records;
using Lstm.Training.Report;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm compare: training runs side by side.</summary>
internal sealed class CompareCommand
{
    private const int Width = 120;

    private readonly Argument<string[]> runs = new("RUNS") { Description = "Weight files, specs or reports of runs, or folders: each run has a record beside its weights (NAME.run.json)", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> report = new("--report") { Description = "Writes the comparison as one HTML page, too, with links to the runs' reports", HelpName = "FILE" };
    private readonly SharedArguments shared = new();

    private CompareCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new CompareCommand();
        var command = new ToolCommand("compare", "Shows training runs side by side: their figures, the options in which they differ, and, of runs that differ in the seed alone, 95 % confidence intervals.")
        {
            Examples =
            [
                ("lstm compare small.safetensors large.safetensors", "two runs"),
                ("lstm compare runs/ --report comparison.html", "all runs of a folder, as a page too"),
            ],
        };
        command.Takes(arguments.runs).Group("Results", arguments.report, arguments.shared.Json);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        var notes = new List<string>();
        string[] paths = result.GetValue(runs)!;
        var comparison = Comparison.Of(RunFinder.Find(paths, notes));
        comparison = comparison with { Notes = [.. notes, .. comparison.Notes] };
        if (result.GetValue(report) is { } page)
        {
            OutputCheck.Require([page], [.. paths, .. comparison.Groups.SelectMany(group => group.Runs).Select(run => run.Report)]);
            ComparisonPage.Save(comparison, page);
        }
        var console = result.InvocationConfiguration;
        if (result.GetValue(shared.Json))
        {
            WriteJson(console.Output, comparison);
            return ExitCode.Done;
        }
        WriteTable(console.Output, comparison);
        foreach (string note in comparison.Notes)
        {
            console.Error.WriteLine($"note: {note}");
        }
        return ExitCode.Done;
    }

    private static void WriteTable(TextWriter output, Comparison comparison)
    {
        string[][] rows =
        [
            .. comparison.Options.Select(option => option.Values.Prepend(option.Name).ToArray()),
            .. comparison.Figures.Select(figure => ComparisonText.Row(figure).ToArray()),
        ];
        var table = new TextTable(["", .. comparison.Groups.Select(group => group.Label)]);
        foreach (string[] row in rows.Where(row => !IsSame(row)))
        {
            table.Add([.. row]);
        }
        table.Write(output, Width);
        if (rows.Any(IsSame))
        {
            output.WriteLine($"The same in all: {string.Join("; ", rows.Where(IsSame).Select(row => $"{row[0]} {row[1]}"))}.");
        }
        if (comparison.Groups.Any(group => group.Runs.Count > 1))
        {
            output.WriteLine(ComparisonText.Intervals);
        }
    }

    /// <summary>Whether a row, with its name first, has one value for all of several runs.</summary>
    private static bool IsSame(string[] row) => row.Length > 2 && row.Skip(1).Distinct().Count() == 1;

    private static void WriteJson(TextWriter output, Comparison comparison) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["runs"] = comparison.Groups.Select((group, index) => new Dictionary<string, object?>
        {
            ["name"] = group.Label,
            ["records"] = group.Runs.Select(run => run.Label),
            ["options"] = comparison.Options.ToDictionary(option => option.Name, option => option.Values[index]),
            ["figures"] = comparison.Figures.Where(figure => figure.Naive is null).GroupBy(figure => figure.Part).ToDictionary(part => part.Key, part => Figures(part, index)),
            ["baselines"] = comparison.Figures.Where(figure => figure.Naive is not null).GroupBy(figure => figure.Part).ToDictionary(part => part.Key, part => part.GroupBy(figure => figure.Naive!).ToDictionary(naive => naive.Key, naive => Figures(naive, index))),
        }),
        ["interval"] = "95 % confidence, Student's t: mean ± halfWidth",
        ["notes"] = comparison.Notes,
    });

    private static Dictionary<string, object?> Figures(IEnumerable<ComparedFigure> figures, int group) =>
        figures.ToDictionary(figure => figure.Metric, figure => figure.Estimates[group] is { } estimate ? (object?)new Dictionary<string, object?> { ["mean"] = estimate.Mean, ["halfWidth"] = estimate.HalfWidth, ["same"] = estimate.IsSame, ["values"] = estimate.Values } : null);
}
