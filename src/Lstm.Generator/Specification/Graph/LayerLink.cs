using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>What a layer of a file says about its place in a network that branches.</summary>
/// <param name="Name">What it is called, if it says.</param>
/// <param name="From">Whose outputs it takes, if it says; null for the layer before.</param>
/// <param name="IsSound">Whether what it says could be read.</param>
internal sealed record LayerLink(JsonString? Name, IReadOnlyList<JsonString>? From, bool IsSound);
