using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Weights;

namespace Lstm.Training.Engine;

/// <summary>Training between two epochs: everything it resumes from, in a safetensors file with a digest of its content.</summary>
/// <param name="Fingerprint">What it was trained with (<see cref="Engine.Fingerprint"/>).</param>
/// <param name="Settings">The same in words, a line for each option, so that one that differs can be named.</param>
/// <param name="OptimizerSteps">Steps of the optimiser so far.</param>
/// <param name="Random">Where the random source stands.</param>
/// <param name="Epochs">The epochs so far.</param>
/// <param name="Tensors">Weights, best weights and the optimiser's moments, laid out as <see cref="NetworkParameters"/>.</param>
internal sealed record Checkpoint(string Fingerprint, string Settings, int OptimizerSteps, ulong[] Random, EpochRecord[] Epochs, IReadOnlyDictionary<string, float[]> Tensors)
{
    private const string DigestKey = "training.digest";
    private const string FingerprintKey = "training.fingerprint";
    private const string SettingsKey = "training.settings";
    private const string StepsKey = "training.steps";
    private const string RandomKey = "training.random";
    private const string EpochsKey = "training.epochs";

    /// <summary>Writes the file; at every moment there is the old one or the whole new one.</summary>
    public void Save(string path)
    {
        var metadata = Metadata();
        var file = new WeightFileWriter();
        foreach (var (name, values) in Tensors)
        {
            file.Add(name, values, values.Length);
        }
        foreach (var (key, value) in metadata)
        {
            file.AddMetadata(key, value);
        }
        file.AddMetadata(DigestKey, Digest(metadata, Tensors));
        file.Save(path);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, is no checkpoint or is damaged.</exception>
    public static Checkpoint Load(string path)
    {
        try
        {
            var file = WeightFile.Open(path);
            if (!file.Metadata.TryGetValue(DigestKey, out string? digest))
            {
                throw new InvalidDataException($"{path} is not a checkpoint: it has no {DigestKey}. {(file.Metadata.ContainsKey(WeightFile.SpecHashKey) ? "It is a weight file, which is what training ends with; the checkpoint it can resume from" : "A checkpoint")} is what lstm train writes after every epoch, NAME.checkpoint unless --checkpoint says otherwise.");
            }
            var tensors = file.TensorNames.ToDictionary(name => name, file.ReadAll);
            var metadata = new SortedDictionary<string, string>(file.Metadata.Where(entry => entry.Key is not (DigestKey or WeightFile.DigestKey or Numerics.MetadataKey)).ToDictionary(), StringComparer.Ordinal);
            if (digest != Digest(metadata, tensors))
            {
                throw new InvalidDataException($"{path} is damaged: its content does not have the digest it was written with. Resume from another checkpoint, or train again.");
            }
            string Entry(string key) => metadata.TryGetValue(key, out string? value) ? value
                : throw new InvalidDataException($"{path} is not a checkpoint that this version of lstm train wrote: it has no {key}. Train again without --resume.");
            return new Checkpoint(
                Entry(FingerprintKey),
                metadata.GetValueOrDefault(SettingsKey, ""),
                int.Parse(Entry(StepsKey), CultureInfo.InvariantCulture),
                Array.ConvertAll(Entry(RandomKey).Split(' '), word => ulong.Parse(word, CultureInfo.InvariantCulture)),
                Array.ConvertAll(Entry(EpochsKey).Split('\n', StringSplitOptions.RemoveEmptyEntries), ReadEpoch),
                tensors);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path} is not a checkpoint that this version of lstm train wrote: {exception.Message} Train again without --resume.", exception);
        }
        catch (LstmWeightException exception)
        {
            throw new InvalidDataException($"The checkpoint cannot be read. {exception.Message}", exception);
        }
    }

    /// <summary>A tensor's values.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="length">How many there must be.</param>
    /// <exception cref="InvalidDataException">There are none, or more or fewer.</exception>
    public float[] Tensor(string path, string name, int length) => Tensors.TryGetValue(name, out float[]? values) && values.Length == length
        ? values
        : throw new InvalidDataException($"{path} is not a checkpoint of this network: {(values is null ? $"it has no tensor \"{name}\"" : $"its tensor \"{name}\" has {values.Length} values, expected {length}")}. Train again without --resume.");

    private SortedDictionary<string, string> Metadata() => new(StringComparer.Ordinal)
    {
        [FingerprintKey] = Fingerprint,
        [SettingsKey] = Settings,
        [StepsKey] = OptimizerSteps.ToString(CultureInfo.InvariantCulture),
        [RandomKey] = string.Join(' ', Random),
        [EpochsKey] = string.Concat(Epochs.Select(Line)),
    };

    private static string Line(EpochRecord epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch} {epoch.TrainingLoss:R} {epoch.ValidationLoss:R} {epoch.LearningRate:R} {epoch.IsBest}\n");

    private static EpochRecord ReadEpoch(string line)
    {
        string[] parts = line.Split(' ');
        double Number(int part) => double.Parse(parts[part], CultureInfo.InvariantCulture);
        return new EpochRecord(int.Parse(parts[0], CultureInfo.InvariantCulture), Number(1), Number(2), Number(3), bool.Parse(parts[4]));
    }

    /// <summary>What a checkpoint's content is checked by.</summary>
    public static string Digest(SortedDictionary<string, string> metadata, IReadOnlyDictionary<string, float[]> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, value) in metadata)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key}={value}\0"));
        }
        foreach (var (name, values) in tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}:{values.Length}\0"));
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
