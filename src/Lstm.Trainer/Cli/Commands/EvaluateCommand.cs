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
                ("lstm evaluate engine.lstm.json --data test.txt --test-ends rul.txt --at last", "remaining life, at the last row of each engine"),
            ],
        };
        command.Takes(arguments.shared.Spec).Group("Model and data", arguments.shared.Weights, arguments.shared.Data, arguments.shared.Json);
        arguments.data.AddTo(command, withTargets: true);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        var model = TrainedModel.Open(result.GetValue(shared.Spec)!, result.GetValue(shared.Weights));
        NumericsNote.Write(result, model);
        var code = Task.Run(() => EmittedCode.Compile(model.Spec)); // takes seconds: beside the reading
        string path = result.GetValue(shared.Data)!;
        var options = data.Read(result, Cards.Reading(model, path));
        var set = result.GetValue(data.TestEnds) is { } ends
            ? DataSet.Read(options with { TestPath = path, Target = (RemainingStepsTarget)options.Target! with { TestEndsPath = ends } })
            : DataSet.Read(options);
        var sequences = set.Test.Count > 0 ? set.Test : set.Train;
        Cards.RequireFit(model, set);
        var card = Cards.Of(model, set, options);
        if (card.Task == TaskKind.Binary)
        {
            FitCheck.RequireProbabilities(model.WeightsPath, set);
        }
        var network = EmittedNetwork.Load(model.Spec, model.WeightsPath, code.GetAwaiter().GetResult());
        var predictor = new Predictor(network);
        var part = new Evaluator(predictor, card.Task, card.Outputs, card.Targets).Evaluate(path, sequences, cancellation);
        double time = network.NanosecondsPerStep(predictor.Inputs(sequences[0], 0, Math.Min(256, sequences[0].Length)));
        Write(result, part, sequences, time);
        var outside = new OutsideSamples(model.Ranges, set.InputNames);
        foreach (var sequence in sequences)
        {
            outside.Look(sequence);
        }
        outside.Tell(result.InvocationConfiguration.Error);
        foreach (string note in Notes(part))
        {
            result.InvocationConfiguration.Error.WriteLine($"note: {note}");
        }
        return ExitCode.Done;
    }

    private void Write(ParseResult result, PartEvaluation part, IReadOnlyList<Sequence> sequences, double time)
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
                ["baselines"] = JsonListener.Baselines(part),
                ["season"] = part.Season,
                ["notes"] = Notes(part),
                ["classes"] = part.Confusion?.Classes,
                ["confusion"] = part.Confusion is { } matrix ? Rows(matrix) : null,
                ["nanosecondsPerStep"] = time,
            });
            return;
        }
        output.WriteLine(FormattableString.Invariant($"{part.Part}: {sequences.Count:N0} sequence{(sequences.Count == 1 ? "" : "s")}, {sequences.Sum(sequence => (long)sequence.Length):N0} time steps"));
        foreach (var metric in part.Metrics)
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
            var classes = new TextTable(part.Task == TaskKind.Binary ? "output" : "class", "how many", "recall", "precision", "average precision");
            foreach (var figures in part.Classes)
            {
                classes.Add(figures.Name, figures.Count, Share(figures.Recall), Share(figures.Precision), Share(figures.AveragePrecision));
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

    private static IEnumerable<string> Notes(PartEvaluation part) => [.. NeverAnswered.In(part, ""), .. NotBeaten.In(part)];

    private static string Share(double value) => double.IsNaN(value) ? "–" : FormattableString.Invariant($"{value:0.####}");

    private static long[][] Rows(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Classes.Count).Select(row => Enumerable.Range(0, matrix.Classes.Count).Select(column => matrix.Counts[row, column]).ToArray())];
}
