using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data.Options;
using Lstm.Training.Engine;
using Lstm.Training.Models;
using Lstm.Training.Runs;
using Lstm.Training.Search;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm search: tries sizes, rates, windows and cells, and trains the best.</summary>
internal sealed class SearchCommand
{
    /// <summary>Where the data lies, what is tested in the end and how fast to go decide nothing; what is in the files does, by its hash.</summary>
    private static readonly string[] Free = ["--data", "--validation", "--test", "--test-ends", "--class-file", "--threads", "--from", "--keep-data"];

    private readonly SearchArguments search = new();
    private readonly SharedArguments shared = new();
    private readonly Option<string?> output = new("--out") { Description = "The spec file of the best trial, its weights and report beside it by its name (default: NAME-best.lstm.json beside the spec)", HelpName = "FILE" };
    private readonly Option<string?> folder = new("--folder") { Description = "Where trials are kept; it can be deleted when the search is done (default: NAME.search beside the spec)", HelpName = "FOLDER" };
    private readonly Option<bool> resume = new("--resume") { Description = "Resumes the trials in the folder; the result is the same as without the interruption" };
    private readonly Option<string?> report = new("--report") { Description = "The HTML page with all trials (default: beside the best trial's spec, by its name)", HelpName = "FILE" };
    private readonly Option<string?> tensorboard = new("--tensorboard") { Description = "A folder for event files that TensorBoard shows, a folder in it for each run", HelpName = "FOLDER" };
    private readonly ToolCommand command;
    private readonly Option[] passedOn;
    private readonly Func<ParseResult, (DataOptions Data, string?[] Files)> data;

    private SearchCommand()
    {
        command = new ToolCommand("search", "Tries settings of a network and its training, each measured by its validation loss, and writes spec and weights of the best. The test part is never used to choose. Options of lstm train that are not tried are passed on.")
        {
            Examples =
            [
                ("lstm search pump.lstm.json --data runs.csv --sequence-column run --target damaged --validation-share 0.2 --test-share 0.2 --trials 30", "units and learning rate, by validation on a fifth of the runs; the best is tested on another fifth"),
                ("lstm search load.lstm.json --data load.csv --target kw --horizon 1 --folds 4 --test-share 0.2 --try units=8,16,32 --try bptt=24:240", "one long series: validated on four blocks, each after what is trained on"),
                ("lstm search pump.lstm.json --data runs.csv --sequence-column run --target damaged --folds 5 --seeds 3 --epochs 81 --halving 3 --trials 27 --try units=4:64 --try layers=1,2 --try cell=lstm,gru --try learning-rate=0.0003:0.03", "successive halving; five folds of runs, three seeds"),
                ("lstm search pump.lstm.json --data runs.csv --sequence-column run --target damaged --validation-share 0.2 --trials 200 --slurm --slurm-options \"--partition=short --time=30 --cpus-per-task=2\"", "on a cluster, each run a task of a job array"),
            ],
        };
        data = TrainCommand.AddTo(command);
        passedOn = [.. command.Groups.SelectMany(group => group.Options)];
        search.AddTo(command);
        command.Group("Results", output, folder, resume, report, tensorboard, shared.Json, shared.Quiet).Does(Run);
    }

    public static Command Create() => new SearchCommand().command;

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        var request = Request(result);
        var console = result.InvocationConfiguration;
        if (search.Task(result) is { } task)
        {
            console.Error.WriteLine(new ParameterSearch(request).ExecuteOne(task.Run, task.Epochs, cancellation) + ": done");
            return ExitCode.Done;
        }
        ISearchListener listener = result.GetValue(shared.Json) ? new JsonSearchListener(console.Output) : new ConsoleSearchListener(request, console.Output, console.Error, quiet: result.GetValue(shared.Quiet));
        try
        {
            var outcome = new ParameterSearch(request, listener).Execute(cancellation);
            return outcome.Best.Result.Reason == StopReason.Diverged ? ExitCode.Diverged : ExitCode.Done;
        }
        catch (RunsLeftException exception)
        {
            console.Error.WriteLine($"lstm: {exception.Message}");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine($"lstm: stopped; the trials are kept in {request.Folder}, and --resume continues them.");
            return ExitCode.Interrupted;
        }
    }

    private SearchRequest Request(ParseResult result)
    {
        string spec = result.GetValue<string>(shared.Spec.Name)!;
        string best = result.GetValue(output) ?? ModelFiles.WithoutEnding(ModelFiles.Weights(spec), ModelFiles.WeightsEnding) + "-best" + ModelFiles.SpecEnding;
        Require.SpecName(best);
        var files = RunFiles.Beside(best);
        var given = Given(result);
        string[] names = [.. given.Select(option => option.Name)];
        var space = search.Space(result, SpecFile.Read(spec), command.Groups.Single(group => group.Title == "Training").Options.Select(option => option.Name), names);
        var (options, beside) = data(result);
        string[] threads = names.Contains("--threads") ? [] : ["--threads", FormattableString.Invariant($"{search.Threads(result)}")];
        var request = new SearchRequest
        {
            SpecPath = spec,
            Space = space,
            Run = (path, settings) => TrainCommand.Request(path, [.. Words(given, settings), .. threads], like: spec),
            Folder = result.GetValue(folder) ?? ModelFiles.WithoutEnding(ModelFiles.Weights(spec), ModelFiles.WeightsEnding) + ".search",
            BestSpec = best,
            Report = result.GetValue(report) ?? ModelFiles.WithoutEnding(files.Weights, ModelFiles.WeightsEnding) + ".search.html",
            Resume = result.GetValue(resume),
            EventFolder = result.GetValue(tensorboard),
            Described = given.Where(option => !Free.Contains(option.Name)).ToDictionary(option => option.Name, option => string.Join(' ', option.Words)),
        };
        OutputCheck.Require([best, files.Weights, files.Record, ModelFiles.Report(files.Weights), request.Report], [spec, .. beside, options.Path, options.ValidationPath, options.TestPath], options.ReadsFolders);
        return search.Read(result, request, options, names);
    }

    /// <summary>The options of lstm train that are given, with their words.</summary>
    private List<(string Name, string[] Words)> Given(ParseResult result) =>
        [.. from option in passedOn
            let found = result.GetResult(option)
            where found is { Implicit: false }
            select (option.Name, found.Tokens.Select(token => token.Value).ToArray())];

    /// <summary>What is given, but for what the settings say otherwise, and the settings.</summary>
    private static IEnumerable<string> Words(IEnumerable<(string Name, string[] Words)> given, IReadOnlyList<TrialSetting> settings) =>
        given.Where(option => settings.All(setting => "--" + setting.Name != option.Name)).SelectMany(option => option.Words.Prepend(option.Name))
            .Concat(settings.SelectMany(setting => new[] { "--" + setting.Name, setting.Value }));
}
