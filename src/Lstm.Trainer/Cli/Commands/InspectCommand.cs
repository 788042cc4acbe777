using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Emitted;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm inspect: what a network is and costs, and what its weight file tells.</summary>
internal static class InspectCommand
{
    private const int MostListed = 20;

    public static Command Create()
    {
        var shared = new SharedArguments();
        var command = new ToolCommand("inspect", "Shows a network's layers, parameters, bytes, multiply-adds per time step and equations, and its weight file's metadata.")
        {
            Examples = [("lstm inspect pump.lstm.json", "the spec, and the weight file beside it if there is one")],
        };
        command.Takes(shared.Spec).Group("Options", shared.Weights, shared.Json);
        return command.Does((result, _) =>
        {
            string path = result.GetValue(shared.Spec)!;
            var spec = SpecFile.Read(path);
            var model = result.GetValue(shared.Weights) is { } weights ? TrainedModel.Open(path, weights)
                : File.Exists(ModelFiles.Weights(path)) ? TrainedModel.Open(path, null) : null;
            var facts = NetworkFacts.Of(spec);
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(shared.Json))
            {
                WriteJson(output, path, spec, facts, model);
            }
            else
            {
                WriteText(output, path, spec, facts, model);
            }
            return ExitCode.Done;
        });
    }

    private static void WriteText(TextWriter output, string path, ModelSpec spec, NetworkFacts facts, TrainedModel? model)
    {
        output.WriteLine(FormattableString.Invariant($"{ModelFiles.NameOf(path)}: {spec.InputSize} in, {spec.OutputSize} out"));
        foreach (var (role, parts) in new[] { ("inputs", spec.Inputs), ("outputs", spec.Outputs) }.Where(role => role.Item2.Count > 1))
        {
            output.WriteLine($"{role}: {string.Join(", ", parts.Select(part => FormattableString.Invariant($"{part.Name} {part.Size}")))}");
        }
        output.WriteLine();
        var table = new TextTable("layer", "name", "in", "out", "parameters", "weight bytes", "multiply-adds", "activations");
        foreach (var (name, layer) in LayerLabel.Names(spec).Zip(facts.Layers))
        {
            table.Add(layer.Name, name, layer.Inputs, layer.Outputs, layer.Parameters, layer.WeightBytes, layer.MultiplyAdds, layer.Activations);
        }
        table.Add("total", "", spec.InputSize, spec.OutputSize, facts.Parameters, facts.WeightBytes, facts.MultiplyAdds, facts.Activations);
        table.Write(output);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Weights take {facts.WeightBytes:N0} bytes (packed, one copy), the state {facts.StateBytes:N0} bytes per stream{StateFootprint.Account(spec)}; multiply-adds (products of a weight and a value, no biases) and activations are per time step{(spec.Stride > 1 ? ", the mean where a layer does not run in each" : "")}."));
        foreach (var fault in SizeCheck.Faults(spec, ModelFiles.NameOf(path)))
        {
            output.WriteLine($"warning {fault.Rule}: {fault.Message}");
        }
        output.WriteLine($"Hash of the spec: {SpecHash.Of(spec)}");
        output.WriteLine();
        foreach (string line in facts.Equations.SelectMany(block => block))
        {
            output.WriteLine(line);
        }
        output.WriteLine();
        if (model is null)
        {
            output.WriteLine($"No weight file: {ModelFiles.Weights(path)} is not there.");
            return;
        }
        output.WriteLine($"Weight file {model.WeightsPath}");
        if (model.Card is { } card)
        {
            output.WriteLine($"  task     {card.Task}, trained with {card.Loss}");
            output.WriteLine($"  inputs   {(card.Tokens.Count > 0 ? $"{card.Tokens.Count} tokens: {Counted.Some(card.Tokens, MostListed)}" : Counted.Some(card.Inputs, MostListed))}");
            foreach (var column in card.Data.Categorical.Where(column => column.Rows is not null))
            {
                output.WriteLine($"  names    {Names.InList(column.Column)}: {Indices(column.Values ?? [])}");
            }
            if (card.InputScaling is { } inputScaling && card.TargetScaling is { } targetScaling)
            {
                output.WriteLine($"  scaling  inputs {Names.Of(inputScaling)}, targets {Names.Of(targetScaling)}, in training; the exported weights use raw values");
            }
            if (card.Origin is { } origin)
            {
                output.WriteLine($"  from     {origin.Told}");
            }
            output.WriteLine($"  outputs  {Counted.Some(card.Outputs, MostListed)}");
            if (RunText.Ahead(card.Data.Horizon, card.Data.Time) is { Length: > 0 } ahead)
            {
                output.WriteLine($"  horizon  {ahead}");
            }
            if (card.Data.Time is { } time)
            {
                output.WriteLine($"  time     {Names.Of(time)}");
            }
        }
        if (model.Card?.Anomaly is null && model.File.Metadata.ContainsKey(OutputThresholds.MetadataKey))
        {
            var thresholds = model.Thresholds;
            output.WriteLine($"  alarms   {string.Join(", ", Enumerable.Range(0, thresholds.Count).Where(thresholds.IsChosen).Select(index => FormattableString.Invariant($"{model.Card?.Outputs.ElementAtOrDefault(index) ?? $"output {index}"} from {thresholds[index]:G5} on")))}");
        }
        if (model.Card?.Anomaly is { } scale)
        {
            output.WriteLine($"  errors   {scale.ToldScale}");
            output.WriteLine($"  threshold {scale.Told}");
        }
        if (model.Card?.Calibration is { } calibration)
        {
            output.WriteLine($"  calibrated {calibration.Told}");
        }
        if (model.Window is { } window)
        {
            output.WriteLine(FormattableString.Invariant($"  window   {window} time steps, each from its beginning: the network was exported for such windows, not for a stream (lstm predict --window file)"));
        }
        if (model.File.Metadata.ContainsKey(InputRanges.MetadataKey))
        {
            output.WriteLine($"  plausible {RangeText.Of(model.Ranges, model.Card?.Inputs ?? [])}");
        }
        var tensors = new TextTable("  tensor", "shape", "min", "mean", "max");
        foreach (string name in model.File.TensorNames)
        {
            float[] values = model.Tensor(name);
            tensors.Add("  " + name, string.Join('×', model.File.ShapeOf(name)), Figure(values.Min()), Figure(values.Average()), Figure(values.Max()));
        }
        tensors.Write(output);
    }

    private static void WriteJson(TextWriter output, string path, ModelSpec spec, NetworkFacts facts, TrainedModel? model) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["name"] = ModelFiles.NameOf(path),
        ["input"] = spec.InputSize,
        ["output"] = spec.OutputSize,
        ["inputParts"] = Parts(spec.Inputs),
        ["outputParts"] = Parts(spec.Outputs),
        ["layers"] = facts.Layers,
        ["layerNames"] = LayerLabel.Names(spec),
        ["parameters"] = facts.Parameters,
        ["weightBytes"] = facts.WeightBytes,
        ["stateBytes"] = facts.StateBytes,
        ["multiplyAdds"] = facts.MultiplyAdds,
        ["activations"] = facts.Activations,
        ["specHash"] = SpecHash.Of(spec),
        ["equations"] = facts.Equations,
        ["weights"] = model?.WeightsPath,
        ["inputs"] = model?.Card?.Inputs,
        ["names"] = model?.Card?.Data.Categorical.ToDictionary(column => column.Column, column => column.Values),
        ["outputs"] = model?.Card?.Outputs,
        ["horizon"] = model?.Card?.Data.Horizon.Rows,
        ["time"] = model?.Card?.Data.Time is { } time ? Names.Of(time) : null,
        ["ranges"] = model is not null && model.File.Metadata.ContainsKey(InputRanges.MetadataKey) ? model.Ranges.ToString() : null,
        ["thresholds"] = model is not null && model.File.Metadata.ContainsKey(OutputThresholds.MetadataKey) ? model.Thresholds.ToString() : null,
        ["anomaly"] = model?.Card?.Anomaly is { } scale ? JsonListener.Anomaly(scale) : null,
        ["inputScaling"] = model?.Card?.InputScaling is { } inputs ? Names.Of(inputs) : null,
        ["targetScaling"] = model?.Card?.TargetScaling is { } targets ? Names.Of(targets) : null,
        ["from"] = JsonListener.Origin(model?.Card?.Origin),
        ["task"] = model?.Card?.Task.ToString(),
        ["window"] = model?.Window,
    });

    /// <summary>Inputs or outputs by name, where they stand in a sample or a result and how many values they are; null where there is one.</summary>
    private static List<Dictionary<string, object>>? Parts(IReadOnlyList<NamedPart> parts) => parts.Count == 1 ? null
        : parts.Select(part => new Dictionary<string, object> { ["name"] = part.Name, ["offset"] = part.Offset, ["size"] = part.Size }).ToList();

    /// <summary>The names of an embedding's column, each behind its index.</summary>
    private static string Indices(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostListed).Select((name, index) => FormattableString.Invariant($"{index} {Wording.Quote(name)}"))) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");

    private static string Figure(float value) => FormattableString.Invariant($"{value:G4}");
}
