using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>A type of recurrent layers: what their cell is called, here and elsewhere, and its gates.</summary>
public sealed class CellType : LayerType
{
    internal CellType(string name, string title, IReadOnlyList<string> properties, IReadOnlyList<Gate> gates, Func<LayerSource, LayerSpec?> read)
        : base(name, properties, read)
    {
        (Title, Gates, IsStateful) = (title, gates, true);
    }

    /// <summary>Its name in text, e.g. "GRU".</summary>
    public string Title { get; }

    /// <summary>What goes through an activation.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The operator of ONNX; null where there is none.</summary>
    public ForeignCell? Onnx { get; init; }

    /// <summary>The layer of Keras, which RTNeural follows; null where there is none.</summary>
    public ForeignCell? Keras { get; init; }

    /// <summary>The module of torch.nn, whose blocks of rows stand as ours do; null where there is none.</summary>
    public string? Torch { get; init; }

    /// <summary>The usual activations of all gates.</summary>
    public IReadOnlyList<ActivationSpec> UsualActivations => [.. Gates.Select(gate => gate.Usual)];
}

/// <summary>A gate, or whatever else of a cell goes through an activation.</summary>
/// <param name="Letter">Its letter in the equations, in the layout of the packed weights and in the spec's hash.</param>
/// <param name="Property">The property that gives its activation, e.g. <c>"resetGate"</c>; <c>"activation"</c> where there is no other.</param>
/// <param name="Usual">Its activation unless another is given.</param>
public sealed record Gate(char Letter, string Property, ActivationSpec Usual);

/// <summary>A cell as another framework has it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Blocks">The blocks of rows of its weights in order, by our letters.</param>
public sealed record ForeignCell(string Name, string Blocks);
