using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Training.Engine;
using Lstm.Training.Weights;

namespace Lstm.Training.Search;

/// <summary>What a run of a trial has come to, as a file.</summary>
/// <param name="Ended">Why training ended; null where it was to stop early and can be resumed.</param>
/// <param name="History">Its epochs.</param>
internal sealed record TrialResult(StopReason? Ended, IReadOnlyList<EpochRecord> History)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Whether it says all that training so many epochs would.</summary>
    public bool Covers(int epochs) => Ended is not null || History.Count >= epochs;

    /// <summary>The best of the first epochs; null where there is none that is a number.</summary>
    public EpochRecord? Best(int epochs) => History.Take(epochs).LastOrDefault(epoch => epoch.IsBest && double.IsFinite(epoch.Loss));

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>Reads a file; null where there is none that can be read: then the run is done again.</summary>
    public static TrialResult? Load(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<TrialResult>(File.ReadAllBytes(path), Json) is { History: not null } result ? result : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
