using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Formats.PyTorch.Scripts;
using Lstm.Training.Formats.RtNeural;
using Lstm.Training.Models;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm export: a network in the formats of others.</summary>
internal static class ExportCommand
{
    private static readonly string[] OfSamples = [TrainedModel.WindowKey, InputRanges.MetadataKey];

    public static Command Create()
    {
        var shared = new SharedArguments();
        (Option<string?> Option, Func<ExportSource, byte[]> Write)[] formats =
        [
            (new("--onnx") { Description = "An ONNX graph: x [time, 1, values] to y", HelpName = "FILE" }, OnnxExporter.Write),
            (new("--pytorch") { Description = "A torch.nn.Module in Python, to continue training there", HelpName = "FILE" }, TorchScriptWriter.Write),
            (new("--safetensors") { Description = "The weights under the names of that module's state_dict", HelpName = "FILE" }, TorchScriptWriter.WriteWeights),
            (new("--rtneural") { Description = "RTNeural's JSON", HelpName = "FILE" }, RtNeuralExporter.Write),
        ];
        var force = new Option<bool>("--force") { Description = "Overwrites existing files" };
        var command = new ToolCommand("export", "Writes a network in the formats of other frameworks, or says what they cannot represent.")
        {
            Examples =
            [
                ("lstm export pump.lstm.json --onnx pump.onnx", "for ONNX Runtime"),
                ("lstm export pump.lstm.json --pytorch pump.py --safetensors pump-torch.safetensors", "to continue training in PyTorch"),
            ],
        };
        command.Takes(shared.Spec).Group("Formats", [.. formats.Select(format => format.Option)]).Group("Options", shared.Weights, force, shared.Json);
        return command.Does((result, _) =>
        {
            var wanted = formats.Where(format => result.GetValue(format.Option) is not null).Select(format => (Path: result.GetValue(format.Option)!, format.Write)).ToList();
            string path = result.GetValue(shared.Spec)!;
            string weights = result.GetValue(shared.Weights) ?? ModelFiles.Weights(path);
            if (wanted.Count == 0)
            {
                throw new UsageException($"expected a format: {string.Join(", ", formats.Select(format => format.Option.Name))}.");
            }
            OutputCheck.Require(wanted.Select(file => file.Path), [path, weights]);
            if (wanted.FirstOrDefault(file => File.Exists(file.Path)).Path is { } there && !result.GetValue(force))
            {
                throw new UsageException($"{there} already exists; --force overwrites it.");
            }
            var model = TrainedModel.Open(path, weights);
            var source = new ExportSource(ModelFiles.NameOf(path), model.Spec, model.Tensor) { Metadata = model.File.Metadata.Where(entry => OfSamples.Contains(entry.Key)).ToDictionary() };
            string[] lost = wanted.TrueForAll(file => file.Write == TorchScriptWriter.WriteWeights) ? [] : [.. Lost(model)];
            AtomicFile.WriteAll([.. wanted.Select(file => (file.Path, file.Write(source)))]);
            if (result.GetValue(shared.Json))
            {
                JsonLine.Write(result.InvocationConfiguration.Output, new Dictionary<string, object?> { ["files"] = wanted.Select(file => file.Path), ["lost"] = lost });
            }
            else
            {
                result.InvocationConfiguration.Output.WriteLine($"{string.Join(", ", wanted.Select(file => file.Path))} written.");
                foreach (string what in lost)
                {
                    result.InvocationConfiguration.Output.WriteLine("- " + what);
                }
            }
            return ExitCode.Done;
        });
    }

    // What weight files tell of the samples and the other formats have no place for.
    private static IEnumerable<string> Lost(TrainedModel model)
    {
        if (model.Window is { } window)
        {
            yield return $"The network is for windows of {Counted.Of(window, "time step")}, each from its beginning; the format does not record this: begin every window with a new state.";
        }
        if (model.File.Metadata.TryGetValue(InputRanges.MetadataKey, out string? ranges))
        {
            yield return $"The inputs' plausible ranges, {ranges}, have no place in the format: check the samples in your program.";
        }
    }
}
