using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Training.Data.Preparation;

/// <summary>Whether the values that a network's embeddings take are indices of their rows.</summary>
internal static class TokenCheck
{
    /// <summary>What is wrong with a sample, as a sentence without its stop; null where nothing is.</summary>
    /// <param name="tokens">The values that embeddings take.</param>
    /// <param name="sample">All values of a time step, in their own units.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="sequence">The sequence it is of.</param>
    /// <param name="step">Its number in the sequence, from 1.</param>
    public static string? Fault(IReadOnlyList<TokenColumn> tokens, ReadOnlySpan<float> sample, IReadOnlyList<string> names, string sequence, int step)
    {
        foreach (var (part, rows) in tokens)
        {
            float value = sample[part.Offset];
            if (!IsToken(value, rows))
            {
                return FormattableString.Invariant($"the embedding of {part.Name} takes the index of a row, a whole number from 0 to {rows - 1}, and there the data has {names[part.Offset]}, {value} ({sequence}, time step {step}); name the column of names with --categorical, which puts it behind the numbers, or choose columns with --inputs");
            }
        }
        return null;
    }

    /// <summary>Whether a value is the index of one of so many rows.</summary>
    public static bool IsToken(float value, int rows) => value >= 0f && value < rows && value == MathF.Floor(value);
}
