using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Runs;

/// <summary>Puts the options that decide what data training sees, and what the weight file says of it, into words, for a checkpoint to keep.</summary>
internal static class DescribedOptions
{
    private const string Yes = "given";

    /// <summary>Each option's value; empty where it was not given and has no default. Of what is no option, a hash.</summary>
    public static IReadOnlyDictionary<string, string> Of(RunRequest request, Preparation preparation, TrainingPlan plan)
    {
        var options = preparation.Options;
        var (table, text) = (preparation.Data.Format as TableFormat, preparation.Data.Format as TextFormat);
        var remaining = options.Target as RemainingStepsTarget;
        return new Dictionary<string, string>
        {
            ["--format"] = Word(preparation.Data.Format),
            ["--separator"] = (table as CsvFormat)?.Separator is { } separator ? Wording.Quote(separator.ToString()) : "",
            ["--no-header"] = table is CsvFormat { Header: false } ? Yes : "",
            ["--sequence-column"] = table?.SequenceColumn ?? "",
            ["--inputs"] = string.Join(", ", preparation.Data.InputNames.Select(Names.InList)),
            ["--target or what else is to come out"] = Word(options.Target) + string.Join(", ", preparation.Data.TargetNames.Select(Names.InList)),
            ["--cap"] = remaining is null || double.IsInfinity(remaining.Cap) ? "" : remaining.Cap.ToString(CultureInfo.InvariantCulture),
            ["--latency"] = (options.Target as WaveTarget)?.Latency?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--horizon"] = options.Horizon.ToString(),
            ["--quantiles"] = string.Join(',', options.Quantiles.Select(quantile => quantile.ToString(CultureInfo.InvariantCulture))),
            ["--at"] = options.TargetAt == TargetAt.LastStep ? "last" : "every",
            ["--categorical"] = string.Join(", ", preparation.Data.Categorical.Select(names => Names.InList(names.Column))),
            ["--unknown-categories"] = options.Categorical.Count == 0 ? "" : options.UnknownCategories.ToString().ToLowerInvariant(),
            ["--missing"] = Names.Of(options.Missing),
            ["--time-column"] = preparation.Data.Time?.Column ?? "",
            ["--date-order"] = preparation.Data.Time?.DateOrder is { } order ? Names.Of(order) : "",
            ["--time-gaps"] = preparation.Data.Time is { } time ? Names.Of(time.Gaps) : "",
            ["--resample"] = preparation.Data.Time?.Resample is { } period ? Durations.Text(period) : "",
            ["--resample-with"] = preparation.Data.Time is { Resample: not null } resampled ? Names.Of(resampled.ResampleWith) : "",
            ["--calendar"] = string.Join(',', preparation.Data.Time?.Calendar.Select(Names.Of) ?? []),
            ["--window-length"] = options.Windows?.Length.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--window-stride"] = options.Windows?.Stride.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--train-windows"] = plan.WindowWords,
            ["--unknown-tokens"] = text?.Unknown.ToString().ToLowerInvariant() ?? "",
            ["--token-count"] = text?.MinimumCount.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--input-scaling"] = Names.Of(options.InputScaling),
            ["--target-scaling"] = Names.Of(options.TargetScaling),
            ["--from"] = request.FineTuning is { } tuning ? $"{tuning.Origin.File} ({tuning.Origin.Digest})" : "",
            ["--freeze"] = string.Join(',', request.FineTuning?.Freeze ?? []),
            ["--refit-scaling"] = request.FineTuning is { RefitScaling: true } ? Yes : "",
            ["--keep-data"] = preparation.Kept is null ? "" : Yes, // what is in it decides
            ["--range"] = string.Join(' ', request.Ranges.Words),
            ["--validation"] = options.ValidationPath is null ? "" : Yes, // where it lies does not matter
            ["--validation-share and --test-share"] = options.Split is { } split ? string.Create(CultureInfo.InvariantCulture, $"{split.Validation} and {split.Test}") : "",
            ["--split-by"] = options.Split switch { SplitByTime => "time", SplitBySequence => "sequence", _ => "" },
            ["--split-seed"] = (options.Split as SplitBySequence)?.Seed.ToString(CultureInfo.InvariantCulture) ?? "",
            ["the names of what comes out"] = Hash(string.Join('\0', preparation.Outputs)),
            ["the scale of the data"] = Hash(Scales(preparation)),
        };
    }

    /// <summary>
    /// Everything in the weight file but the weights, and what they are folded with: two runs that differ in it do not end in one file.
    /// The statistics of targets and what the data is recognised by follow from the data.
    /// </summary>
    public static string Beside(Preparation preparation) => $"{(preparation.Card with { Targets = null, LearntFrom = null }).ToText()}\n{preparation.Ranges}\n{Scales(preparation)}";

    private static string Scales(Preparation preparation) => string.Join(';', new[] { preparation.Data.InputScaling, preparation.Data.TargetScaling }.Select(
        scale => scale is null ? "" : string.Join(' ', scale.Centre.Concat(scale.Scale).Select(number => number.ToString("R", CultureInfo.InvariantCulture)))));

    private static string Word(DataFormat format) => format switch
    {
        TextFormat { Tokens: TokenKind.Words } => "words",
        TextFormat => "characters",
        WhitespaceFormat => "whitespace",
        TsFormat => "ts",
        JsonLinesFormat => "jsonl",
        NumpyFormat => "numpy",
        WaveFormat => "wav",
        ParquetFormat => "parquet",
        _ => "csv",
    };

    private static string Word(Target? target) => target switch
    {
        ClassTarget => "--class-column ",
        FolderTarget => "--class-folders ",
        LabelFileTarget => "--class-file ",
        RemainingStepsTarget => "--remaining-steps ",
        _ => "",
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
