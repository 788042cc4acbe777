using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Records;

/// <summary>Finds in what runs differ.</summary>
internal static class DifferingOptions
{
    /// <summary>The option that runs of one group may differ in.</summary>
    public const string Seed = "--seed";

    /// <summary>What has no option of its own on the command line and says nothing that an option does not.</summary>
    private const string Constants = "other constants of the optimiser";

    /// <summary>The options, by the names of the command line, that are not the same in all of the records; in the order of the first.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunRecord> records) =>
        [.. Names(records).Where(name => name.StartsWith("--", StringComparison.Ordinal) && Differs(records, name))];

    /// <summary>What differs and is no option: data, names, scales; what it is follows from an option that differs, or from the data.</summary>
    public static IReadOnlyList<string> Beyond(IReadOnlyList<RunRecord> records) =>
        [.. Names(records).Where(name => !name.StartsWith("--", StringComparison.Ordinal) && name != Constants && Differs(records, name))];

    /// <summary>An option's value in words.</summary>
    public static string Value(RunRecord record, string option) =>
        record.Options.TryGetValue(option, out string? value) && value.Length > 0 ? value : "not given";

    /// <summary>In what a run differs from a later one, as a list in words; empty if in nothing.</summary>
    public static string Between(RunRecord earlier, RunRecord later) => string.Join("; ", Of([later, earlier]).Select(name => $"{name} {Value(earlier, name)} (now {Value(later, name)})")
        .Concat(earlier.Network == later.Network ? [] : [earlier.Network])
        .Concat(earlier.Data == later.Data ? [] : [$"--data {earlier.Data}"]));

    private static IEnumerable<string> Names(IReadOnlyList<RunRecord> records) => records.SelectMany(record => record.Options.Keys).Distinct();

    private static bool Differs(IReadOnlyList<RunRecord> records, string name) =>
        records.Select(record => record.Options.GetValueOrDefault(name, "")).Distinct().Skip(1).Any();
}
