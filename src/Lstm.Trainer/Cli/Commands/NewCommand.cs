using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Trainer.Evaluation;
using Lstm.Trainer.Models;

namespace Lstm.Trainer.Cli;

/// <summary>lstm new: a spec to start from.</summary>
internal sealed class NewCommand
{
    private readonly SharedArguments shared = new();
    private readonly Option<int?> input = new("--input") { Description = "Values in one sample (tokens of a vocabulary)", HelpName = "N", Required = true };
    private readonly Option<int?> hidden = Numbers.Count("--hidden", "Units of each LSTM layer (default 32)");
    private readonly Option<int?> layers = Numbers.Count("--layers", "LSTM layers (default 1)");
    private readonly Option<int?> output = Numbers.Count("--output", "Values, or classes, that come out (default 1)");
    private readonly Option<bool> peephole = new("--peephole") { Description = "The gates see the cell state (for timing)" };
    private readonly Option<bool> force = new("--force") { Description = "Writes over a file that is there" };
    private readonly Choice<TaskKind> task = new("--task", "What comes out: numbers (default), yes or no, one of several classes, the next token", ("regression", TaskKind.Regression), ("binary", TaskKind.Binary), ("classification", TaskKind.Classification), ("next-token", TaskKind.NextToken));

    private NewCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new NewCommand();
        var command = new ToolCommand("new", "Writes a spec to start from.")
        {
            Examples =
            [
                ("lstm new pump.lstm.json --input 4 --hidden 16 --task binary", "four sensors, one probability"),
                ("lstm new gesture.lstm.json --input 6 --hidden 32 --task classification --output 4", "six values, one of four classes"),
            ],
        };
        command.Takes(arguments.shared.Spec).Group("Network", arguments.input, arguments.hidden, arguments.layers, arguments.peephole, arguments.task, arguments.output, arguments.force);
        return command.Does((result, _) => arguments.Run(result));
    }

    private int Run(ParseResult result)
    {
        string path = result.GetValue(shared.Spec)!;
        if (!path.EndsWith(".lstm.json", System.StringComparison.Ordinal))
        {
            throw new UsageException($"{path}: a spec file's name ends in .lstm.json, so that the build finds it; e.g. {Path.GetFileNameWithoutExtension(path)}.lstm.json");
        }
        if (File.Exists(path) && !result.GetValue(force))
        {
            throw new UsageException($"{path} is there already; --force writes over it.");
        }
        var kind = result.GetValue(task) ?? TaskKind.Regression;
        int outputs = result.GetValue(output) ?? (kind == TaskKind.NextToken ? result.GetValue(input)!.Value : kind == TaskKind.Classification ? throw new UsageException("--task classification needs --output, the number of classes.") : 1);
        if (kind == TaskKind.Classification && outputs < 2)
        {
            throw new UsageException("--output 1: to tell classes apart there must be two at least; for yes or no say --task binary.");
        }
        var list = Enumerable.Range(0, result.GetValue(layers) ?? 1)
            .Select(index => (LayerSpec)new LstmLayerSpec("", index, result.GetValue(hidden) ?? 32, result.GetValue(peephole), Bias: true, LstmActivations.Standard))
            .Append(new DenseLayerSpec("dense0.", outputs, Bias: true, Activation(kind)));
        string text = SpecWriter.Write(new ModelSpec(result.GetValue(input)!.Value, new EquatableArray<LayerSpec>(list)));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        result.InvocationConfiguration.Output.WriteLine($"{path} written. Next: lstm train {path} --data FILE (lstm train --help tells more).");
        return ExitCode.Done;
    }

    private static ActivationKind Activation(TaskKind task) => task switch
    {
        TaskKind.Binary => ActivationKind.Sigmoid,
        TaskKind.Classification or TaskKind.NextToken => ActivationKind.Softmax,
        _ => ActivationKind.Identity,
    };
}
