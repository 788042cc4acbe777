using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Data.Sequences;

/// <summary>Puts numbers of things into messages.</summary>
internal static class Counted
{
    /// <summary>E.g. "1 field", "3 fields".</summary>
    public static string Of(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";

    /// <summary>Names in quotes, no more than <paramref name="most"/>, e.g. "a", "b" and 3 more.</summary>
    public static string Some(IReadOnlyList<string> names, int most) =>
        Wording.List(names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}
