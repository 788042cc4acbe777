using System.Collections.Generic;

namespace Lstm.Training.Data.Options;

/// <summary>A column of names that goes in as one number for each of them, 1 for the one that is there and 0 for the others.</summary>
/// <param name="Column">By name or number from 1.</param>
/// <param name="Values">The names, in the order of their inputs; null for those of the training part, in ordinal order.</param>
public sealed record CategoricalInput(string Column, IReadOnlyList<string>? Values = null);

/// <summary>What becomes of a name that the training part does not have.</summary>
public enum UnknownCategories
{
    /// <summary>It is an error.</summary>
    Error,

    /// <summary>All of the column's inputs are 0.</summary>
    Zeros,
}
