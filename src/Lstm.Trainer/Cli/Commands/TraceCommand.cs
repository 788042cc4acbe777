using System.CommandLine;
using System.Threading;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;
using Lstm.Training.Report;
using Lstm.Training.Report.Gates;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm trace: what happened inside a network over a sequence.</summary>
internal sealed class TraceCommand
{
    private readonly SharedArguments shared = new();
    private readonly DataArguments data = new();
    private readonly Option<string?> sequence = new("--sequence") { Description = "The sequence: its name or a part of it, or its number from 1 (default: the first)", HelpName = "NAME" };
    private readonly Option<string?> output = new("--out") { Description = "The HTML page (default: beside the weight file, by its name)", HelpName = "FILE" };

    private TraceCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new TraceCommand();
        var command = new ToolCommand("trace", "Draws the gates of a trained network over a sequence, as an HTML page: what it keeps, writes and outputs. It draws the gates of LSTM layers in unidirectional networks.")
        {
            Examples = [("lstm trace pump.lstm.json --data unseen.csv --sequence 17", "the gates over run 17")],
        };
        command.Takes(arguments.shared.Spec).Group("Model and data", arguments.shared.Weights, arguments.shared.Data, arguments.sequence, arguments.output);
        arguments.data.AddTo(command, withTargets: true);
        return command.Does(arguments.Run);
    }

    private int Run(ParseResult result, CancellationToken cancellation)
    {
        string spec = result.GetValue(shared.Spec)!;
        var model = TrainedModel.Open(spec, result.GetValue(shared.Weights));
        string path = result.GetValue(output) ?? ModelFiles.Trace(model.WeightsPath);
        OutputCheck.Require([path], [spec, model.WeightsPath, result.GetValue(shared.Data), .. data.Files(result)], model.Card?.Data.ReadsFolders ?? false);
        var options = data.Read(result, Cards.Reading(model, result.GetValue(shared.Data)!) with { Windows = null });
        var set = Read(options);
        Cards.RequireInputs(model, set);
        var card = Cards.Of(model, set, options);
        var names = new TraceNames { Inputs = card.Inputs, Outputs = card.Outputs, Tokens = card.Tokens };
        var traced = SequenceChoice.Of(set.Train, result.GetValue(sequence));
        var trace = GateTracer.Trace(model.Spec, model.Tensor, traced, names);
        cancellation.ThrowIfCancellationRequested();
        TracePage.Save(ModelFiles.NameOf(spec), trace, path);
        result.InvocationConfiguration.Output.WriteLine($"{path}: {trace.Sequence}");
        TextOutput.Note(result, data.WindowNote(result, model, traced.Length));
        if (trace.Layers.Count == 0)
        {
            string reason = model.Spec.NeedsWholeSequence ? "it is bidirectional or reversed" : "it has no LSTM layer";
            result.InvocationConfiguration.Error.WriteLine($"note: the page shows inputs and outputs but no gates, since the network cannot be traced: {reason}.");
        }
        return ExitCode.Done;
    }

    /// <summary>Targets are shown where the data has them, and nobody minds where it does not.</summary>
    private static DataSet Read(DataOptions options)
    {
        try
        {
            return DataSet.Read(options);
        }
        catch (DataException)
        {
            return DataSet.Read(options with { InputsOnly = true });
        }
    }
}
