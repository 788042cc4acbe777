using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>The class that a model's code goes into.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ContainingTypes">The declarations it is nested in, outermost first, e.g. <c>partial class Plant</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">What stands before the name: <c>partial class</c>, or <c>internal sealed partial class</c> where nobody else declares it.</param>
/// <param name="WeightResource">The embedded weight file, or null where there is none.</param>
/// <param name="LookedFor">The name that a weight file for it would be found under.</param>
internal sealed record TargetType(string Namespace, EquatableArray<string> ContainingTypes, string Name, string Declaration, string? WeightResource, string LookedFor = "");
