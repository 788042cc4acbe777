using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Says which values of a sample are tokens, where it has others too.</summary>
internal static class TokenText
{
    /// <summary>A part of a sentence about a sample's values.</summary>
    public static string Beside(ModelSpec spec) =>
        string.Concat(spec.TokenColumns.Select(token => $", {token.Part.Name} {Range(token)}"));

    /// <summary>What one is.</summary>
    public static string Range(TokenColumn token) => $"a whole number from 0 to {token.Rows - 1}";
}
