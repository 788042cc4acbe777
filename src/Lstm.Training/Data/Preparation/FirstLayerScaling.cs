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

    /// <summary>The layer that standardises the inputs of a network; null where it has none.</summary>
    public static ScaleLayerSpec? Of(ModelSpec spec) => spec.Inputs.Count == 1 && spec.Layers[0] is ScaleLayerSpec { Offset: not null } layer ? layer : null;

    /// <summary>The layer's tensors.</summary>
    public static IReadOnlyDictionary<string, float[]> Tensors(ScaleLayerSpec layer, Standardisation inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(inputs);
        return new Dictionary<string, float[]>
        {
            [layer.Tensors] = [.. inputs.Scale.Select(scale => (float)(1 / scale))],
            [layer.Offset!] = [.. inputs.Centre.Select(centre => (float)centre)],
        };
    }
}
