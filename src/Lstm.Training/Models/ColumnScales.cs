using System.Collections.Generic;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Models;

/// <summary>A standardisation as a card has it, z = (x − μ) / σ, so that fine-tuning can continue at the same scale.</summary>
/// <param name="Centre">μ of each column.</param>
/// <param name="Scale">σ of each column, above 0.</param>
public sealed record ColumnScales(IReadOnlyList<double> Centre, IReadOnlyList<double> Scale)
{
    /// <summary>Those of a standardisation; null for none.</summary>
    internal static ColumnScales? Of(Standardisation? scaling) => scaling is null ? null : new ColumnScales([.. scaling.Centre], [.. scaling.Scale]);

    /// <summary>The standardisation.</summary>
    internal Standardisation ToStandardisation() => new(new EquatableArray<double>(Centre), new EquatableArray<double>(Scale));
}
