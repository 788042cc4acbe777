using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Tells a training run to a program: an object a line.</summary>
internal sealed class JsonListener(TextWriter output) : IRunListener
{
    /// <inheritdoc/>
    public void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt)
    {
        var data = preparation.Data;
        JsonLine.Write(output, new Dictionary<string, object?>
        {
            ["event"] = "began",
            ["task"] = preparation.Task.ToString(),
            ["loss"] = Names.Of(preparation.Loss),
            ["weights"] = preparation.Loss.Weights.Count > 0 ? preparation.Outputs.Zip(preparation.Loss.Weights).ToDictionary(pair => pair.First, pair => (double)pair.Second) : null,
            ["from"] = Origin(preparation.FineTuning?.Origin),
            ["inputs"] = data.InputNames,
            ["outputs"] = preparation.Outputs,
            ["time"] = data.Time is { } time ? Names.Of(time) : null,
            ["trainingSequences"] = data.Train.Count,
            ["validationSequences"] = data.Validation.Count,
            ["testSequences"] = data.Test.Count,
            ["epochs"] = plan.Options.Epochs,
            ["patience"] = plan.Options.Patience,
            ["training"] = plan.Words,
            ["chosen"] = plan.Choices.ToDictionary(choice => choice.Option, choice => choice.Value),
            ["seed"] = plan.Options.Seed,
            ["resumedAt"] = resumedAt,
            ["notes"] = data.Warnings.Concat(preparation.Notes),
        });
    }

    /// <inheritdoc/>
    public void Epoch(TrainingProgress progress) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["event"] = "epoch",
        ["epoch"] = progress.Epoch.Epoch,
        ["trainingLoss"] = progress.Epoch.TrainingLoss,
        ["validationLoss"] = progress.Epoch.ValidationLoss,
        ["bestEpoch"] = progress.Best.Epoch,
        ["bestLoss"] = progress.Best.Loss,
        ["learningRate"] = progress.Epoch.LearningRate,
        ["seconds"] = progress.Time.TotalSeconds,
        ["sequencesPerSecond"] = progress.SequencesPerSecond,
    });

    /// <inheritdoc/>
    public void Trained(TrainingResult result)
    {
    }

    /// <inheritdoc/>
    public void Finished(RunOutcome outcome) => JsonLine.Write(output, new Dictionary<string, object?>
    {
        ["event"] = "finished",
        ["reason"] = outcome.Result.Reason.ToString(),
        ["message"] = outcome.Result.Message,
        ["epochs"] = outcome.Result.History.Count,
        ["bestEpoch"] = outcome.Result.Best?.Epoch,
        ["bestLoss"] = outcome.Result.Best?.Loss,
        ["lossBefore"] = outcome.LossBefore,
        ["weights"] = outcome.Files?.Weights,
        ["report"] = outcome.Files?.Report,
        ["parts"] = Parts(outcome.Parts),
        ["precisionRecall"] = outcome.Parts.ToDictionary(part => part.Part, Curves),
        ["thresholds"] = outcome.OperatingPoints.ToDictionary(point => point.Output, point => new Dictionary<string, object> { ["threshold"] = point.Threshold, ["rule"] = point.Rule, ["recall"] = point.Recall, ["precision"] = point.Precision, ["falseAlarmRate"] = point.FalseAlarmRate }),
        ["anomaly"] = outcome.Detection is { } detection ? Anomaly(detection.Scale) : null,
        ["flagged"] = outcome.Detection?.Parts.ToDictionary(part => part.Part, part => new Dictionary<string, long> { ["rows"] = part.Rows, ["flagged"] = part.Flagged }),
        ["calibration"] = outcome.Calibration is { } calibration ? new Dictionary<string, object> { ["temperature"] = calibration.Temperature, ["lossBefore"] = calibration.LossBefore, ["lossAfter"] = calibration.LossAfter, ["errorBefore"] = calibration.ErrorBefore, ["errorAfter"] = calibration.ErrorAfter } : null,
        ["kept"] = outcome.Kept is { } kept ? new Dictionary<string, object?> { ["data"] = kept.Data, ["part"] = kept.Part, ["lossBefore"] = kept.Before, ["lossAfter"] = kept.After } : null,
        ["baselines"] = outcome.Parts.ToDictionary(part => part.Part, part => Baselines(part)),
        ["season"] = outcome.Parts.Count > 0 ? outcome.Parts[0].Season : null,
        ["byClass"] = outcome.Parts.ToDictionary(part => part.Part, part => ByClass(part)),
        ["notes"] = outcome.Findings,
        ["nanosecondsPerStep"] = outcome.NanosecondsPerStep,
        ["differenceToTrainer"] = outcome.Difference,
    });

    /// <summary>The weights that training started from; null for random ones.</summary>
    public static Dictionary<string, object>? Origin(WeightsOrigin? origin) =>
        origin is null ? null : new Dictionary<string, object> { ["file"] = origin.File, ["digest"] = origin.Digest, ["frozen"] = origin.Frozen };

    /// <summary>The scale of a detector's score, and its threshold.</summary>
    public static Dictionary<string, object> Anomaly(AnomalyScale scale) => new()
    {
        ["columns"] = scale.Columns,
        ["medians"] = scale.Medians,
        ["deviations"] = scale.Deviations,
        ["smoothing"] = scale.Smoothing,
        ["limit"] = scale.Limit,
        ["threshold"] = scale.Threshold,
        ["rule"] = scale.Rule,
        ["part"] = scale.Part,
        ["rows"] = scale.Rows,
        ["flagged"] = scale.Flagged,
    };

    /// <summary>A part's figures for each class, or for the yes of each output, by name.</summary>
    public static Dictionary<string, Dictionary<string, double>> ByClass(PartEvaluation part) => part.Classes.ToDictionary(figures => figures.Name, figures => new Dictionary<string, double>
    {
        ["count"] = figures.Count,
        ["answered"] = figures.Answered,
        ["recall"] = figures.Recall,
        ["precision"] = figures.Precision,
        ["averagePrecision"] = figures.AveragePrecision,
        ["f1"] = figures.F1,
        ["threshold"] = figures.Threshold,
    });

    /// <summary>The figures of forecasts that need no network, and those in which the network is not better, by name.</summary>
    public static Dictionary<string, Dictionary<string, object?>> Baselines(PartEvaluation part) => part.Baselines.ToDictionary(baseline => baseline.Name, baseline => new Dictionary<string, object?>
    {
        ["is"] = baseline.Does,
        ["metrics"] = baseline.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value),
        ["notBeaten"] = NotBeaten.Figures(part, baseline),
    });

    /// <summary>What thresholds come to, by output: for each the threshold, its recall and its precision, from the highest threshold to the lowest.</summary>
    public static Dictionary<string, double[][]> Curves(PartEvaluation part) =>
        part.Curves.ToDictionary(curve => curve.Name, curve => curve.Points.Select(point => new double[] { point.Threshold, point.Recall, point.Precision }).ToArray());

    /// <summary>Each part's figures by name.</summary>
    public static Dictionary<string, Dictionary<string, double>> Parts(IEnumerable<PartEvaluation> parts) =>
        parts.ToDictionary(part => part.Part, part => part.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value));
}
