using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Data.Options;

/// <summary>The tokens of a text by their indices in the network's one-hot input and its output.</summary>
public sealed class Vocabulary
{
    /// <summary>What stands for every token that is not in the vocabulary.</summary>
    public const string UnknownToken = "<unknown>";

    private readonly Dictionary<string, int> indices;

    /// <summary>A vocabulary of these tokens, in this order.</summary>
    /// <param name="tokens">Each once.</param>
    /// <param name="hasUnknown">Whether the first one stands for what is not among them.</param>
    public Vocabulary(IEnumerable<string> tokens, bool hasUnknown)
    {
        Tokens = [.. tokens];
        HasUnknown = hasUnknown;
        indices = Enumerable.Range(0, Tokens.Count).ToDictionary(index => Tokens[index], StringComparer.Ordinal);
    }

    /// <summary>By index.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Whether the first token stands for what is not among them.</summary>
    public bool HasUnknown { get; }

    /// <summary>The index of a token; null if it is not known and nothing stands for unknown ones.</summary>
    public int? IndexOf(string token) => indices.TryGetValue(token, out int index) ? index : HasUnknown ? 0 : null;

    /// <summary>The vocabulary of a training text, in ordinal order.</summary>
    internal static Vocabulary Of(IEnumerable<string> tokens, TextFormat format)
    {
        bool reserve = format.Unknown == UnknownTokens.Reserve;
        var known = tokens
            .GroupBy(token => token, StringComparer.Ordinal)
            .Where(group => !reserve || group.Count() >= format.MinimumCount)
            .Select(group => group.Key)
            .Where(token => !reserve || token != UnknownToken)
            .Order(StringComparer.Ordinal);
        return new Vocabulary(reserve ? known.Prepend(UnknownToken) : known, reserve);
    }
}
