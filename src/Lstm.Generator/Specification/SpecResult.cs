namespace Lstm.Specification;

/// <summary>What became of a spec file: a model, or at least one error.</summary>
/// <param name="Model">The network; null if there is any error.</param>
/// <param name="Errors">The mistakes in the order in which they stand in the file.</param>
/// <param name="Budgets">Where the file gives its budgets, for who finds them exceeded.</param>
public sealed record SpecResult(ModelSpec? Model, EquatableArray<SpecError> Errors, BudgetPlaces Budgets);

/// <summary>Where a spec file gives its budgets; a place is null where there is none.</summary>
/// <param name="WeightBytes">The value of <c>maxWeightBytes</c>.</param>
/// <param name="StateBytes">The value of <c>maxStateBytes</c>.</param>
public sealed record BudgetPlaces(SpecPlace? WeightBytes, SpecPlace? StateBytes);

/// <summary>A part of a spec file; it never reaches past the end of a line.</summary>
/// <param name="Offset">Where it starts in the text, in characters from 0.</param>
/// <param name="Length">Its characters.</param>
/// <param name="LineIndex">The line it is in, from 0.</param>
/// <param name="ColumnIndex">Where it starts in that line, from 0.</param>
public sealed record SpecPlace(int Offset, int Length, int LineIndex, int ColumnIndex);
