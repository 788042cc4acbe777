using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Runs;

/// <summary>Finds a sequence by what a person calls it.</summary>
internal static class SequenceChoice
{
    private const int MostListed = 10;

    /// <summary>The sequence of that name, or the first whose name ends in that word; or that number, from 1; or the first whose name holds it.</summary>
    /// <param name="sequences">All there are; at least one.</param>
    /// <param name="wanted">What it is called; null for the first.</param>
    /// <exception cref="RunException">There is none.</exception>
    public static Sequence Of(IReadOnlyList<Sequence> sequences, string? wanted)
    {
        if (wanted is null)
        {
            return sequences[0];
        }
        return sequences.FirstOrDefault(sequence => sequence.Id == wanted)
            ?? sequences.FirstOrDefault(sequence => sequence.Id.EndsWith(" " + wanted, StringComparison.Ordinal))
            ?? Numbered(sequences, wanted)
            ?? sequences.FirstOrDefault(sequence => sequence.Id.Contains(wanted, StringComparison.Ordinal))
            ?? throw new RunException($"There is no sequence {Wording.Quote(wanted)}. There are {Counted.Some([.. sequences.Select(sequence => sequence.Id)], MostListed)}.");
    }

    private static Sequence? Numbered(IReadOnlyList<Sequence> sequences, string wanted) =>
        int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= sequences.Count ? sequences[number - 1] : null;
}
