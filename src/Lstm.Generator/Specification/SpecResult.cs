namespace Lstm.Specification;

/// <summary>What became of a spec file: a model, or at least one error.</summary>
/// <param name="Model">The network; null if there is any error.</param>
/// <param name="Errors">The mistakes in the order in which they stand in the file.</param>
public sealed record SpecResult(ModelSpec? Model, EquatableArray<SpecError> Errors);
