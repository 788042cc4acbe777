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

/// <summary>lstm predict: what a trained network says about data.</summary>
internal sealed class PredictCommand
{
    private readonly SharedArguments shared = new();
    private readonly DataArguments data = new();
    private readonly Option<bool> lastOnly = new("--last") { Description = "Only the prediction at the end of each sequence (default: at every time step)" };

    private readonly WindowOption window = new();

    private PredictCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new PredictCommand();
        var command = new ToolCommand("predict", "Writes a trained network's predictions, one row per time step. It runs the code that the generator emits, so they are bit for bit those of the device.")
        {
            Examples =
            [
                ("lstm predict pump.lstm.json --data today.csv --out today.answers.csv", "sequence, time step, and a column for each output"),
                ("lstm predict amp.lstm.json --data dry.wav --out wet.wav", "sound, as a WAV file of 32-bit floats"),
                ("lstm predict gesture.lstm.json --data new.ts --last --json", "a JSON object for each sequence"),
            ],
        };
        command.Takes(arguments.shared.Spec).Group("Model and data", arguments.shared.Weights, arguments.shared.Data, arguments.lastOnly, arguments.shared.Output, arguments.shared.Json).Group("Windows", arguments.window.All);
        arguments.data.AddTo(command, withTargets: false);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        string spec = result.GetValue(shared.Spec)!;
        var model = TrainedModel.Open(spec, result.GetValue(shared.Weights));
        OutputCheck.Require([TextOutput.File(result, shared.Output)], [spec, model.WeightsPath, result.GetValue(shared.Data)], model.Card?.Data.ReadsFolders ?? false);
        NumericsNote.Write(result, model);
        var code = Task.Run(() => EmittedCode.Compile(model.Spec)); // takes seconds: beside the reading
        var options = data.Read(result, Cards.Reading(model, result.GetValue(shared.Data)!) with { InputsOnly = true, Windows = null, TargetAt = TargetAt.EveryStep });
        int? steps = window.Steps(result, model);
        var stream = steps is null ? InputStream.Open(options, described => Cards.RequireInputs(model, described)) : null; // windows may overlap: they are cut from what is read whole
        var set = stream?.Description ?? DataSet.Read(options);
        Cards.RequireInputs(model, set);
        var card = Cards.Of(model, set, options);
        var network = EmittedNetwork.Load(model.Spec, model.WeightsPath, code.GetAwaiter().GetResult());
        var outside = new OutsideSamples(model.Ranges, set.InputNames);
        window.SayWhatIsLeftOut(result, model, steps, set.Train);
        var sequences = steps is { } each ? set.Train.SelectMany(whole => window.Of(whole, each, result)) : set.Train;
        foreach (var whole in set.Train)
        {
            outside.Look(whole);
        }
        int length = 0, longest = 0;
        var rows = (stream?.Rows() ?? Rows(sequences, new Predictor(network))).Select(row =>
        {
            cancellation.ThrowIfCancellationRequested();
            length = row.Begins ? 1 : length + 1;
            longest = Math.Max(longest, length);
            if (stream is not null)
            {
                outside.Look(row.Inputs, row.Sequence, row.Step);
            }
            return row;
        });
        bool json = result.GetValue(shared.Json), last = result.GetValue(lastOnly) || window.Slides(result);
        long written = 0;
        void Play(IAnswerWriter answers) => new StreamedPredictor(network).Play(rows, (sequence, step, time, isLast, outputs) =>
        {
            if (isLast || !last)
            {
                answers.Write(sequence, step, time, outputs);
                written++;
            }
        });
        if (result.GetValue(shared.Output) is { } path && path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase))
        {
            int rate = (set.Format as WaveFormat)?.SampleRate ?? throw new UsageException($"{path}: a WAV file is written where the data is one; the answers to other data are CSV, or JSON lines with --json.");
            WaveAnswers.Write(path, rate, card.Outputs.Count, Play);
            result.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"{path} written: {written:N0} samples at {rate} Hz."));
        }
        else
        {
            TextOutput.Write(result, shared.Output, writer =>
            {
                Play(json ? new JsonAnswers(writer, card, model.Thresholds) : new CsvAnswers(writer, card, set.Time?.Column, model.Thresholds));
                return FormattableString.Invariant($"{written:N0} prediction{(written == 1 ? "" : "s")}");
            });
        }
        outside.Tell(result.InvocationConfiguration.Error);
        foreach (string note in set.FileNotes)
        {
            TextOutput.Note(result, note);
        }
        TextOutput.Note(result, set.TimeNote);
        TextOutput.Note(result, steps is null ? data.WindowNote(result, model, longest) : null);
        return ExitCode.Done;
    }

    /// <summary>The rows of data that had to be read whole.</summary>
    private static IEnumerable<StreamedRow> Rows(IEnumerable<Sequence> sequences, Predictor predictor)
    {
        foreach (var sequence in sequences)
        {
            for (int t = 0; t < sequence.Length; t++)
            {
                yield return new StreamedRow(sequence.Id, sequence.Steps?[t] ?? t + 1, t == 0, predictor.Inputs(sequence, t, 1)) { Time = sequence.Times?[t] };
            }
        }
    }
}
