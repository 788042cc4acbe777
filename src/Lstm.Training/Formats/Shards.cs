using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats;

/// <summary>A network that Hugging Face's save_pretrained divided into several files. A part alone may well look like a smaller network, and is refused.</summary>
internal static partial class Shards
{
    /// <summary>How to have the network in one file.</summary>
    public const string Merge = "the whole network in one file: in Python model.save_pretrained(folder, max_shard_size=\"100GB\"), or load_file of each shard and save_file of all their tensors (safetensors.torch)";

    private static readonly string[] Indexes = ["model.safetensors.index.json", "pytorch_model.bin.index.json"];

    /// <summary>Refuses a file whose name says that it is one of several.</summary>
    /// <exception cref="ImportException">It is.</exception>
    public static void Refuse(ModelSource source)
    {
        if (IsShard(source.Path))
        {
            throw source.Fault(null, $"by its name it is one of {Count(source.Path)} shards of a network", Merge);
        }
    }

    /// <summary>Whether a file's name says that it is one of several.</summary>
    public static bool IsShard(string path) => Count(path) > 1;

    /// <summary>The name of a folder's index of shards; null where it has none.</summary>
    public static string? Index(string folder) => Indexes.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Refuses a file that does not hold all the tensors that an index names.</summary>
    /// <exception cref="ImportException">It does not.</exception>
    public static void RequireWhole(JsonPart index, ModelSource tensors)
    {
        string file = Path.GetFileName(tensors.Path);
        var held = file.EndsWith(".safetensors", StringComparison.Ordinal) ? SafetensorsState.Read(tensors).Tensors.Select(tensor => tensor.Name).ToHashSet() : null;
        foreach (var (name, part) in index["weight_map"].Members)
        {
            if (part.Text != file)
            {
                throw part.Fault($"tensor {ModelSource.Quote(name)} is in {ModelSource.Quote(part.Text)}, and not in {ModelSource.Quote(file)}", $"{Merge}; lstm import {tensors.Path} leaves the index aside");
            }
            if (held?.Contains(name) == false)
            {
                throw part.Fault($"{ModelSource.Quote(file)} has no tensor {ModelSource.Quote(name)}", "files that belong together");
            }
        }
    }

    private static int Count(string path) => Name().Match(path) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"-[0-9]{5}-of-([0-9]{5})\.(?:safetensors|bin|pt|pth)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
