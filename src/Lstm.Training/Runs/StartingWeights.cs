using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>Weights that fine-tuning starts from: a weight file of this library, trained or imported, or a PyTorch state_dict with the spec's tensors.</summary>
/// <param name="Path">The file.</param>
/// <param name="Digest">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="Tensors">Row by row, by their names in the weight file, for data in its own units.</param>
/// <param name="Card">What the file tells about itself; null where it does not.</param>
public sealed record StartingWeights(string Path, string Digest, IReadOnlyDictionary<string, float[]> Tensors, ModelCard? Card)
{
    private static readonly string[] Endings = [".safetensors", ".pt", ".pth", ".ckpt"];

    /// <summary>Between which values the file says that each input is plausible; null where it says nothing.</summary>
    public InputRanges? Ranges { get; private init; }

    /// <summary>Time steps of the windows that the network was made for; null where it streams.</summary>
    public int? Window { get; private init; }

    /// <summary>Reads a file.</summary>
    /// <param name="specPath">The spec, for messages.</param>
    /// <param name="spec">The network that the weights must be of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="RunException">It is of another kind, or of another network.</exception>
    /// <exception cref="ImportException">It cannot be read, or its tensors are not those of the spec.</exception>
    /// <exception cref="LstmWeightException">It is a damaged weight file.</exception>
    public static StartingWeights Read(string specPath, ModelSpec spec, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (!Endings.Contains(ending) && !Directory.Exists(path))
        {
            throw new RunException($"--from {path}: expected weights ({string.Join(", ", Endings)}); convert a model of another format with lstm import first, and start from the weight file that it writes.");
        }
        if (ending == Endings[0] && File.Exists(path))
        {
            _ = TrainedModel.Open(specPath, path); // refuses the weights of another network by its hash, and a changed byte by its digest
        }
        var source = ModelSource.Open(path);
        var model = Import(source, spec);
        return new StartingWeights(path, Convert.ToHexStringLower(SHA256.HashData(source.Bytes)), model.Tensors, ReadCard(path, model.Card)) { Ranges = model.Ranges, Window = model.Window };
    }

    /// <summary>How to read data as the network read it before; what the file does not say is left open.</summary>
    public DataOptions Reading(string dataPath) => Card?.Reading(dataPath) ?? new DataOptions { Path = dataPath, Time = new TimeOptions() };

    /// <summary>What inputs went through in the training that made the weights; null for nothing, or where nobody knows.</summary>
    internal Standardisation? InputScaling => Card?.InputScales?.ToStandardisation();

    /// <summary>What targets went through, likewise.</summary>
    internal Standardisation? TargetScaling => Card?.TargetScales?.ToStandardisation();

    /// <summary>Whether inputs or targets were scaled, and the file does not say by what.</summary>
    internal bool IsScaledByUnknown => IsScaled(Card?.InputScaling, InputScaling) || IsScaled(Card?.TargetScaling, TargetScaling);

    private static bool IsScaled(Scaling? said, Standardisation? values) => said is not (null or Scaling.None) && values is null;

    private static ImportedModel Import(ModelSource source, ModelSpec spec)
    {
        try
        {
            return Importer.Read(source, new ImportOptions { Spec = spec });
        }
        catch (ImportException exception) when (exception.Message.Contains("--ignore", StringComparison.Ordinal))
        {
            throw new RunException($"{exception.Message} (an option of lstm import: import the file first, and start from the weight file that it writes)");
        }
    }

    private static ModelCard? ReadCard(string path, string? text)
    {
        try
        {
            return text is null ? null : ModelCard.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new LstmWeightException(path, null, $"a card that cannot be read ({exception.Message})", "one that this version of the trainer wrote", exception);
        }
    }
}
