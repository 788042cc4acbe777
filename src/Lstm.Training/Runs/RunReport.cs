using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Emitted;
using Lstm.Training.Engine;
using Lstm.Training.Models;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Sections;

namespace Lstm.Training.Runs;

/// <summary>Gathers what the report of a training run shows.</summary>
internal static class RunReport
{
    /// <summary>The report.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="preparation">What was learnt.</param>
    /// <param name="plan">How.</param>
    /// <param name="tensors">The weights, for the data's own units.</param>
    /// <param name="outcome">What it came to.</param>
    public static TrainingReport Of(RunRequest request, Preparation preparation, TrainingPlan plan, IReadOnlyDictionary<string, float[]> tensors, RunOutcome outcome)
    {
        var names = new TraceNames { Inputs = preparation.Data.InputNames, Outputs = preparation.Outputs, Tokens = preparation.Data.Vocabulary?.Tokens ?? [] };
        var trace = GateTracer.Trace(preparation.Spec, name => tensors[name], Traced(request, preparation.Data), names);
        return new TrainingReport(
            ModelFiles.NameOf(request.SpecPath),
            [.. Facts(request, preparation, plan, outcome)],
            [.. preparation.Data.Warnings, .. preparation.Notes, .. outcome.Findings],
            Names.Of(preparation.Loss),
            outcome.Result,
            outcome.Parts,
            trace);
    }

    /// <summary>A network in a line; of one that branches, what each layer takes.</summary>
    public static string Network(ModelSpec spec)
    {
        var layers = NetworkFacts.Of(spec).Layers;
        if (spec.Graph is not { } graph)
        {
            return $"{spec.InputSize} in → {string.Join(" → ", layers.Select(layer => layer.Name))}";
        }
        var names = LayerLabel.Called(spec);
        string Taken(int index) => string.Join(", ", spec.TakenBy(index).Select(source => source >= 0 ? names[source] : spec.Inputs[~source].Name));
        string inputs = string.Join(", ", spec.Inputs.Select(input => string.Create(CultureInfo.InvariantCulture, $"{input.Name} {input.Size}")));
        string steps = string.Join("; ", layers.Select((layer, index) => $"{Taken(index)} → {names[index]} ({layer.Name})"));
        return $"in: {inputs}; {steps}; out: {string.Join(", ", graph.Outputs.Select(index => names[index]))}";
    }

    /// <summary>The sequence whose gates are shown.</summary>
    /// <exception cref="RunException">There is none of that name.</exception>
    public static Sequence Traced(RunRequest request, DataSet data) =>
        SequenceChoice.Of(request.TraceSequence is null ? LastPart(data.InOwnUnits) : AllParts(data.InOwnUnits), request.TraceSequence);

    private static IEnumerable<Fact> Facts(RunRequest request, Preparation preparation, TrainingPlan plan, RunOutcome outcome)
    {
        var facts = NetworkFacts.Of(preparation.Written);
        var training = plan.Options;
        yield return new Fact("network", Network(preparation.Written));
        yield return new Fact("parameters", FormattableString.Invariant($"{facts.Parameters:N0}"));
        yield return new Fact("weights and state", FormattableString.Invariant($"{facts.WeightBytes:N0} bytes packed, {facts.StateBytes:N0} bytes per stream{StateFootprint.Account(preparation.Written)}"));
        yield return new Fact("time step", FormattableString.Invariant($"{facts.MultiplyAdds:N0} multiply-adds, {outcome.NanosecondsPerStep:N0} ns on this machine ({Isa.Describe()})"));
        if (preparation.FineTuning is { } tuning)
        {
            yield return new Fact("fine-tuned from", tuning.Origin.Told);
        }
        yield return new Fact("data", preparation.Options.Path);
        if (outcome.Kept is { } kept)
        {
            yield return new Fact("data kept", $"{kept.Data}, {kept.Part} part: {kept.Figures}");
        }
        yield return new Fact("inputs", preparation.Data.Vocabulary is { } vocabulary ? $"{vocabulary.Tokens.Count} tokens" : string.Join(", ", preparation.Data.InputNames.Select(Names.InList)));
        if (preparation.Data.Time is { } time)
        {
            yield return new Fact("time", Names.Of(time));
        }
        if (preparation.Ranges is { } ranges)
        {
            yield return new Fact("plausible inputs", RangeText.Of(ranges, preparation.Data.InputNames));
        }
        yield return new Fact("targets", string.Join(", ", preparation.Outputs.Take(20).Select(Names.InList)) + (preparation.Outputs.Count > 20 ? ", …" : ""));
        yield return new Fact("loss", Names.Of(preparation.Loss));
        if (Names.Weights(preparation) is { } weights)
        {
            yield return new Fact("weights of targets", weights);
        }
        yield return new Fact("optimiser", FormattableString.Invariant($"{training.Optimizer.Kind}, learning rate {training.Optimizer.LearningRate}, batches of {training.BatchSize}, {training.Epochs} epochs at most, {(training.Patience is { } patience ? $"{patience} without a better loss" : "no early stopping")}, seed {training.Seed}"));
        yield return new Fact("training", plan.Words);
        if (outcome.Calibration is { } calibration)
        {
            yield return new Fact("calibrated", calibration.Told);
        }
        foreach (var choice in plan.Choices)
        {
            yield return new Fact($"chosen: {choice.Name}", $"{choice.Value} ({choice.Option})");
        }
        if (outcome.Detection is { } detection)
        {
            yield return new Fact("threshold", detection.Scale.Told);
            yield return new Fact("errors", detection.Scale.ToldScale);
            yield return new Fact("flagged", string.Join(", ", detection.Parts.Select(part => part.Told)));
        }
        foreach (var point in outcome.OperatingPoints)
        {
            yield return new Fact("threshold", point.Told);
        }
        yield return new Fact("generated code", FormattableString.Invariant($"differs from the trainer by {outcome.Difference:0.0E+0} at most"));
        yield return new Fact("command", request.CommandLine);
    }

    private static IReadOnlyList<Sequence> LastPart(DataSet data) => data.Test.Count > 0 ? data.Test : data.Validation.Count > 0 ? data.Validation : data.Train;

    private static IReadOnlyList<Sequence> AllParts(DataSet data) => [.. data.Test, .. data.Validation, .. data.Train];
}
