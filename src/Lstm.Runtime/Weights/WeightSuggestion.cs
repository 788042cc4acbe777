using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Embedded;

/// <summary>What to say when a spec asks for a tensor that the file has under another name, or not at all.</summary>
internal static class WeightSuggestion
{
    private const int MostNames = 8;

    /// <summary>The likeliest remedy: another prefix, a name nearby, or the list of what there is.</summary>
    /// <param name="file">The file that lacks the tensor.</param>
    /// <param name="prefix">The layer's "tensors" in the spec.</param>
    /// <param name="name">The tensor's name without the prefix; empty when the spec gives the whole name.</param>
    /// <param name="shape">The shape it should have; null when unknown, and no other prefix is suggested.</param>
    /// <param name="taken">The tensors that belong to layers before.</param>
    public static string For(WeightFile file, string prefix, string name, IReadOnlyList<long>? shape, IReadOnlySet<string> taken)
    {
        if (file.TensorNames.Count == 0)
        {
            return "the file has no tensors";
        }
        var sameEnding = name.Length == 0 || shape is null ? [] : file.NamesWhere(n => n.EndsWith(name, StringComparison.Ordinal) && !taken.Contains(n) && file.HasShape(n, shape));
        if (sameEnding.Count > 0)
        {
            // Layers behind this one are not known yet.
            string prefixes = WeightText.Quote(sameEnding.ConvertAll(n => n[..^name.Length]), MostNames);
            return $"the file has {WeightText.Quote(sameEnding, MostNames)}; {(sameEnding.Count == 1 ? "if no other layer takes it" : "by what no other layer takes")}, set the layer's \"tensors\" to {prefixes}";
        }
        string wanted = prefix + name;
        var near = file.NamesWhere(n => Distance(n, wanted) <= 1 + (wanted.Length / 4));
        return near.Count > 0
            ? $"the file has {WeightText.Quote(near, MostNames)}"
            : $"the file's tensors are {WeightText.Quote(file.TensorNames, MostNames)}";
    }

    // What is too far is not looked at: a hostile name is not worth a quadratic search.
    private static int Distance(string a, string b) => Math.Abs(a.Length - b.Length) > b.Length ? int.MaxValue : EditDistance.Between(a, b, ignoreCase: false);
}
