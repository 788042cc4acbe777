using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Emitted;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm evaluate: how well a trained network does on data.</summary>
internal sealed class EvaluateCommand
{
    private const int MostClassesInText = 20;

    private readonly SharedArguments shared = new();
    private readonly DataArguments data = new();
    private readonly Choice<DataPart> part = new("--part", "Of data that training read: the part to evaluate alone, split as it was then", ("training", DataPart.Training), ("validation", DataPart.Validation), ("test", DataPart.Test));

    private readonly Option<string?> windows = new("--windows") { Description = "Of an anomaly detector: a JSON file with the labelled windows of time that it should find, as the Numenta Anomaly Benchmark's combined_windows.json has them, or { \"windows\": [ [FIRST, LAST], … ] }", HelpName = "FILE" };

    private enum DataPart
    {
        Training,
        Validation,
        Test,
    }

    private EvaluateCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new EvaluateCommand();
        var command = new ToolCommand("evaluate", "Evaluates a trained network on data with targets. It runs the code that the generator emits, so the predictions are bit for bit those of the device.")
        {
            Examples =
            [
                ("lstm evaluate pump.lstm.json --data unseen.csv", "read as the training data was"),
                ("lstm evaluate pump.lstm.json --data runs.csv --part test", "the test part of the data that training read"),
                ("lstm evaluate watch.lstm.json --data line3.csv --windows labels.json", "an anomaly detector: which labelled windows it finds, how many false alarms it raises, its score in the Numenta Anomaly Benchmark"),
                ("lstm evaluate engine.lstm.json --data test.txt --test-ends rul.txt --at last", "remaining life, at the last row of each engine"),
            ],
        };
        command.Takes(arguments.shared.Spec).Group("Model and data", arguments.shared.Weights, arguments.shared.Data, arguments.part, arguments.windows, arguments.shared.Json);
        arguments.data.AddTo(command, withTargets: true);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        var model = TrainedModel.Open(result.GetValue(shared.Spec)!, result.GetValue(shared.Weights));
        NumericsNote.Write(result, model);
        var code = Task.Run(() => EmittedCode.Compile(model.Spec)); // takes seconds: beside the reading
        string path = result.GetValue(shared.Data)!;
        var wanted = result.GetValue(part);
        using var store = new NumberStore();
        var options = data.Read(result, Cards.Reading(model, path)) with { Store = store };
        if (model.Spec.DetectsAnomalies)
        {
            return RunDetector(result, model, options, code);
        }
        if (result.GetValue(windows) is { } labels)
        {
            throw new UsageException($"--windows {labels}: is for anomaly detectors, and the network of {model.WeightsPath} gives no score of an anomaly.");
        }
        var set = result.GetValue(data.TestEnds) is { } ends
            ? DataSet.Read(options with { TestPath = path, Target = (RemainingStepsTarget)options.Target! with { TestEndsPath = ends } })
            : DataSet.Read(options with { Split = wanted is null ? null : SplitOf(model) });
        var sequences = wanted is { } one ? Part(model, path, set, one) : set.Test.Count > 0 ? set.Test : set.Train;
        Cards.RequireFit(model, set);
        var card = Cards.Of(model, set, options);
        if (card.Task == TaskKind.Binary)
        {
            FitCheck.RequireProbabilities(model.WeightsPath, set);
        }
        var network = EmittedNetwork.Load(model.Spec, model.WeightsPath, code.GetAwaiter().GetResult());
        var predictor = new Predictor(network);
        string name = wanted is { } shown ? $"{path} ({Word(shown)} part)" : path;
        var evaluation = new Evaluator(predictor, card.Task, card.Outputs, card.Targets, model.Thresholds) { IsAudio = set.Format is WaveFormat, Store = store }.Evaluate(name, sequences, cancellation);
        double time = network.NanosecondsPerStep(predictor.Inputs(sequences[0], 0, Math.Min(256, sequences[0].Length)));
        string[] notes = [.. Notes(model, path, set, wanted), .. NeverAnswered.In(evaluation, ""), .. NotBeaten.In(evaluation)];
        Write(result, evaluation, sequences, time, notes);
        var outside = new OutsideSamples(model.Ranges, set.InputNames);
        foreach (var sequence in sequences)
        {
            outside.Look(sequence);
        }
        outside.Tell(result.InvocationConfiguration.Error);
        foreach (string note in notes)
        {
            TextOutput.Note(result, note);
        }
        TextOutput.Note(result, set.TimeNote);
        return ExitCode.Done;
    }

    private int RunDetector(ParseResult result, TrainedModel model, DataOptions options, Task<Type> code)
    {
        string path = options.Path;
        var wanted = result.GetValue(part);
        var set = DataSet.Read(wanted is null ? options with { InputsOnly = true, WantsDigest = model.Card?.LearntFrom is not null } : options with { Split = SplitOf(model), KeepsTimes = true });
        var sequences = wanted is { } one ? Part(model, path, set, one) : set.Train;
        Cards.RequireInputs(model, set);
        var labelled = result.GetValue(windows) is { } labels ? LabelledRows.Read(labels, path, sequences) : null;
        var network = EmittedNetwork.Load(model.Spec, model.WeightsPath, code.GetAwaiter().GetResult());
        var predictor = new Predictor(network);
        using var room = options.Store.Temporary();
        var scores = room.Allocate<float>(checked((int)sequences.Sum(sequence => (long)sequence.Length)));
        int before = 0;
        foreach (var sequence in sequences)
        {
            predictor.Play(sequence, (start, rows) => rows.CopyTo(scores.Memory.Span[(before + start)..]));
            before += sequence.Length;
        }
        var evaluation = new PartEvaluation(wanted is { } shown ? $"{path} ({Word(shown)} part)" : path, TaskKind.Anomaly, DetectionScores.Of(scores, model.Thresholds[0], labelled?.Windows), [], null, [], []);
        double time = network.NanosecondsPerStep(predictor.Inputs(sequences[0], 0, Math.Min(256, sequences[0].Length)));
        string[] notes = [.. Notes(model, path, set, wanted), .. labelled?.Note is { } outside ? [outside] : Array.Empty<string>()];
        Write(result, evaluation, sequences, time, notes);
        foreach (string note in notes)
        {
            TextOutput.Note(result, note);
        }
        TextOutput.Note(result, set.TimeNote);
        return ExitCode.Done;
    }

    private void Write(ParseResult result, PartEvaluation part, IReadOnlyList<Sequence> sequences, double time, string[] notes)
    {
        var output = result.InvocationConfiguration.Output;
        if (result.GetValue(shared.Json))
        {
            JsonLine.Write(output, new Dictionary<string, object?>
            {
                ["data"] = part.Part,
                ["task"] = part.Task.ToString(),
                ["sequences"] = sequences.Count,
                ["steps"] = sequences.Sum(sequence => (long)sequence.Length),
                ["metrics"] = part.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value),
                ["byClass"] = JsonListener.ByClass(part),
                ["precisionRecall"] = JsonListener.Curves(part),
                ["baselines"] = JsonListener.Baselines(part),
                ["season"] = part.Season,
                ["notes"] = notes,
                ["classes"] = part.Confusion?.Classes,
                ["confusion"] = part.Confusion is { } matrix ? Rows(matrix) : null,
                ["nanosecondsPerStep"] = time,
            });
            return;
        }
        output.WriteLine(FormattableString.Invariant($"{part.Part}: {sequences.Count:N0} sequence{(sequences.Count == 1 ? "" : "s")}, {sequences.Sum(sequence => (long)sequence.Length):N0} time steps{RunText.Overlap(sequences)}"));
        foreach (var metric in part.Metrics.Where(metric => part.Task != TaskKind.Binary || !metric.Name.Contains(" of ", StringComparison.Ordinal))) // the table below has them
        {
            output.WriteLine(FormattableString.Invariant($"  {metric.Name,-17} {metric.Value,-12:G6} {metric.Meaning}"));
        }
        foreach (string naive in RunText.Baselines(part))
        {
            output.WriteLine($"  {naive}");
        }
        if (RunText.NoSeason(part) is { } noSeason)
        {
            output.WriteLine($"  season: {noSeason}");
        }
        if (part.Classes.Count is > 1 and <= MostClassesInText)
        {
            output.WriteLine();
            var classes = new TextTable([part.Task == TaskKind.Binary ? "output" : "class", "how many", "recall", "precision", "F1", "average precision", .. part.Task == TaskKind.Binary ? ["from"] : Array.Empty<string>()]);
            foreach (var figures in part.Classes)
            {
                classes.Add([figures.Name, figures.Count, Share(figures.Recall), Share(figures.Precision), Share(figures.F1), Share(figures.AveragePrecision), .. part.Task == TaskKind.Binary ? [Share(figures.Threshold)] : Array.Empty<object>()]);
            }
            classes.Write(output);
        }
        if (part.Confusion is { Classes.Count: <= MostClassesInText } confusion && part.Task == TaskKind.Classification)
        {
            output.WriteLine();
            var table = new TextTable(["true class, answer:", .. confusion.Classes]);
            foreach (var (row, index) in Rows(confusion).Select((row, index) => (row, index)))
            {
                table.Add([confusion.Classes[index], .. row.Cast<object>()]);
            }
            table.Write(output);
        }
        output.WriteLine(FormattableString.Invariant($"{time:N0} ns per step on this machine ({Embedded.Isa.Describe()})"));
    }

    /// <summary>How training split its data.</summary>
    /// <exception cref="RunException">The weight file does not say, or nothing was split off.</exception>
    private static Split SplitOf(TrainedModel model) => model.Card?.LearntFrom is not { } source
        ? throw new RunException($"--part: {model.WeightsPath} does not say which data its training read: it was not written by this version of lstm train. Give a file that holds the part alone.")
        : source.Split ?? throw new RunException($"--part: the training of {model.WeightsPath} split no part off its data (--validation-share, --test-share). Evaluate the file whole, or other data.");

    /// <summary>A part of the data that training split.</summary>
    /// <exception cref="RunException">Training read other data, or kept no such part.</exception>
    private static IReadOnlyList<Sequence> Part(TrainedModel model, string path, DataSet set, DataPart wanted)
    {
        if (set.Digest != model.Card!.LearntFrom!.Data)
        {
            throw new RunException($"--part {Word(wanted)}: {path} is not the data that {model.WeightsPath} was trained on, or is read in another way, so it has no such part. Without --part it is evaluated whole.");
        }
        var sequences = wanted switch { DataPart.Training => set.Train, DataPart.Validation => set.Validation, _ => set.Test };
        return sequences.Count > 0 ? sequences : throw new RunException($"--part {Word(wanted)}: training split no {Word(wanted)} part off {path}.");
    }

    /// <summary>What is to be said of data that training has seen.</summary>
    private static string[] Notes(TrainedModel model, string path, DataSet set, DataPart? wanted) =>
        [.. set.FileNotes, .. wanted is null && model.Card?.LearntFrom?.Note(path, set) is { } seen ? [seen] : Array.Empty<string>()];

    private static string Word(DataPart part) => part.ToString().ToLowerInvariant();

    private static string Share(double value) => double.IsNaN(value) ? "–" : FormattableString.Invariant($"{value:0.####}");

    private static long[][] Rows(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Classes.Count).Select(row => Enumerable.Range(0, matrix.Classes.Count).Select(column => matrix.Counts[row, column]).ToArray())];
}
