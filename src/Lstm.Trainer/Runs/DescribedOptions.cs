using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Trainer.Data;

namespace Lstm.Trainer.Runs;

/// <summary>Puts the options that decide what data training sees into words, for a checkpoint to keep.</summary>
internal static class DescribedOptions
{
    /// <summary>Each option's value; empty where it was not given and has no default.</summary>
    public static IReadOnlyDictionary<string, string> Of(RunRequest request, Preparation preparation)
    {
        var options = preparation.Options;
        var table = preparation.Data.Format as TableFormat;
        return new Dictionary<string, string>
        {
            ["--sequence-column"] = table?.SequenceColumn ?? "",
            ["--inputs"] = string.Join(", ", preparation.Data.InputNames.Select(Names.InList)),
            ["--target or what else is to come out"] = string.Join(", ", preparation.Data.TargetNames.Select(Names.InList)),
            ["--horizon"] = options.Horizon.ToString(CultureInfo.InvariantCulture),
            ["--at"] = options.TargetAt == TargetAt.LastStep ? "last" : "every",
            ["--missing"] = options.Missing.ToString(),
            ["--window-length"] = options.Windows?.Length.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--window-stride"] = options.Windows?.Stride.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--input-scaling"] = Names.Of(options.InputScaling),
            ["--target-scaling"] = Names.Of(options.TargetScaling),
            ["--validation"] = options.ValidationPath ?? "",
            ["--validation-share and --test-share"] = options.Split is { } split ? string.Create(CultureInfo.InvariantCulture, $"{split.Validation} and {split.Test}") : "",
            ["--split-by"] = options.Split switch { SplitByTime => "time", SplitBySequence => "sequence", _ => "" },
            ["--split-seed"] = (options.Split as SplitBySequence)?.Seed.ToString(CultureInfo.InvariantCulture) ?? "",
            ["--data"] = request.Data.Path,
        };
    }
}
