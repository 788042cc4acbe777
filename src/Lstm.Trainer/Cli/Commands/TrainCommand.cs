using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data.Options;
using Lstm.Training.Engine;
using Lstm.Training.Models;
using Lstm.Training.Mpi;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm train: from a spec and data to a weight file.</summary>
internal sealed class TrainCommand
{
    private readonly DataArguments data = new();
    private readonly SplitArguments split = new();
    private readonly TrainingArguments training = new();
    private readonly FineTuningArguments fineTuning = new();
    private readonly OperatingPointArguments operating = new();
    private readonly SharedArguments shared = new();
    private readonly Option<string> dataPath = new("--data", "--input") { Description = "The training data: a file, or a folder of CSV files", HelpName = "PATH", Required = true };
    private readonly Option<string?> output = new("--out") { Description = "The weight file (default: beside the spec, by its name)", HelpName = "FILE" };
    private readonly Option<string?> checkpoint = new("--checkpoint") { Description = "Written after every epoch (default: beside the weight file, by its name)", HelpName = "FILE" };
    private readonly Option<string?> cache = new("--cache") { Description = $"A folder for temporary files with the data's numbers that do not fit into half of the memory (default: the checkpoint's folder; a disk, not a file system in memory); {None}: keeps all of them in memory", HelpName = $"FOLDER|{None}" };
    private readonly Option<bool> resume = new("--resume") { Description = "Resumes from the checkpoint; the result has the same bits as without the interruption" };
    private readonly Option<string?> report = new("--report") { Description = "The HTML report (default: beside the weight file, by its name)", HelpName = "FILE" };
    private readonly Option<bool> noReport = new("--no-report") { Description = "Writes no report" };
    private readonly Option<string?> tensorboard = new("--tensorboard") { Description = "A folder for event files that TensorBoard shows: the loss of each part and the learning rate by epoch, the figures of the best epoch", HelpName = "FOLDER" };
    private readonly Option<string?> traceSequence = new("--trace-sequence") { Description = "The sequence whose gates the report shows: its name or a part of it (default: the first one of the last part)", HelpName = "NAME" };

    private readonly Option<string?> mpi = new("--mpi") { Description = $"Where mpirun or srun starts several processes, they train together, and the result has the same bits: the MPI library's file (default {Auto}: the launcher's); {Off}: each process trains by itself", HelpName = $"{Auto}|{Off}|FILE" };

    private readonly Choice<Purpose> task = new("--task", "Makes sure that the spec is one for the task: anomaly, a detector of anomalies (it ends in { \"type\": \"anomaly\" }); without it the spec alone says what is trained", ("anomaly", Purpose.Anomaly));

    private const string Auto = "auto", Off = "off", None = "none";

    private enum Purpose
    {
        Anomaly,
    }

    private TrainCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new TrainCommand();
        return arguments.Complete().Does(arguments.Run);
    }

    /// <summary>What a command line of lstm train asks for, without doing it.</summary>
    /// <param name="path">The spec file, which need not be there yet.</param>
    /// <param name="words">The line's words behind it.</param>
    /// <param name="like">A spec file of the same network that is there, for weights to start from.</param>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static RunRequest Request(string path, IEnumerable<string> words, string like)
    {
        var arguments = new TrainCommand();
        var result = new RootCommand { arguments.Complete() }.Parse(["train", path, .. words], new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] complaints = [.. Complaints.Of(result)];
        return complaints.Length == 0 ? arguments.Request(result, launcher: null, like) : throw new UsageException(complaints[0]);
    }

    /// <summary>Adds the options for data and training, without those for results, to a command that trains.</summary>
    /// <returns>How the line's data is to be read, and the files beside it that are.</returns>
    public static Func<ParseResult, (DataOptions Data, string?[] Files)> AddTo(ToolCommand command)
    {
        var arguments = new TrainCommand();
        arguments.Add(command);
        return result => (arguments.Data(result, arguments.fineTuning.Read(result, result.GetValue(arguments.shared.Spec)!)), arguments.fineTuning.Files(result));
    }

    private ToolCommand Complete()
    {
        var command = new ToolCommand("train", "Trains a network by back-propagation through time and writes the weight file for the build and the device, and a report.")
        {
            Examples =
            [
                ("lstm train pump.lstm.json --data runs.csv --sequence-column run --target damaged --validation-share 0.2", "many runs in one file, a target in every row; a fifth of the runs for validation"),
                ("lstm train gesture.lstm.json --data train.ts --test test.ts --epochs 200 --patience 30", "one class per sequence"),
                ("lstm train load.lstm.json --data load.csv --inputs kw --target kw --horizon 12 --validation-share 0.2 --test-share 0.2", "one long series: its value 12 rows ahead"),
                ("lstm train day.lstm.json --data load.csv --target kw --horizon 1-24 --calendar hour,weekday --loss quantile --quantiles 0.1,0.5,0.9", "the next 24 hours with intervals, from a series with times: lstm new day.lstm.json --input 5 --output 72"),
                ("lstm train alarm.lstm.json --data alarms.csv --class-column state --class-weights balanced", "faults are rare: each class counts the same"),
                ("lstm train pump.lstm.json --from pump.safetensors --data new-plant.csv --out new-plant.safetensors --freeze lstm0", "fine-tuning: starts from these weights; the first layer keeps its own"),
                ("lstm train alarm.lstm.json --data alarms.csv --target fault --validation-share 0.2 --threshold false-alarm-rate=0.01", "an alarm with one false one in a hundred rows without a fault"),
                ("lstm train watch.lstm.json --task anomaly --data normal.csv --validation-share 0.2 --threshold false-alarm-rate=0.001", "an anomaly detector that flags one row in a thousand of normal data: lstm new watch.lstm.json --input 3 --task anomaly"),
                ("lstm train amp.lstm.json --input dry.wav --target wet.wav --loss esr --bptt 2048 --validation-share 0.2 --test-share 0.2", "a guitar amplifier, from what went in and what came out"),
                ("lstm train text.lstm.json --data book.txt --format characters --window-length 100", "the next character"),
            ],
        };
        Add(command);
        return command.Group("Results", output, checkpoint, cache, resume, report, noReport, tensorboard, traceSequence, mpi, shared.Json, shared.Quiet);
    }

    private void Add(ToolCommand command)
    {
        command.Takes(shared.Spec);
        command.Group("Data", task, dataPath);
        split.AddTo(command);
        data.AddTo(command, withTargets: true);
        training.AddTo(command);
        fineTuning.AddTo(command);
        operating.AddTo(command);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        string? library = result.GetValue(mpi);
        var launcher = library == Off ? null : MpiLauncher.Find(Environment.GetEnvironmentVariable);
        if (launcher is null && library is not (null or Auto or Off))
        {
            throw new UsageException($"--mpi {library}: this process was not started with others, by mpirun or srun; without them there is nothing to do for MPI.");
        }
        var request = Request(result, launcher);
        using var ranks = launcher is null ? null : MpiRanks.Join(launcher, library is Auto ? null : library);
        try
        {
            return Train(result, request with { Ranks = ranks }, cancellation);
        }
        catch (Exception exception) when (ranks is not null && exception is not JointTrainingException)
        {
            result.InvocationConfiguration.Error.WriteLine($"lstm: rank {ranks.Number}: {exception.Message}");
            ranks.Abort(ExitCode.Failed); // the others would wait for this one
            throw;
        }
    }

    private int Train(ParseResult result, RunRequest request, CancellationToken cancellation)
    {
        var console = result.InvocationConfiguration;
        IRunListener? listener = request.Ranks is { Number: > 0 } ? null
            : result.GetValue(shared.Json) ? new JsonListener(console.Output)
            : new ConsoleListener(console.Output, console.Error, quiet: result.GetValue(shared.Quiet));
        if (listener is not null && result.GetValue(tensorboard) is { } events)
        {
            listener = new EventFileListener(events, result.GetValue(resume), listener);
        }
        var outcome = new TrainingRun(request, listener).Execute(cancellation);
        (listener as IDisposable)?.Dispose();
        return outcome.Result.Reason switch
        {
            StopReason.Diverged => ExitCode.Diverged,
            StopReason.Cancelled => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    /// <param name="result">The command line.</param>
    /// <param name="launcher">What has started this process with others.</param>
    /// <param name="like">The spec of the weights to start from; null for the line's own.</param>
    private RunRequest Request(ParseResult result, MpiLauncher? launcher, string? like = null)
    {
        string spec = result.GetValue(shared.Spec)!;
        string weights = result.GetValue(output) ?? ModelFiles.Weights(spec);
        string? page = result.GetValue(noReport) ? null : result.GetValue(report) ?? ModelFiles.Report(weights);
        var files = new RunFiles(weights, result.GetValue(checkpoint) ?? ModelFiles.Checkpoint(weights), page);
        var tuning = fineTuning.Read(result, like ?? spec);
        var options = Data(result, tuning);
        OutputCheck.Require([files.Weights, files.Checkpoint, files.Record, files.Report], [spec, .. fineTuning.Files(result), options.Path, options.ValidationPath, options.TestPath, .. data.Files(result)], options.ReadsFolders);
        return new RunRequest
        {
            SpecPath = spec,
            Data = options,
            InputScaling = training.InputScaling(result, tuning),
            TargetScaling = training.TargetScaling(result, tuning),
            Loss = training.Loss(result),
            Training = training.Read(result, tuning, launcher),
            Focus = training.Focus(result),
            FineTuning = tuning,
            TrainingWindows = training.Windows(result),
            Planned = training.Planned(result, tuning, windowed: options.Windows is not null),
            Threshold = operating.Threshold(result),
            WantsDetector = result.GetValue(task) == Purpose.Anomaly,
            Smoothing = operating.Smoothing(result),
            Calibrates = operating.Calibrates(result),
            Files = files,
            CacheFolder = result.GetValue(cache),
            MostInMemory = result.GetValue(cache) == None ? long.MaxValue : null,
            Resume = result.GetValue(resume),
            TraceSequence = result.GetValue(traceSequence),
            CommandLine = "lstm " + string.Join(' ', result.Tokens.Select(token => ShellWord.Of(token.Value))),
            Weighting = training.Weighting(result),
            OutputWeighting = training.OutputWeighting(result),
            Ranges = training.Ranges(result),
        };
    }

    /// <summary>How the data is to be read.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="tuning">Weights whose data is known, which the command line starts from; null where nothing is known.</param>
    private DataOptions Data(ParseResult result, FineTuning? tuning)
    {
        string path = result.GetValue(dataPath)!;
        return split.Read(result, data.Read(result, tuning?.From.Reading(path) ?? new DataOptions { Path = path, Time = new TimeOptions() }));
    }
}
