using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// Standardisation by the network itself: a scale layer with an offset in front, y = (x − μ)·(1/σ). The subtraction comes first
/// and of floats near each other is exact, so that nothing is lost of a column that lies far from 0; and a device computes what
/// training saw, bit for bit.
/// </summary>
internal static class FirstLayerScaling
{
    /// <summary>The layer to put in front, as a spec has it.</summary>
    public const string Text = """{ "type": "scale", "tensor": "input.scale", "offset": "input.offset" }""";

    /// <summary>The layer to put in front.</summary>
    public static ScaleLayerSpec Layer { get; } = new("input.scale", "input.offset");

    /// <summary>The layers that standardise inputs of a network, each with its input; of one that branches, those that take an input.</summary>
    public static IReadOnlyList<(ScaleLayerSpec Layer, NamedPart Input)> Of(ModelSpec spec) =>
    [
        .. from index in Enumerable.Range(0, spec.Layers.Count)
           let layer = spec.Layers[index] as ScaleLayerSpec
           let source = spec.TakenBy(index)[0]
           where layer is { Offset: not null } && source < 0
           select (layer, spec.Inputs[~source]),
    ];

    /// <summary>Whether a network standardises inputs itself.</summary>
    public static bool IsIn(ModelSpec spec) => Of(spec).Count > 0;

    /// <summary>The inputs that no layer standardises, but for those that are indices.</summary>
    public static IEnumerable<NamedPart> Without(ModelSpec spec) => spec.Inputs.Except(Of(spec).Select(scaled => scaled.Input)).Except(spec.TokenColumns.Select(token => token.Part));

    /// <summary>The tensors of the layers that do.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="inputs">The standardisation of all its inputs.</param>
    public static IReadOnlyDictionary<string, float[]> Tensors(ModelSpec spec, Standardisation inputs)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(inputs);
        var tensors = new Dictionary<string, float[]>();
        foreach (var (layer, part) in Of(spec))
        {
            tensors[layer.Tensors] = [.. inputs.Scale.Skip(part.Offset).Take(part.Size).Select(scale => (float)(1 / scale))];
            tensors[layer.Offset!] = [.. inputs.Centre.Skip(part.Offset).Take(part.Size).Select(centre => (float)centre)];
        }
        return tensors;
    }
}
