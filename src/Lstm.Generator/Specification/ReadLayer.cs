using System.Linq;

namespace Lstm.Specification;

/// <summary>What one element of the list of layers turned out to be.</summary>
/// <param name="Type">Its type, if that is one we know.</param>
/// <param name="Layer">The layer, if there was no mistake in it.</param>
/// <param name="Link">What it says about its place in a network that branches, if its type is known.</param>
/// <param name="Source">Its object, if it is one.</param>
/// <param name="Place">Where to point for what concerns the layer as a whole.</param>
internal sealed record ReadLayer(LayerType? Type, LayerSpec? Layer, LayerLink? Link, JsonObject? Source, TextPlace Place)
{
    /// <summary>The value of <paramref name="property"/>, or the layer's type if it is not given.</summary>
    public TextPlace PlaceOf(string? property) => Source?.Properties.FirstOrDefault(given => given.Name == property)?.Value.Place ?? Place;
}
