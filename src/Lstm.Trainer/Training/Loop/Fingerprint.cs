using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lstm.Specification;
using Lstm.Trainer.Data;

namespace Lstm.Trainer.Training;

/// <summary>The mark that ties a checkpoint to the network, the options and the data it came from.</summary>
internal static class Fingerprint
{
    // How weights stand in a checkpoint; another number when that changes.
    private const string Layout = "layout 3\n";

    /// <summary>A hash of everything that decides the bits of the epochs to come.</summary>
    public static string Of(ModelSpec spec, TrainingOptions options, IEnumerable<Sequence> training, IEnumerable<Sequence> validation, IReadOnlyDictionary<string, float[]>? constants = null)
    {
        // How far to go and with how many threads may change from one run to the next, unless the schedule looks at the end.
        var deciding = options with { Threads = 1, Patience = null, Epochs = options.Schedule is CosineSchedule ? options.Epochs : 1 };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Layout + SpecHash.CanonicalText(spec) + deciding));
        Append(hash, training);
        Append(hash, validation);
        foreach (var (name, values) in constants ?? new Dictionary<string, float[]>())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            Append<float>(hash, values);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IEnumerable<Sequence> sequences)
    {
        foreach (var sequence in sequences)
        {
            Append<int>(hash, [sequence.Length, sequence.Inputs.Length, sequence.Targets.Length, sequence.Classes.Length, sequence.Tokens.Length]);
            Append<float>(hash, sequence.Inputs);
            Append<float>(hash, sequence.Targets);
            Append<int>(hash, sequence.Classes);
            Append<int>(hash, sequence.Tokens);
        }
        Append<int>(hash, [-1]); // where the next sequences begin
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : struct => hash.AppendData(MemoryMarshal.AsBytes(values));
}
