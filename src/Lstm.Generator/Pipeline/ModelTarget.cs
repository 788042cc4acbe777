using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>A class with [LstmModel], as values; no position is part of it, so that moving a line changes nothing here.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ContainingTypes">The declarations around it, outermost first.</param>
/// <param name="Name">Its name.</param>
/// <param name="SpecPath">The spec file that the attribute names, or null.</param>
/// <param name="CodeFirst">The network that the attribute describes itself, or null.</param>
/// <param name="Weights">The weight file that the attribute names, or null.</param>
/// <param name="SourcePath">The source file.</param>
internal sealed record ModelTarget(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string? SpecPath,
    ModelSpec? CodeFirst,
    string? Weights,
    string SourcePath);

/// <summary>A class with [LstmModel] and where its parts stand, for messages.</summary>
/// <param name="Target">The class, or null where it has mistakes.</param>
/// <param name="Errors">The mistakes.</param>
/// <param name="SpecPlace">The attribute's first argument.</param>
internal sealed record TargetResult(ModelTarget? Target, EquatableArray<DiagnosticInfo> Errors, PlaceInfo SpecPlace);
