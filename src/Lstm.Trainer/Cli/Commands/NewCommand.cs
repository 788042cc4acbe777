using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm new: a spec to start from.</summary>
internal sealed class NewCommand
{
    private readonly SharedArguments shared = new();
    private readonly Option<int?> input = Numbers.Count("--input", "The input size: values in one sample (for tokens: the size of the vocabulary)");
    private readonly Option<int?> hidden = Numbers.Count("--hidden", "The hidden size: units of each recurrent layer, per direction (default 32; for a reconstruction half of the columns that are compared)");
    private readonly Option<int?> layers = Numbers.Count("--layers", "Number of recurrent layers (default 1)");
    private readonly Choice<CellKind> cell = new("--cell", "The type of the recurrent layers (default lstm)", ("lstm", CellKind.Lstm), ("gru", CellKind.Gru), ("rnn", CellKind.Rnn));
    private readonly Option<bool> bidirectional = new("--bidirectional") { Description = "Bidirectional layers, which need the whole sequence" };
    private readonly Choice<PoolKind> pool = new("--pool", "One output per sequence: from its last time step, the mean over all, or the final states of both directions", ("last", PoolKind.Last), ("mean", PoolKind.Mean), ("final", PoolKind.Final));
    private readonly Option<bool> standardise = new("--standardise") { Description = "Begins with a layer that standardises the inputs exactly: for columns whose mean is far from 0" };
    private readonly Option<EmbeddedInput[]> embedding = EmbeddedInput.Option("--embedding");
    private readonly Option<int?> output = Numbers.Count("--output", "The output size: values, or classes (default 1; with --task anomaly, of how many inputs, the first ones, the next values are forecast: all)");
    private readonly Option<bool> peephole = new("--peephole") { Description = "Peepholes: the gates see the cell state (helps with precise timing)" };
    private readonly Choice<AnomalyKind> anomaly = new("--anomaly", "With --task anomaly: what each row is compared with, its forecast from the rows before (default), or its reconstruction by way of fewer values than it has columns", ("forecast", AnomalyKind.Forecast), ("reconstruction", AnomalyKind.Reconstruction));
    private readonly Option<bool> force = new("--force") { Description = "Overwrites an existing file" };
    private readonly Choice<Purpose> task = new(
        "--task", "What the network predicts: numbers (default), later values of the first inputs (forecast: it adds the change that it expects to the last values), yes or no, one of several classes, the next token, or how far each row is from what was expected (anomaly)",
        ("regression", Purpose.Regression), ("forecast", Purpose.Forecast), ("binary", Purpose.Binary), ("classification", Purpose.Classification), ("next-token", Purpose.NextToken), ("anomaly", Purpose.Anomaly));

    private NewCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new NewCommand();
        arguments.input.Required = true;
        var command = new ToolCommand("new", "Writes a spec to start from.")
        {
            Examples =
            [
                ("lstm new pump.lstm.json --input 4 --hidden 16 --task binary", "four sensors, one probability"),
                ("lstm new gesture.lstm.json --input 6 --hidden 32 --task classification --output 4", "six values, one of four classes"),
                ("lstm new load.lstm.json --input 1 --task forecast", "a series from its own past, for lstm train --horizon"),
                ("lstm new watch.lstm.json --input 3 --task anomaly", "an anomaly detector for three sensors"),
                ("lstm new watch.lstm.json --input 8 --task anomaly --anomaly reconstruction", "one for eight sensors that depend on each other"),
                ("lstm new line.lstm.json --input 5 --embedding machine:12:4", "five numbers, and which of 12 machines they are of"),
                ("lstm new song.lstm.json --input 12 --cell gru --bidirectional --pool mean --task classification --output 3", "one of three classes for a whole sequence"),
            ],
        };
        command.Takes(arguments.shared.Spec).Group("Network", arguments.input, arguments.hidden, arguments.layers, arguments.cell, arguments.peephole, arguments.bidirectional, arguments.pool, arguments.standardise, arguments.embedding, arguments.task, arguments.anomaly, arguments.output, arguments.force);
        return command.Does((result, _) => arguments.Run(result));
    }

    private int Run(ParseResult result)
    {
        string path = result.GetValue(shared.Spec)!;
        Require.SpecName(path);
        if (File.Exists(path) && !result.GetValue(force))
        {
            throw new UsageException($"{path} already exists; --force overwrites it.");
        }
        var kind = result.GetValue(task) ?? Purpose.Regression;
        int outputs = result.GetValue(output) ?? (kind is Purpose.NextToken or Purpose.Anomaly ? result.GetValue(input)!.Value : kind == Purpose.Classification ? throw new UsageException("--task classification needs --output, the number of classes.") : 1);
        if (kind == Purpose.Classification && outputs < 2)
        {
            throw new UsageException("--output 1: a classifier needs at least two classes; for yes or no use --task binary.");
        }
        RequireSense(result, kind);
        var list = new List<LayerSpec>();
        EmbeddedInput[] names = result.GetValue(embedding) ?? [];
        if (result.GetValue(standardise) && names.Length == 0)
        {
            list.Add(FirstLayerScaling.Layer);
        }
        int units = result.GetValue(hidden) ?? (Reconstructs(result) ? outputs / 2 : 32); // fewer than the values that are compared
        list.AddRange(Enumerable.Range(0, result.GetValue(layers) ?? 1).Select(index => Recurrent(result, index, units)));
        if (result.GetValue(pool) is { } pooling)
        {
            list.Add(new PoolLayerSpec(pooling));
        }
        list.Add(new DenseLayerSpec("dense0.", outputs, Bias: true, Activation(kind)));
        if (kind is Purpose.Forecast or Purpose.Anomaly && !Reconstructs(result))
        {
            list.Add(FinalSkip.Layer);
        }
        if (kind == Purpose.Anomaly)
        {
            list.Add(new AnomalyLayerSpec(result.GetValue(anomaly) ?? AnomalyKind.Forecast));
        }
        int numbers = result.GetValue(input)!.Value;
        var (text, fault) = SpecWriter.TryWrite(names.Length > 0 ? EmbeddedInput.Beside(numbers, names, list) : new ModelSpec(numbers, new EquatableArray<LayerSpec>(list)));
        if (fault is not null) // a size beyond what a spec may ask for
        {
            throw new UsageException($"{path}: {fault}.");
        }
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        result.InvocationConfiguration.Output.WriteLine($"{path} written. Next: lstm train {path} --data FILE (see lstm train --help).");
        return ExitCode.Done;
    }

    /// <summary>Refuses options that make no sense together.</summary>
    private void RequireSense(ParseResult result, Purpose kind)
    {
        bool both = result.GetValue(bidirectional), tokens = kind == Purpose.NextToken, embeds = result.GetValue(embedding) is { Length: > 0 };
        string? fault = result switch
        {
            _ when result.GetValue(peephole) && result.GetValue(cell) is CellKind.Gru or CellKind.Rnn => "--peephole is for --cell lstm: the others have no cell state.",
            _ when result.GetValue(anomaly) is not null && kind != Purpose.Anomaly => "--anomaly is for --task anomaly.",
            _ when Reconstructs(result) && (result.GetValue(output) ?? result.GetValue(input)) is 1 => $"--anomaly reconstruction with {(result.GetValue(output) == 1 ? "--output" : "--input")} 1: one value is given back by way of fewer only if there are more; use --anomaly forecast, or more columns.",
            _ when Reconstructs(result) && result.GetValue(hidden) >= (result.GetValue(output) ?? result.GetValue(input)) => $"--hidden {result.GetValue(hidden)} with --anomaly reconstruction: the {result.GetValue(output) ?? result.GetValue(input)} values that are compared must come through fewer, or the layers could copy them.",
            _ when kind is Purpose.Forecast or Purpose.Anomaly && (both || result.GetValue(pool) is not null) => $"{(both ? "--bidirectional" : "--pool")} with --task {Word(kind)}: there is an answer at every time step, from those before it.",
            _ when kind is Purpose.Forecast or Purpose.Anomaly && result.GetValue(output) > result.GetValue(input) => $"--output {result.GetValue(output)} with --task {Word(kind)}: each value is of an input, and there are only {result.GetValue(input)}.",
            _ when embeds && (both || result.GetValue(pool) is not null) => $"{(both ? "--bidirectional" : "--pool")} with --embedding: names beside numbers make a network that branches, which has a result at every time step.",
            _ when embeds && kind is not (Purpose.Regression or Purpose.Binary or Purpose.Classification) => $"--embedding with --task {kind switch { Purpose.Forecast => "forecast", Purpose.Anomaly => "anomaly", _ => "next-token" }}: {(tokens ? "a token has its embedding in a spec with { \"type\": \"embedding\" } as the first layer" : "its network is a chain of layers, and names beside numbers make one that branches; --task regression with lstm train --horizon forecasts too")}.",
            _ when embeds && result.GetValue(embedding)!.Select(input => input.Name).Prepend(EmbeddedInput.Numbers).GroupBy(name => name).FirstOrDefault(names => names.Count() > 1) is { } same => $"--embedding {same.Key}: an input is called so already ({EmbeddedInput.Numbers} are those of --input); choose another name.",
            _ when tokens && both => "--bidirectional with --task next-token: the reverse direction would see the token to be predicted.",
            _ when tokens && result.GetValue(pool) is not null => "--pool with --task next-token: there is a token to predict at every time step.",
            _ when tokens && result.GetValue(standardise) => "--standardise with --task next-token: tokens have no mean.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new UsageException(fault);
        }
    }

    private static string Word(Purpose kind) => kind == Purpose.Anomaly ? "anomaly" : "forecast";

    private bool Reconstructs(ParseResult result) => result.GetValue(anomaly) == AnomalyKind.Reconstruction;

    private RecurrentLayerSpec Recurrent(ParseResult result, int index, int units)
    {
        RecurrentLayerSpec layer = (result.GetValue(cell) ?? CellKind.Lstm) switch
        {
            CellKind.Gru => new GruLayerSpec("", index, units, Bias: true, GruActivations.Standard),
            CellKind.Rnn => new RnnLayerSpec("", index, units, Bias: true, ActivationKind.Tanh),
            CellKind.Lstm => new LstmLayerSpec("", index, units, result.GetValue(peephole), Bias: true, LstmActivations.Standard),
            var unknown => throw Unhandled.Kind(unknown),
        };
        return layer with { Direction = result.GetValue(bidirectional) ? Direction.Bidirectional : Direction.Forward };
    }

    private static ActivationKind Activation(Purpose task) => task switch
    {
        Purpose.Binary => ActivationKind.Sigmoid,
        Purpose.Classification or Purpose.NextToken => ActivationKind.Softmax,
        _ => ActivationKind.Identity,
    };

    private enum Purpose
    {
        Regression,
        Forecast,
        Binary,
        Classification,
        NextToken,
        Anomaly,
    }

    private enum CellKind
    {
        Lstm,
        Gru,
        Rnn,
    }
}
