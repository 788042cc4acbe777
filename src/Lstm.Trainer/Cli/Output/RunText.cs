using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Puts a training run into words.</summary>
internal static class RunText
{
    private const int MostFigures = 9;
    private const int MostRecalls = 8;
    private const double UsualDifference = 1e-5;

    /// <summary>What is learnt from what.</summary>
    public static void Describe(TextWriter output, Preparation preparation, TrainingPlan plan, NetworkParameters parameters, int resumedAt)
    {
        var data = preparation.Data;
        var constants = parameters.Spec.Layers.OfType<ScaleLayerSpec>().SelectMany(TensorNames.Of).ToList();
        long count = parameters.Tensors.Where(tensor => !constants.Contains(tensor.Name)).Sum(tensor => (long)tensor.Rows * tensor.Columns);
        output.WriteLine(FormattableString.Invariant($"network     {data.InputSize} in, {data.OutputSize} out, {count:N0} parameters"));
        if (preparation.FineTuning is { } tuning)
        {
            output.WriteLine($"from        {tuning.Origin.Told}");
        }
        output.WriteLine($"training    {Part(data.Train)}");
        Part(output, "validation", data.Validation);
        Part(output, "test", data.Test);
        output.WriteLine($"inputs      {(data.Vocabulary is { } vocabulary ? $"{vocabulary.Tokens.Count} tokens" : Listed(data.InputNames))}{Scaled(data.InputScaling, data.NetworkScalesInputs, [.. data.Categorical.Count > 0 ? ["names"] : Array.Empty<string>(), .. data.Time?.Calendar.Count > 0 ? ["the calendar"] : Array.Empty<string>(), .. data.NetworkScalesInputs ? FirstLayerScaling.Without(preparation.Spec).Where(part => part.Offset < data.InputColumns.Count).Select(part => part.Name) : []])}");
        if (data.Time is { } time)
        {
            output.WriteLine($"time        {Names.Of(time)}");
        }
        if (preparation.Ranges is { } ranges)
        {
            output.WriteLine($"plausible   {RangeText.Of(ranges, data.InputNames)}; --range sets others");
        }
        output.WriteLine($"targets     {Outputs(preparation)}{Scaled(data.TargetScaling, byNetwork: false)}");
        output.WriteLine($"loss        {Names.Of(preparation.Loss)}{(Names.Weights(preparation) is { } weights ? $": {weights}" : "")}");
        foreach (var choice in plan.Choices)
        {
            output.WriteLine($"{choice.Name,-11} {choice.Value} ({choice.Option})");
        }
        if (resumedAt > 0)
        {
            output.WriteLine($"resumed     after epoch {resumedAt}");
        }
    }

    /// <summary>What it came to.</summary>
    public static void Conclude(TextWriter output, RunOutcome outcome)
    {
        if (outcome.Files is not { } files || outcome.Result.Best is not { } best)
        {
            return;
        }
        output.WriteLine(FormattableString.Invariant($"best        epoch {best.Epoch} of {outcome.Result.History.Count}, loss {best.Loss:G5}{(outcome.LossBefore is { } before ? FormattableString.Invariant($" ({before:G5} before)") : "")}. {outcome.Result.Message}"));
        foreach (var part in outcome.Parts)
        {
            output.WriteLine($"{part.Part,-11} {Metrics(part)}");
            foreach (string naive in Baselines(part))
            {
                output.WriteLine($"            {naive}");
            }
            if (ByOutput(part) is { } outputs)
            {
                output.WriteLine($"            {outputs}");
            }
            if (Recalls(part) is { } recalls)
            {
                output.WriteLine($"            {recalls}");
            }
        }
        if (outcome.Calibration is { } calibration)
        {
            output.WriteLine($"calibrated  {calibration.Told}");
        }
        foreach (var point in outcome.OperatingPoints)
        {
            output.WriteLine($"threshold   {point.Told}");
        }
        if (outcome.Detection is { } detection)
        {
            output.WriteLine($"errors      {detection.Scale.ToldScale}");
            output.WriteLine($"threshold   {detection.Scale.Told}");
            output.WriteLine($"flagged     {string.Join(", ", detection.Parts.Select(part => part.Told))}");
        }
        if (outcome.Kept is { } kept)
        {
            output.WriteLine($"kept        {kept.Data}, {kept.Part} part: {kept.Figures}");
        }
        if (outcome.Parts.Select(NoSeason).FirstOrDefault() is { } noSeason)
        {
            output.WriteLine($"season      {noSeason}");
        }
        output.WriteLine(FormattableString.Invariant($"device      {outcome.NanosecondsPerStep:N0} ns per step here; generated code and trainer differ by {outcome.Difference:0.0E+0} at most"));
        if (outcome.Difference > UsualDifference)
        {
            output.WriteLine("            more than usual: an input's mean is far from 0 compared with its spread, so that a float in raw units has few digits left for the variation; or values are smaller than 1e-18 or near the largest float, which the device does not tell apart; or the network makes much of a sample's last digits (docs/training.md)");
        }
        output.WriteLine($"weights     {files.Weights}");
        if (files.Report is { } report)
        {
            output.WriteLine($"report      {report}");
        }
    }

    /// <summary>A part's figures on one line.</summary>
    public static string Metrics(PartEvaluation part) => Metrics(part.Metrics);

    /// <summary>The same figures of forecasts that need no network, a line each.</summary>
    public static IEnumerable<string> Baselines(PartEvaluation part) => part.Baselines.Select(baseline => $"naive: {Metrics(baseline.Metrics)} ({baseline.Does})");

    /// <summary>The figure of each target and horizon, beside that of the best naive forecast; null where there is but one.</summary>
    public static string? ByOutput(PartEvaluation part)
    {
        const int Most = 24;
        var figures = part.Metrics.Where(metric => metric.Name.StartsWith("RMSE of ", StringComparison.Ordinal) || metric.Name.StartsWith("pinball loss of ", StringComparison.Ordinal)).ToList();
        if (figures.Count == 0)
        {
            return null;
        }
        string figure = figures[0].Name[..figures[0].Name.IndexOf(" of ", StringComparison.Ordinal)];
        string Said(Metric metric)
        {
            double naive = part.Baselines.SelectMany(baseline => baseline.Metrics).Where(other => other.Name == metric.Name).Select(other => other.Value).DefaultIfEmpty(double.NaN).Min();
            return FormattableString.Invariant($"{Names.InList(metric.Name[(figure.Length + 4)..])} {metric.Value:G4}") + (double.IsNaN(naive) ? "" : FormattableString.Invariant($" ({naive:G4})"));
        }
        bool compared = part.Baselines.Count > 0;
        return $"{figure}{(compared ? " (of the best naive forecast)" : "")}: {string.Join(", ", figures.Take(Most).Select(Said))}{(figures.Count > Most ? $" and {figures.Count - Most} more (--json has all)" : "")}";
    }

    /// <summary>Why there is no seasonal forecast beside a forecast of numbers; null where there is one, or none is called for.</summary>
    public static string? NoSeason(PartEvaluation part) => part is { Season: 0, Baselines.Count: > 0 } ? "none in the training part, so there is no seasonal forecast to compare with" : null;

    private static string Metrics(IReadOnlyList<Metric> metrics) => string.Join(", ", metrics.Where(metric => !metric.Name.Contains(" of ", StringComparison.Ordinal) || metric.Name.StartsWith("coverage", StringComparison.Ordinal)).Take(MostFigures).Select(metric => FormattableString.Invariant($"{metric.Name} {metric.Value:G5}")));

    /// <summary>What is found of each class, the worst of many; null where there are none, or but one output whose recall is among the figures.</summary>
    private static string? Recalls(PartEvaluation part)
    {
        var there = part.Classes.Where(figures => figures.Count > 0).ToList();
        if (there.Count == 0 || part.Classes.Count == 1)
        {
            return null;
        }
        var shown = there.Count <= MostRecalls ? there : [.. there.OrderBy(figures => figures.Recall).Take(MostRecalls)];
        return $"recall {(there.Count > MostRecalls ? $"of the worst {MostRecalls} of {there.Count} " : "")}"
            + string.Join(", ", shown.Select(figures => FormattableString.Invariant($"{Names.InList(figures.Name)} {figures.Recall:G4} ({figures.Right:0} of {figures.Count:0}{(double.IsNaN(figures.AveragePrecision) ? "" : FormattableString.Invariant($", average precision {figures.AveragePrecision:G4}"))}{(part.Task == TaskKind.Binary && double.IsFinite(figures.F1) ? FormattableString.Invariant($", F1 {figures.F1:G4}") : "")}{(part.Task == TaskKind.Binary ? FormattableString.Invariant($", from {figures.Threshold:G4} on") : "")})")));
    }

    private static void Part(TextWriter output, string name, IReadOnlyList<Sequence> part)
    {
        if (part.Count > 0)
        {
            output.WriteLine($"{name,-11} {Part(part)}");
        }
    }

    private static string Part(IReadOnlyList<Sequence> part)
    {
        int least = part.Min(sequence => sequence.Length), most = part.Max(sequence => sequence.Length);
        string lengths = least == most ? FormattableString.Invariant($"{least:N0}") : FormattableString.Invariant($"{least:N0} to {most:N0}");
        return FormattableString.Invariant($"{part.Count:N0} sequence{(part.Count == 1 ? "" : "s")} of {lengths} time steps{Overlap(part)}");
    }

    /// <summary>Tells of windows that share time steps, which then count more than once; nothing where none do.</summary>
    public static string Overlap(IReadOnlyList<Sequence> part) =>
        part.Zip(part.Skip(1)).Any(pair => pair.First.Whole == pair.Second.Whole && pair.Second.FirstObserved > pair.First.FirstObserved && pair.Second.FirstObserved < pair.First.FirstObserved + pair.First.Length) ? ", windows that overlap" : "";

    private static string Outputs(Preparation preparation)
    {
        var data = preparation.Data;
        string ahead = Ahead(preparation.Options.Horizon, data.Time) is { Length: > 0 } rows ? $", {rows}" : "";
        return (data.Vocabulary is not null ? "the next token" : data.Classes.Count > 0 ? $"one of {data.Classes.Count} classes: {Listed(data.Classes)}" : Listed(data.TargetNames)) + ahead;
    }

    /// <summary>How far ahead a forecast is, e.g. "12 rows ahead", or "12 steps of 10 min ahead" where rows are resampled; empty where it is none.</summary>
    public static string Ahead(Horizon horizon, TimeOptions? time)
    {
        string rows = (time?.Resample is null ? "row" : "step") + (horizon.Longest == 1 ? "" : "s");
        string length = time?.Resample is { } period ? $" of {Training.Data.Times.Durations.Text(period)}" : "";
        return horizon.Longest == 0 ? "" : $"{horizon.ToString().Replace(",", ", ", StringComparison.Ordinal)} {rows}{length} ahead";
    }

    private static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Take(8).Select(Names.InList)) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");

    private static string Scaled(Standardisation? scaling, bool byNetwork, params string[] asTheyAre)
    {
        string but = asTheyAre.Length > 0 ? $" but for {string.Join(" and ", asTheyAre)}" : "";
        return scaling is null ? "" : byNetwork ? $" (standardised{but} by the first layer)" : $" (standardised{but}, folded into the weights)";
    }
}
