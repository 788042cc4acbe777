using System.Collections.Generic;

namespace Lstm.Training.Data.Options;

/// <summary>
/// A column of names that goes in as one number for each of them, 1 for the one that is there and 0 for the others; or, into a network with an
/// embedding for it, as one number, the name's index.
/// </summary>
/// <param name="Column">By name or number from 1.</param>
/// <param name="Values">The names, in the order of their inputs or indices; null for those of the training part, in ordinal order.</param>
/// <param name="Rows">Where the index of a name goes in, how many rows the network has for it; null where each name is an input.</param>
public sealed record CategoricalInput(string Column, IReadOnlyList<string>? Values = null, int? Rows = null);

/// <summary>What becomes of a name that the training part does not have.</summary>
public enum UnknownCategories
{
    /// <summary>It is an error.</summary>
    Error,

    /// <summary>All of the column's inputs are 0; where the index of a name goes in, it is that of the first row that no name has, which is zeros.</summary>
    Zeros,
}
