using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;

namespace Lstm.Training.Engine;

/// <summary>The mark that ties a checkpoint to the network, the options and the data it came from.</summary>
internal static class Fingerprint
{
    // How weights stand in a checkpoint; another number when that changes.
    private const string Layout = "layout 3\n";

    /// <summary>A hash of everything that decides the bits of the epochs to come, and of what the result holds <paramref name="beside"/> them.</summary>
    public static string Of(ModelSpec spec, TrainingOptions options, IEnumerable<Sequence> training, IEnumerable<Sequence> validation, IReadOnlyDictionary<string, float[]>? constants, TrainingStart? start, string beside)
    {
        // How far to go and with how many threads may change from one run to the next, unless the schedule looks at the end.
        var deciding = options with { Threads = 1, Patience = null, Epochs = options.Schedule is CosineSchedule ? options.Epochs : 1 };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Layout + SpecHash.CanonicalText(spec) + deciding));
        Append(hash, training);
        Append(hash, validation);
        Append(hash, constants);
        if (start is not null)
        {
            Append(hash, start.Tensors);
            hash.AppendValues<int>([.. start.Frozen]);
        }
        hash.AppendData(Encoding.UTF8.GetBytes(beside));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// The same in words, a line "name=value" for each option, the network and the data, so that a checkpoint that was written with
    /// others can be told by name.
    /// </summary>
    public static string Settings(ModelSpec spec, TrainingOptions options, IEnumerable<Sequence> training, IEnumerable<Sequence> validation, IReadOnlyDictionary<string, string> described)
    {
        var lines = new List<(string Name, object? Value)>
        {
            ("the network", SpecHash.Of(spec)),
            ("--loss", OptionWords.Of(options.Loss.Kind)),
            ("--huber-delta", options.Loss.HuberDelta),
            ("--pre-emphasis", options.Loss.PreEmphasis),
            ("--class-weights or --positive-weight", options.Loss.Kind == LossKind.Heads ? "" : string.Join(' ', options.Loss.Weights)),
            ("--output-weights", options.Loss.Kind == LossKind.Heads ? string.Join(' ', options.Loss.Weights) : null),
            ("--focal", options.Loss.Focus > 0 ? options.Loss.Focus : null),
            ("--sampling", options.BalancesSampling ? "balanced" : "each"),
            ("--optimizer", OptionWords.Of(options.Optimizer.Kind)),
            ("--learning-rate", options.Optimizer.LearningRate),
            ("--momentum", options.Optimizer.Momentum),
            ("--weight-decay", options.Optimizer.WeightDecay),
            ("other constants of the optimiser", options.Optimizer),
            ("--schedule", OptionWords.Of(options.Schedule) + (options.Schedule is CosineSchedule ? FormattableString.Invariant($" over {options.Epochs} epochs") : "")),
            ("--warm-up", options.WarmUpSteps),
            ("--batch-size", options.BatchSize),
            ("--bptt", options.Window > 0 ? options.Window : null),
            ("--clip-norm", options.ClipNorm ?? 0),
            ("--dropout", options.Dropout),
            ("--forget-bias", options.ForgetBias),
            ("--min-improvement", options.MinImprovement),
            ("--seed", options.Seed),
        };
        lines.AddRange(described.Select(entry => (entry.Key, (object?)entry.Value)));
        lines.Add((TrainingData, Of(training)));
        lines.Add((ValidationData, Of(validation)));
        // A line is one line, whatever a column is called.
        return string.Concat(lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Name}={line.Value}").Replace('\n', ' ') + "\n"));
    }

    /// <summary>What differs between the settings of two runs, as a part of a sentence; null if nothing that is known does.</summary>
    public static string? Difference(string before, string now)
    {
        var (old, current) = (Read(before), Read(now));
        string[] differing = [.. current.Keys.Where(name => old.TryGetValue(name, out string? value) && value != current[name])];
        string[] options = [.. differing.Where(name => name.StartsWith("--", StringComparison.Ordinal)).Select(name => $"{name} was {Shown(old[name])} and is {Shown(current[name])}")];
        string[] others = [.. differing.Where(name => !name.StartsWith("--", StringComparison.Ordinal))];
        // What an option says is the reason why other things differ that follow from it.
        return options.Length > 0 ? string.Join("; ", options) : others.Length > 0 ? string.Join(" and ", others) + (others.Length > 1 ? " differ" : " differs") : null;
    }

    /// <summary>The settings by their names.</summary>
    public static Dictionary<string, string> Read(string settings) =>
        settings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[^1]);

    private const string TrainingData = "the content of the training data";
    private const string ValidationData = "the content of the validation data";

    private static string Shown(string value) => value.Length == 0 ? "not given" : value;

    private static string Of(IEnumerable<Sequence> sequences)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, sequences);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IReadOnlyDictionary<string, float[]>? tensors)
    {
        foreach (var (name, values) in tensors ?? new Dictionary<string, float[]>())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendValues<float>(values);
        }
    }

    private static void Append(IncrementalHash hash, IEnumerable<Sequence> sequences)
    {
        foreach (var sequence in sequences)
        {
            hash.AppendValues<int>([sequence.Length, sequence.Inputs.Length, sequence.Targets.Length, sequence.Classes.Length, sequence.Tokens.Length]);
            hash.AppendValues(sequence.Inputs.Span);
            hash.AppendValues<float>(sequence.Shifts);
            AppendTargets(hash, sequence.Targets.Span, sequence, float.NaN);
            AppendTargets(hash, sequence.Classes.Span, sequence, -1);
            hash.AppendValues(sequence.Tokens.Span);
        }
        hash.AppendValues<int>([-1]); // where the next sequences begin
    }

    /// <summary>Targets as they count: <paramref name="none"/> while a window warms up.</summary>
    private static void AppendTargets<T>(IncrementalHash hash, ReadOnlySpan<T> targets, Sequence sequence, T none)
        where T : struct
    {
        int warmUp = sequence.WarmUp * (targets.Length / sequence.Length);
        T[] nothing = new T[warmUp];
        Array.Fill(nothing, none);
        hash.AppendValues<T>(nothing);
        hash.AppendValues(targets[warmUp..]);
    }
}
