using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>Describes what torch.save wrote, without running anything in it.</summary>
internal static class TorchDescription
{
    private const int Deepest = 8;
    private const int MostFacts = 200;

    /// <summary>Adds what a file holds.</summary>
    public static void Describe(FileDescription description, ModelSource source)
    {
        using var content = TorchArchive.Open(source);
        description.Fact("form", content.Format);
        description.Fact("code", Wording.List(content.CodeFiles));
        Add(description, source, "", content.Value, 0);
    }

    private static void Add(FileDescription description, ModelSource source, string name, object? value, int depth)
    {
        source.Budget.Visit(source, "data.pkl");
        string prefix = name.Length == 0 ? "" : name + ".";
        IEnumerable<KeyValuePair<object?, object?>> entries = value switch
        {
            PickleDict dict => dict.Entries,
            PickleObject module => module.Attributes.Entries,
            _ => [],
        };
        switch (value)
        {
            case PickleTensor tensor:
                description.Tensors.Add(new(name, tensor.Storage.Type.Replace("Storage", "", System.StringComparison.Ordinal), tensor.Size));
                return;
            case PickleObject scripted:
                description.Layers.Add($"{(name.Length == 0 ? "the module" : Wording.Quote(name))}: {Wording.Shorten(scripted.Type.ToString())}");
                break;
            case PickleDict { Attributes: { } attributes } when attributes.Find("_metadata") is PickleDict metadata:
                description.Layers.AddRange(metadata.Entries.Select(entry => entry.Key as string ?? "").Where(module => module.Length > 0).Select(module => Wording.Shorten(prefix + module)));
                break;
        }
        if (value is PickleDict or PickleObject && depth < Deepest)
        {
            foreach (var (key, inner) in entries)
            {
                Add(description, source, prefix + (key?.ToString() ?? "?"), inner, depth + 1);
            }
        }
        else if (description.Facts.Count < MostFacts)
        {
            description.Fact(name.Length == 0 ? "content" : Wording.Shorten(name), Kind(value));
        }
    }

    private static string Kind(object? value) => value switch
    {
        null => "nothing",
        string text => Wording.Quote(text),
        PickleOpaque unknown => $"an object of {Wording.Shorten(unknown.ToString())}, not looked into",
        PickleGlobal global => Wording.Shorten(global.ToString()),
        PickleTuple tuple => $"a tuple of {tuple.Items.Count}",
        List<object?> list => $"a list of {list.Count}",
        PickleDict or PickleObject => "more levels",
        _ => System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
