using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lstm.Training.Data.Options;
using Lstm.Training.Models;
using Lstm.Training.Runs;
using Lstm.Training.Weights;

namespace Lstm.Training.Search;

/// <summary>Where a search keeps its trials, and what it was.</summary>
internal sealed class SearchFolder(string path)
{
    private const string Description = "search.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The spec file of a trial; its name is none that a build looks for.</summary>
    public string Spec(int trial) => Path.Combine(path, $"{Name(trial)}.json");

    /// <summary>The spec that the best trial's weights are trained with, until they are whole; likewise.</summary>
    /// <param name="spec">Where it goes then, whose name reports bear.</param>
    public string BestSpec(string spec) => Path.Combine(DurableFolder.Create(Path.Combine(path, "best")).FullName, ModelFiles.NameOf(spec) + ".json");

    /// <summary>The checkpoint of a run.</summary>
    public string Checkpoint(int trial, ulong seed, int? fold) => Path.Combine(path, Name(trial, seed, fold) + ".checkpoint");

    /// <summary>The checkpoint of a trial that is trained on all folds together.</summary>
    public string FinalCheckpoint(int trial, int epochs) => Path.Combine(path, FormattableString.Invariant($"{Name(trial)}-final-{epochs}.checkpoint"));

    /// <summary>A name for the jobs of the search in a folder, which those of other folders do not have.</summary>
    public static string JobName(string path) => "lstm-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..10];

    /// <summary>Begins a search in a new folder, or resumes the one that is there.</summary>
    /// <param name="described">What the search is, by name.</param>
    /// <param name="resume">Whether to resume.</param>
    /// <exception cref="RunException">There is a search and it is not to be resumed, or another one, or none to resume.</exception>
    public void Open(IReadOnlyDictionary<string, string> described, bool resume)
    {
        string file = Path.Combine(path, Description);
        if (!File.Exists(file))
        {
            if (resume)
            {
                throw new RunException($"{path}: there is no search to resume ({Description} is missing); leave --resume out to begin one.");
            }
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new RunException($"{path}: is a folder with other files; choose an empty or a new one (--folder).");
            }
            DurableFolder.Create(path);
            AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(described, Json));
            return;
        }
        if (!resume)
        {
            throw new RunException($"{path}: holds the trials of a search already; --resume continues it, --folder begins another one elsewhere.");
        }
        var before = Read(file);
        string[] differing =
        [
            .. before.Keys.Union(described.Keys).Where(name => before.GetValueOrDefault(name, "") != described.GetValueOrDefault(name, ""))
                .Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"{name} was {Shown(before, name)} and is {Shown(described, name)}" : $"{name} differs"),
        ];
        if (differing.Length > 0)
        {
            throw new RunException($"{path}: holds another search: {string.Join("; ", differing)}. Resume with the same, or begin another one elsewhere (--folder).");
        }
    }

    /// <summary>A hash of all that is trained and validated on, so that a search is not resumed with other data.</summary>
    /// <param name="data">What is read.</param>
    /// <param name="beside">Data that training has beside it; null for none.</param>
    /// <exception cref="RunException">The data is not there to be read again.</exception>
    public static string Hash(DataOptions data, string? beside)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string source in new[] { data.Path, data.ValidationPath, (data.Target as LabelFileTarget)?.Path, beside }.OfType<string>())
        {
            if (FileKind.IsSpecial(FileKind.FollowLinks(source)))
            {
                throw new RunException($"{source}: is a pipe or a device, and a search reads the data again for each trial; write it to a file first.");
            }
            string[] files = Directory.Exists(source) ? [.. Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [source];
            foreach (string file in files)
            {
                using var stream = File.OpenRead(file);
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(source, file)}\0"));
                hash.AppendData(SHA256.HashData(stream));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Name(int trial) => FormattableString.Invariant($"trial-{trial:000}");

    private static string Name(int trial, ulong seed, int? fold) => FormattableString.Invariant($"{Name(trial)}-seed-{seed}{(fold is { } k ? $"-fold-{k + 1}" : "")}");

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file)) ?? [];
        }
        catch (JsonException exception)
        {
            throw new RunException($"{file}: is not what lstm search writes: {exception.Message} Begin another search elsewhere (--folder).");
        }
    }

    private static string Shown(IReadOnlyDictionary<string, string> described, string name) => described.GetValueOrDefault(name, "") is { Length: > 0 } value ? value : "not given";
}
