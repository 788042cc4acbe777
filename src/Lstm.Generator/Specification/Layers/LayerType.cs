using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>A type of layers as spec files have it.</summary>
public class LayerType
{
    internal LayerType(string name, IReadOnlyList<string> properties, Func<LayerSource, LayerSpec?> read) =>
        (Name, Properties, Read) = (name, [.. properties.Union(SpecVocabulary.Links)], read);

    /// <summary>The word that stands behind "type".</summary>
    public string Name { get; }

    /// <summary>Every property that such a layer can have.</summary>
    public IReadOnlyList<string> Properties { get; }

    /// <summary>Whether such a layer keeps a state from step to step; a network needs one that does.</summary>
    public bool IsStateful { get; init; }

    /// <summary>Whether such a layer joins the outputs of several.</summary>
    public bool Joins { get; init; }

    /// <summary>Reads a layer; null after an error.</summary>
    internal Func<LayerSource, LayerSpec?> Read { get; }

    /// <summary>Options that one would look for and that it cannot have, with the reasons.</summary>
    internal IReadOnlyDictionary<string, string>? ForeignOptions { get; init; }
}

/// <summary>A layer of a file, and what its parts are read by.</summary>
/// <param name="Layer">The layer's object.</param>
/// <param name="Link">Its name, and whose outputs it takes.</param>
/// <param name="Tensors">Reads what its tensors are called.</param>
/// <param name="Activations">Reads its activations.</param>
/// <param name="Errors">Takes the mistakes.</param>
internal sealed record LayerSource(SpecObject Layer, LayerLink Link, TensorReader Tensors, ActivationReader Activations, SpecErrors Errors);
