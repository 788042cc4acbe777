using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm import: a model of another framework becomes a spec and a weight file.</summary>
internal sealed class ImportCommand
{
    private const float UsualTolerance = 1e-5f;
    private const double Megabyte = 1 << 20, MostMegabytes = 1 << 30, MostSeconds = 1e6;

    private readonly SharedArguments shared = new();
    private readonly Argument<string> model = new("MODEL") { Description = $"The model: {Importer.Formats}" };
    private readonly Option<string?> output = new("--output") { Description = "Writes NAME.lstm.json and NAME.safetensors (default: the model's name, in the current folder)", HelpName = "NAME" };
    private readonly Option<bool> explain = new("--explain") { Description = "Says what is in the file, and whether it can be imported; writes nothing" };
    private readonly Option<bool> force = new("--force") { Description = "Overwrites existing files" };
    private readonly Option<string?> input = new("--input") { Description = "The graph's input that is the sample (default: the first)", HelpName = "NAME" };
    private readonly Option<string?> result = new("--result") { Description = "The graph's output that is the network's; the others are left out (default: all that are no states)", HelpName = "NAME" };
    private readonly Option<string[]> set = new("--set") { Description = "A whole number for an input of the graph that is a single one, such as a sampling rate: NAME=NUMBER; can be repeated", HelpName = "NAME=NUMBER" };
    private readonly Option<int?> frame = Numbers.Option<int>("--frame", "How many values a time step has, where the graph leaves that open (default with --verify: as many as the file has columns)", value => value is >= 1 and <= SpecLimits.MaxInputSize, $"1 to {SpecLimits.MaxInputSize}");
    private readonly Option<string?> layers = new("--layers") { Description = "The layers of a file that contains only tensors, in order: TYPE[:ACTIVATION][=MODULE], e.g. \"lstm,dense:relu=fc1,dense=fc2\"", HelpName = "LIST" };
    private readonly Option<string?> spec = new("--spec") { Description = "A spec file that describes the layers; the tensors must fit it", HelpName = "FILE" };
    private readonly Option<string?> architecture = new("--architecture") { Description = "The architecture of a Keras model, as model.to_json() writes it, for a file of its weights (.h5)", HelpName = "FILE" };
    private readonly Option<string?> state = new("--state") { Description = "The state_dict that is the network, where a checkpoint holds several", HelpName = "NAME" };
    private readonly Option<int?> submodel = new("--submodel") { Description = "Which capture of a container (.nam), counted from 1", HelpName = "NUMBER" };
    private readonly Option<string[]> ignore = new("--ignore") { Description = "A tensor, or a graph's output, that is not part of the network; can be repeated", HelpName = "NAME" };
    private readonly Option<string?> verify = new("--verify") { Description = "Runs the double-precision reference and the generated code on this CSV file, one row per time step", HelpName = "FILE" };
    private readonly Option<string?> expect = new("--expect") { Description = "The original model's outputs for it, one row per output", HelpName = "FILE" };
    private readonly Option<float?> tolerance = Numbers.Positive("--tolerance", "The largest difference to accept (default 1e-5)");
    private readonly Option<double?> budget = Numbers.Option<double>("--budget", "The memory that the import may use, in MB (default 64, plus 32 times the file)", value => value is > 0 and <= MostMegabytes, "a number of megabytes above 0");
    private readonly Option<double?> budgetSeconds = Numbers.Option<double>("--budget-seconds", "The time that it may take, in seconds (default 10)", value => value is > 0 and <= MostSeconds, "a number of seconds above 0");

    private ImportCommand()
    {
    }

    public static Command Create()
    {
        var arguments = new ImportCommand();
        var command = new ToolCommand("import", "Converts a model from another framework to a spec and a weight file, or says exactly what cannot be converted.")
        {
            Examples =
            [
                ("lstm import model.onnx --output actuator", "a graph: actuator.lstm.json and actuator.safetensors"),
                ("lstm import model.pt --layers \"lstm,dense:relu,dense\"", "a state_dict, which does not record its layers"),
                ("lstm import --explain model.h5", "what is in a file, and whether it can be imported"),
                ("lstm import model.onnx --verify input.csv --expect output.csv", "and compares the outputs"),
            ],
        };
        command.Takes(arguments.model)
            .Group("Files", arguments.explain, arguments.output, arguments.force, arguments.shared.Json)
            .Group("What the file does not say", arguments.layers, arguments.spec, arguments.architecture, arguments.state, arguments.submodel, arguments.ignore, arguments.input, arguments.result, arguments.set, arguments.frame)
            .Group("Comparison", arguments.verify, arguments.expect, arguments.tolerance)
            .Group("Limits", arguments.budget, arguments.budgetSeconds);
        return command.Does((parsed, _) => arguments.Run(parsed));
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(model)!;
        if (Directory.Exists(path) && !HuggingFaceFolder.IsOne(path))
        {
            throw ForeignFolders.Find(path) is { } known ? new ImportException(path, null, known.What, known.Instead) : new UsageException($"MODEL {Wording.Quote(path)}: expected the model's file, found a folder.");
        }
        if (parsed.GetValue(explain))
        {
            return Explain(parsed, path);
        }
        string name = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        if (Path.GetFileName(name).Length == 0)
        {
            throw new UsageException($"--output {Wording.Quote(name)}: expected a name for the two files, e.g. {Path.Combine(name, Path.GetFileNameWithoutExtension(path))}.");
        }
        var files = ImportedFiles.Of(name);
        Check(parsed, path, files);
        var imported = Importer.Read(path, Options(parsed));
        if (parsed.GetValue(tolerance) is not null && parsed.GetValue(verify) is null && imported.Test is null)
        {
            throw new UsageException("--tolerance is for --verify, and this file holds no test of its own.");
        }
        float limit = parsed.GetValue(tolerance) ?? UsualTolerance;
        string answers = parsed.GetValue(expect) ?? "the file's own output_batch";
        var verification = Compare(parsed, imported, answers);
        bool agrees = verification is null || (verification.Reference <= limit && verification.Generated <= limit);
        if (imported.Assumption is { } assumption && !agrees)
        {
            throw new ImportException(path, null, FormattableString.Invariant($"with nothing between its modules the answers differ by {Math.Max(verification!.Reference, verification.Generated):0.00E+0} from {answers}, and {assumption}"), "--layers LIST or --spec FILE that says what does; nothing is written");
        }
        files.Write(imported);
        var writer = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(shared.Json))
        {
            WriteJson(writer, imported, files, verification, agrees);
        }
        else
        {
            WriteText(writer, path, imported, files, verification, answers);
        }
        if (!agrees)
        {
            string verdict = verification!.IsWithinSensitivity
                ? FormattableString.Invariant($"The network is sensitive: a change of {Verification.Change:0E+0} in the samples alone moves its exact answers by {verification.Moved:0.00E+0}, so single precision cannot agree more closely, and the weights may well be right. Compare with what the origin answers in double precision, or over fewer time steps.")
                : FormattableString.Invariant($"The network is not that sensitive (a change of {Verification.Change:0E+0} in the samples moves its answers by {verification.Moved ?? 0:0.00E+0}): something in it, or in how it was run, is not as in the origin.");
            parsed.InvocationConfiguration.Error.WriteLine(FormattableString.Invariant($"lstm: the answers differ by more than {limit:0.##E+0} from {answers}; --tolerance sets another limit. ") + (verification.Moved is null ? "" : verdict));
        }
        return agrees ? ExitCode.Done : ExitCode.Failed;
    }

    private static Dictionary<string, double> Settings(string[] given)
    {
        var settings = new Dictionary<string, double>();
        foreach (string one in given)
        {
            int equals = one.LastIndexOf('=');
            if (equals < 1 || !long.TryParse(one[(equals + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || !settings.TryAdd(one[..equals], number))
            {
                throw new UsageException($"--set {Wording.Quote(one)}: expected NAME=NUMBER with a whole number, each name once, e.g. --set sr=16000.");
            }
        }
        return settings;
    }

    private int Explain(ParseResult parsed, string path)
    {
        if (parsed.GetValue(output) is not null || parsed.GetValue(verify) is not null || parsed.GetValue(expect) is not null)
        {
            throw new UsageException("--explain writes and compares nothing; leave out --output, --verify and --expect.");
        }
        var explanation = Explanation.Of(path, Options(parsed));
        var writer = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(shared.Json))
        {
            ImportExplanation.WriteJson(writer, path, explanation);
        }
        else
        {
            ImportExplanation.WriteText(writer, path, explanation);
        }
        return ExitCode.Done;
    }

    private ImportOptions Options(ParseResult parsed) => new()
    {
        Input = parsed.GetValue(input),
        Result = parsed.GetValue(result),
        Settings = Settings(parsed.GetValue(set) ?? []),
        Frame = parsed.GetValue(frame) ?? (parsed.GetValue(verify) is { } samples ? Verification.Columns(samples) : null),
        Layers = parsed.GetValue(layers),
        Spec = parsed.GetValue(spec) is { } given ? SpecFile.Read(given) : null,
        State = parsed.GetValue(state),
        Submodel = parsed.GetValue(submodel),
        Architecture = parsed.GetValue(architecture),
        Ignored = parsed.GetValue(ignore) ?? [],
        IsCompared = parsed.GetValue(verify) is not null,
        BudgetBytes = parsed.GetValue(budget) is { } megabytes ? (long)(megabytes * Megabyte) : null,
        BudgetSeconds = parsed.GetValue(budgetSeconds),
    };

    // Before anything is written where it was asked for: samples that cannot be used leave an older model as it is.
    private Verification? Compare(ParseResult parsed, ImportedModel imported, string answers)
    {
        string? samples = parsed.GetValue(verify);
        if (samples is null && imported.Test is null)
        {
            return null;
        }
        string folder = Directory.CreateTempSubdirectory("lstm-import-").FullName;
        try
        {
            var trial = ImportedFiles.Of(Path.Combine(folder, "trial"));
            trial.Write(imported);
            return samples is not null ? Verification.Run(imported, trial.Weights, samples, answers) : Verification.Run(imported, trial.Weights, imported.Test!, answers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Check(ParseResult parsed, string path, ImportedFiles files)
    {
        if (parsed.GetValue(verify) is null != parsed.GetValue(expect) is null)
        {
            throw new UsageException("--verify and --expect go together: samples, and what the model answered to them.");
        }
        string full = FileKind.FollowLinks(path);
        string[] taken = [full, .. new[] { parsed.GetValue(spec), parsed.GetValue(architecture), parsed.GetValue(verify), parsed.GetValue(expect) }.OfType<string>().Select(FileKind.FollowLinks)];
        foreach (string file in new[] { files.Spec, files.Weights })
        {
            string target = FileKind.FollowLinks(file);
            if (taken.Contains(target))
            {
                throw new UsageException($"{file} would be written over {(target == full ? "the model itself" : "what it is made from")}; --output gives it another name.");
            }
            if (File.Exists(file) && !parsed.GetValue(force))
            {
                throw new UsageException($"{file} already exists; --force overwrites it, --output gives it another name.");
            }
        }
    }

    private static void WriteText(TextWriter output, string path, ImportedModel imported, ImportedFiles files, Verification? verification, string answers)
    {
        output.WriteLine($"{path}: {imported.Spec.InputSize} in, {imported.Spec.OutputSize} out");
        output.WriteLine();
        var table = new TextTable("layer", "in", "out", "parameters");
        foreach (var (name, inputs, outputs, parameters) in Layers(imported.Spec))
        {
            table.Add(name, inputs, outputs, parameters);
        }
        table.Add("total", imported.Spec.InputSize, imported.Spec.OutputSize, Layers(imported.Spec).Sum(layer => layer.Parameters));
        table.Write(output);
        output.WriteLine();
        foreach (string note in imported.Notes)
        {
            output.WriteLine("- " + note);
        }
        output.WriteLine($"{files.Spec} and {files.Weights} written.");
        if (verification is { } v)
        {
            string windows = v.Window is { } window ? FormattableString.Invariant($" in windows of {window:N0}") : "";
            output.WriteLine(FormattableString.Invariant($"{v.Steps:N0} time steps{windows}, answers up to {v.Largest:G4}: the reference differs by at most {v.Reference:0.00E+0} from {answers}, the generated code by at most {v.Generated:0.00E+0}."));
            if (v.Moved is { } moved)
            {
                output.WriteLine(FormattableString.Invariant($"A change of {Verification.Change:0E+0} of each sample moves the reference's answers by at most {moved:0.00E+0}."));
            }
        }
    }

    private static void WriteJson(TextWriter output, ImportedModel imported, ImportedFiles files, Verification? verification, bool agrees) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["spec"] = files.Spec,
        ["weights"] = files.Weights,
        ["input"] = imported.Spec.InputSize,
        ["output"] = imported.Spec.OutputSize,
        ["layers"] = Layers(imported.Spec).Select(layer => new Dictionary<string, object> { ["name"] = layer.Name, ["in"] = layer.Inputs, ["out"] = layer.Outputs, ["parameters"] = layer.Parameters }),
        ["parameters"] = Layers(imported.Spec).Sum(layer => layer.Parameters),
        ["specHash"] = SpecHash.Of(imported.Spec),
        ["notes"] = imported.Notes,
        ["window"] = imported.Window,
        ["steps"] = verification?.Steps,
        ["reference"] = verification?.Reference,
        ["generated"] = verification?.Generated,
        ["moved"] = verification?.Moved,
        ["agrees"] = verification is null ? null : agrees,
        ["sensitive"] = verification is null || agrees ? null : verification.IsWithinSensitivity,
    });

    private static IEnumerable<(string Name, int Inputs, int Outputs, long Parameters)> Layers(ModelSpec spec) =>
        spec.Layers.Zip(spec.Sizes, (layer, size) => (layer.Label, size.Input, size.Output, LayerLabel.Parameters(layer, size.Input)));
}
