using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Emitted;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Records;

namespace Lstm.Training.Runs;

/// <summary>Makes the record of a training run, and finds those before it.</summary>
internal static class RunRecords
{
    private const int MostEarlier = 20;

    /// <summary>The record of a run whose weight file is written.</summary>
    public static RunRecord Of(RunRequest request, Preparation preparation, TrainingPlan plan, NetworkTrainer trainer, RunOutcome outcome)
    {
        var settings = trainer.Settings.ToDictionary();
        settings["--epochs"] = plan.Options.Epochs.ToString(CultureInfo.InvariantCulture);
        settings["--patience"] = plan.Options.Patience?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (outcome.Detection is { } detection)
        {
            settings["--threshold"] = detection.Scale.Rule;
            settings["--smoothing"] = detection.Scale.Smoothing.ToString(CultureInfo.InvariantCulture);
        }
        return new RunRecord
        {
            Name = Path.GetFileName(ModelFiles.OfRecord(request.Files.Record)),
            Finished = DateTime.UtcNow,
            Task = preparation.Task,
            Outputs = preparation.Outputs,
            Network = RunReport.Network(preparation.Written),
            Parameters = NetworkFacts.Of(preparation.Spec).Parameters,
            Loss = Names.Of(preparation.Loss),
            Data = preparation.Options.Path,
            Command = request.CommandLine,
            Options = settings,
            Reason = outcome.Result.Reason,
            History = outcome.Result.History,
            Parts = [.. outcome.Parts.Select(part => new PartFigures(part.Part, [.. part.Metrics, .. Detected(outcome.Detection, part.Part)], part.Baselines))],
            NanosecondsPerStep = outcome.NanosecondsPerStep,
            WeightsDigest = RunFinder.Digest(request.Files.Weights) ?? "",
        };
    }

    /// <summary>What a detector flags of a part, and on the part that it is from the threshold.</summary>
    private static IEnumerable<Metric> Detected(DetectionOutcome? detection, string part)
    {
        foreach (var flagged in detection?.Parts.Where(flagged => flagged.Part == part) ?? [])
        {
            yield return new Metric("flagged", flagged.InAThousand, "rows in a thousand with a score of the threshold or more");
        }
        if (detection is not null && part == detection.Scale.Part)
        {
            yield return new Metric("threshold", detection.Scale.Threshold, "score from which on a row is flagged");
        }
    }

    /// <summary>The record with the runs that its files replace.</summary>
    public static RunRecord Replacing(RunRecord record, string path) => Read(path) is { } old
        ? record with { Replaced = [.. old.Replaced.Prepend(Earlier(old, record, report: null)).Take(MostEarlier)] }
        : record;

    /// <summary>The runs before one, the latest first: those whose files it replaced, and those of the same outputs in its folder.</summary>
    public static IReadOnlyList<EarlierRun> Before(RunRecord record, RunFiles files)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(files.Weights))!, own = Path.GetFullPath(files.Record);
        string pages = Path.GetDirectoryName(Path.GetFullPath(files.Report ?? files.Weights))!;
        var others = from path in Directory.EnumerateFiles(folder, "*" + ModelFiles.RecordEnding)
                     where path != own
                     let other = Read(path)
                     where other is not null && other.Task == record.Task && other.Outputs.SequenceEqual(record.Outputs)
                     let report = ModelFiles.Report(ModelFiles.OfRecord(path) + ModelFiles.WeightsEnding)
                     select Earlier(other, record, File.Exists(report) ? Path.GetRelativePath(pages, report) : null);
        return [.. others.Concat(record.Replaced).OrderByDescending(run => run.Finished).Take(MostEarlier)];
    }

    /// <summary>A record; null where there is none that can be read: what is no record is nothing to tell of.</summary>
    private static RunRecord? Read(string path)
    {
        try
        {
            return File.Exists(path) ? RunRecord.Load(path) : null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static EarlierRun Earlier(RunRecord old, RunRecord now, string? report)
    {
        var part = old.Parts.FirstOrDefault(part => part.Part == "validation") ?? (old.Parts.Count > 0 ? old.Parts[^1] : null);
        var metric = part?.Metrics.Count > 0 ? part.Metrics[0] : null;
        return new EarlierRun(old.Name, old.Finished, old.Network, part?.Part ?? "", metric?.Name, metric?.Value ?? double.NaN, DifferingOptions.Between(old, now), report);
    }
}
