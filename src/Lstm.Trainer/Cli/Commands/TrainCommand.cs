using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data.Options;
using Lstm.Training.Engine;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm train: from a spec and data to a weight file.</summary>
internal sealed class TrainCommand
{
    private readonly DataArguments data = new();
    private readonly SplitArguments split = new();
    private readonly TrainingArguments training = new();
    private readonly FineTuningArguments fineTuning = new();
    private readonly SharedArguments shared = new();
    private readonly Option<string> dataPath = new("--data") { Description = "The training data: a file, or a folder of CSV files", HelpName = "PATH", Required = true };
    private readonly Option<string?> output = new("--out") { Description = "The weight file (default: beside the spec, by its name)", HelpName = "FILE" };
    private readonly Option<string?> checkpoint = new("--checkpoint") { Description = "Written after every epoch (default: beside the weight file, by its name)", HelpName = "FILE" };
    private readonly Option<bool> resume = new("--resume") { Description = "Resumes from the checkpoint; the result has the same bits as without the interruption" };
    private readonly Option<string?> report = new("--report") { Description = "The HTML report (default: beside the weight file, by its name)", HelpName = "FILE" };
    private readonly Option<bool> noReport = new("--no-report") { Description = "Writes no report" };
    private readonly Option<string?> traceSequence = new("--trace-sequence") { Description = "The sequence whose gates the report shows: its name or a part of it (default: the first one of the last part)", HelpName = "NAME" };

    private TrainCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new TrainCommand();
        var command = new ToolCommand("train", "Trains a network by back-propagation through time and writes the weight file for the build and the device, and a report.")
        {
            Examples =
            [
                ("lstm train pump.lstm.json --data runs.csv --sequence-column run --target damaged --validation-share 0.2", "many runs in one file, a target in every row; a fifth of the runs for validation"),
                ("lstm train gesture.lstm.json --data train.ts --test test.ts --epochs 200 --patience 30", "one class per sequence"),
                ("lstm train load.lstm.json --data load.csv --target kw --horizon 12 --window-length 96 --window-stride 24 --validation-share 0.2", "one long series: its value 12 rows ahead, in windows"),
                ("lstm train alarm.lstm.json --data alarms.csv --class-column state --class-weights balanced", "faults are rare: each class counts the same"),
                ("lstm train pump.lstm.json --from pump.safetensors --data new-plant.csv --out new-plant.safetensors --freeze lstm0", "goes on from weights there are; the first layer keeps its own"),
                ("lstm train text.lstm.json --data book.txt --format characters --window-length 100", "the next character"),
            ],
        };
        command.Takes(arguments.shared.Spec);
        command.Group("Data", arguments.dataPath);
        arguments.split.AddTo(command);
        arguments.data.AddTo(command, withTargets: true);
        arguments.training.AddTo(command);
        arguments.fineTuning.AddTo(command);
        command.Group("Results", arguments.output, arguments.checkpoint, arguments.resume, arguments.report, arguments.noReport, arguments.traceSequence, arguments.shared.Json, arguments.shared.Quiet);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        var console = result.InvocationConfiguration;
        IRunListener listener = result.GetValue(shared.Json) ? new JsonListener(console.Output)
            : new ConsoleListener(console.Output, console.Error, quiet: result.GetValue(shared.Quiet));
        var outcome = new TrainingRun(Request(result), listener).Execute(cancellation);
        (listener as IDisposable)?.Dispose();
        return outcome.Result.Reason switch
        {
            StopReason.Diverged => ExitCode.Diverged,
            StopReason.Cancelled => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    private RunRequest Request(ParseResult result)
    {
        string spec = result.GetValue(shared.Spec)!;
        string weights = result.GetValue(output) ?? ModelFiles.Weights(spec);
        string? page = result.GetValue(noReport) ? null : result.GetValue(report) ?? ModelFiles.Report(weights);
        var files = new RunFiles(weights, result.GetValue(checkpoint) ?? ModelFiles.Checkpoint(weights), page);
        var tuning = fineTuning.Read(result, spec);
        string path = result.GetValue(dataPath)!;
        var options = split.Read(result, data.Read(result, tuning?.From.Reading(path) ?? new DataOptions { Path = path }));
        OutputCheck.Require([files.Weights, files.Checkpoint, files.Report], [spec, .. fineTuning.Files(result), options.Path, options.ValidationPath, options.TestPath, .. data.Files(result)], options.ReadsFolders);
        return new RunRequest
        {
            SpecPath = spec,
            Data = options,
            InputScaling = training.InputScaling(result, tuning),
            TargetScaling = training.TargetScaling(result, tuning),
            Loss = training.Loss(result),
            Training = training.Read(result, tuning),
            FineTuning = tuning,
            Files = files,
            Resume = result.GetValue(resume),
            TraceSequence = result.GetValue(traceSequence),
            CommandLine = "lstm " + string.Join(' ', result.Tokens.Select(token => ForShell(token.Value))),
            Weighting = training.Weighting(result),
            Ranges = training.Ranges(result),
        };
    }

    /// <summary>A word as a shell takes it: in quotes where it holds more than letters, digits and a few signs.</summary>
    private static string ForShell(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:=,+@%".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
