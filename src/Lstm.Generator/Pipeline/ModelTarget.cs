using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>A class with [LstmModel], as values; no position is part of it, so that moving a line changes nothing here.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ContainingTypes">The declarations around it, outermost first.</param>
/// <param name="Name">Its name, with an @ where that is a keyword.</param>
/// <param name="SpecPath">The spec file that the attribute names, or null.</param>
/// <param name="CodeFirst">The network that the attribute describes itself, or null.</param>
/// <param name="Weights">The weight file that the attribute names, or null.</param>
/// <param name="SourcePath">The source file.</param>
/// <param name="IsSound">Whether it has no mistakes. One with mistakes gets no code, but the file it names still belongs to it.</param>
internal sealed record ModelTarget(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string? SpecPath,
    ModelSpec? CodeFirst,
    string? Weights,
    string SourcePath,
    bool IsSound);

/// <summary>A class with [LstmModel] and where its parts stand, for messages.</summary>
/// <param name="Target">The class, or null where the attribute is none of ours to read.</param>
/// <param name="Errors">The mistakes.</param>
/// <param name="Places">The attribute's arguments.</param>
internal sealed record TargetResult(ModelTarget? Target, EquatableArray<DiagnosticInfo> Errors, AttributePlaces Places);

/// <summary>Where an attribute gives what can turn out wrong later.</summary>
/// <param name="Spec">The first argument.</param>
/// <param name="Weights">The weight file.</param>
/// <param name="WeightBudget">The budget for the weights.</param>
/// <param name="StateBudget">The budget for the state.</param>
internal sealed record AttributePlaces(PlaceInfo Spec, PlaceInfo Weights, PlaceInfo WeightBudget, PlaceInfo StateBudget);
