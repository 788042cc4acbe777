using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Reads what the tensors of the layers are called; what a layer's are called by default depends on the layers before.</summary>
internal sealed class TensorReader(SpecErrors errors)
{
    private readonly Dictionary<string, int> recurrentByPrefix = [];
    private readonly Dictionary<string, int> byKind = [];

    /// <summary>The prefix <c>tensors</c>, or <paramref name="otherwise"/> if it is not there; null after an error.</summary>
    public string? Prefix(SpecObject layer, string otherwise)
    {
        if (layer.Find("tensors") is null)
        {
            return otherwise;
        }
        return layer.Text("tensors") is { } prefix && IsName("tensors", prefix, canBeEmpty: true) ? prefix.Value : null;
    }

    /// <summary>The same of a kind of layers that are numbered unless they give a prefix: <c>dense0.</c>, <c>dense1.</c>, ….</summary>
    public string? NumberedPrefix(SpecObject layer, string kind) => Prefix(layer, $"{kind}{CountOf(byKind, kind)}.");

    /// <summary>How many recurrent layers with this prefix came before the one that is read now.</summary>
    public int RecurrentIndex(string prefix) => CountOf(recurrentByPrefix, prefix);

    /// <summary>The name of one tensor; null, with an error, if there can be no such tensor.</summary>
    public JsonString? Name(string property, JsonString? name) => name is not null && IsName(property, name, canBeEmpty: false) ? name : null;

    private bool IsName(string property, JsonString name, bool canBeEmpty)
    {
        string? fault = TensorNames.Fault(name.Value, canBeEmpty);
        if (fault is not null)
        {
            errors.Add(SpecRules.TensorName, name.Place, $"\"{property}\" {fault}");
        }
        return fault is null;
    }

    private static int CountOf(Dictionary<string, int> counts, string key)
    {
        counts.TryGetValue(key, out int before);
        counts[key] = before + 1;
        return before;
    }
}
