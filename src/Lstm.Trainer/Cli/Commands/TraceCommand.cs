using System.CommandLine;
using Lstm.Trainer.Data;
using Lstm.Trainer.Models;
using Lstm.Trainer.Report;
using Lstm.Trainer.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>lstm trace: what happened inside a network over a sequence.</summary>
internal sealed class TraceCommand
{
    private readonly SharedArguments shared = new();
    private readonly DataArguments data = new();
    private readonly Option<string?> sequence = new("--sequence") { Description = "Which: its name or a part of it, or its number from 1 (default: the first)", HelpName = "NAME" };
    private readonly Option<string?> output = new("--out") { Description = "The HTML page (default: beside the weight file, by its name)", HelpName = "FILE" };

    private TraceCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new TraceCommand();
        var command = new ToolCommand("trace", "Draws the gates of a trained network over a sequence, as a page for a browser: what was kept, what was let in, what was let out.")
        {
            Examples = [("lstm trace pump.lstm.json --data unseen.csv --sequence 17", "the gates over run 17")],
        };
        command.Takes(arguments.shared.Spec).Group("Model and data", arguments.shared.Weights, arguments.shared.Data, arguments.sequence, arguments.output);
        arguments.data.AddTo(command, withTargets: true);
        return command.Does((result, _) => arguments.Run(result));
    }

    private int Run(ParseResult result)
    {
        string spec = result.GetValue(shared.Spec)!;
        var model = TrainedModel.Open(spec, result.GetValue(shared.Weights));
        var card = Cards.Require(model);
        var set = Read(data.Read(result, card.Reading(result.GetValue(shared.Data)!) with { Windows = null }));
        Cards.RequireInputs(model, set);
        var names = new TraceNames { Inputs = card.Inputs, Outputs = card.Outputs, Tokens = card.Tokens };
        var trace = GateTracer.Trace(model.Spec, model.Tensor, SequenceChoice.Of(set.Train, result.GetValue(sequence)), names);
        string path = result.GetValue(output) ?? ModelFiles.Trace(model.WeightsPath);
        TracePage.Save(ModelFiles.NameOf(spec), trace, path);
        result.InvocationConfiguration.Output.WriteLine($"{path}: {trace.Sequence}");
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
