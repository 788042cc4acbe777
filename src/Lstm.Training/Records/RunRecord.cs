using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Weights;

namespace Lstm.Training.Records;

/// <summary>What a training run was and what it came to, as a JSON file beside its weights: what runs are compared by.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the file's layout that is written and read.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names stay legible
        IgnoreReadOnlyProperties = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a validation loss that is none
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The layout of the file.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The model's name, from its weight file.</summary>
    public required string Name { get; init; }

    /// <summary>When training ended, in UTC.</summary>
    public required DateTime Finished { get; init; }

    /// <summary>What kind of answer the network gives.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>What comes out, by name.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The network in a line, e.g. "4 in → LSTM 16 → dense 1"; of one that branches "in: input 4; input → memory (LSTM 16); memory → load (dense 1); memory → alarm (dense 1); out: load, alarm".</summary>
    public required string Network { get; init; }

    /// <summary>Numbers that were learnt.</summary>
    public required long Parameters { get; init; }

    /// <summary>What the loss is called.</summary>
    public required string Loss { get; init; }

    /// <summary>The data, as it was named.</summary>
    public required string Data { get; init; }

    /// <summary>The command line; empty if a program trained.</summary>
    public required string Command { get; init; }

    /// <summary>
    /// Every option by its name on the command line, in words, empty where it was not given and has no default; and what is no
    /// option and decides too, by a hash: the network, the content of the data.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Why training ended.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Every epoch.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>How the network does on each part, measured on its generated code.</summary>
    public required IReadOnlyList<PartFigures> Parts { get; init; }

    /// <summary>Of the generated code, on the machine that trained.</summary>
    public required double NanosecondsPerStep { get; init; }

    /// <summary>The digest of the weight file that the record belongs to; empty if it has none.</summary>
    public required string WeightsDigest { get; init; }

    /// <summary>Runs whose files this one has replaced, the latest first.</summary>
    public IReadOnlyList<EarlierRun> Replaced { get; init; } = [];

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no run record, or one of another version; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RunRecord Load(string path)
    {
        const string Remedy = "Expected a file that lstm train writes beside the weights (NAME.run.json); train again to have one";
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it holds nothing.");
            return record.Version == CurrentVersion && record is { Outputs: not null, Options: not null, History: not null, Parts: not null }
                ? record
                : throw new InvalidDataException($"{path} is not a run record that this version reads: its version is {record.Version}, expected {CurrentVersion}. {Remedy}.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{path} is not a run record: {exception.Message} {Remedy}.", exception);
        }
    }
}

/// <summary>How a network does on a part of the data.</summary>
/// <param name="Part">"training", "validation" or "test".</param>
/// <param name="Metrics">The figures, the most telling one first.</param>
/// <param name="Baselines">The same of forecasts that need no network.</param>
public sealed record PartFigures(string Part, IReadOnlyList<Metric> Metrics, IReadOnlyList<NaiveBaseline> Baselines);

/// <summary>A run before another one, for its report.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Finished">When training ended, in UTC.</param>
/// <param name="Network">The network in a line.</param>
/// <param name="Part">The part that its figure is of.</param>
/// <param name="Metric">The figure's name; null where nothing was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Differs">The options that differ from the later run, in words.</param>
/// <param name="Report">Its report, relative to the later one's folder; null if there is none, or if it was replaced.</param>
public sealed record EarlierRun(string Name, DateTime Finished, string Network, string Part, string? Metric, double Value, string Differs, string? Report);
