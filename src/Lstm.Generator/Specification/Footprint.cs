using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a network takes in memory, from its spec alone (docs/packed-layout.md has the layout this counts).</summary>
public static class Footprint
{
    /// <summary>Each layer's part of the packed weights starts at a multiple of this many floats: 64 bytes, a cache line.</summary>
    public const int Alignment = 16;

    /// <summary>Floats of all packed weights, padding included.</summary>
    public static long WeightFloats(ModelSpec model) => WeightFloatsByLayer(model).Sum();

    /// <summary>Floats of each layer's part, padding included; a multiple of <see cref="Alignment"/>, so sums of them are the parts' offsets.</summary>
    public static EquatableArray<long> WeightFloatsByLayer(ModelSpec model)
    {
        var parts = new List<long>(model.Layers.Count);
        int inputSize = model.InputSize;
        foreach (var layer in model.Layers)
        {
            parts.Add(WeightFloats(layer, inputSize));
            inputSize = layer.OutputSize(inputSize);
        }
        return new EquatableArray<long>(parts);
    }

    /// <summary>Floats of one layer's part when the layer takes <paramref name="inputSize"/> values.</summary>
    public static long WeightFloats(LayerSpec layer, int inputSize) => layer switch
    {
        LstmLayerSpec lstm => Panels.For(lstm.HiddenSize).Sum(width => (long)LstmRow(width) * LstmRows(lstm, inputSize)) + (lstm.Peephole ? 3 * Align(lstm.HiddenSize) : 0),
        DenseLayerSpec dense => Align(dense.Size) + (dense.Size * Align(inputSize)),
        ScaleLayerSpec => Align(inputSize),
        _ => 0,
    };

    /// <summary><paramref name="floats"/> rounded up to a multiple of <see cref="Alignment"/>.</summary>
    public static long Align(long floats) => (floats + Alignment - 1) / Alignment * Alignment;

    // A row holds the four gates of each unit of the panel.
    private static int LstmRow(int width) => 4 * width;

    // The bias, and a row per input and per hidden column; the peepholes stand behind the panels.
    private static int LstmRows(LstmLayerSpec lstm, int inputSize) => 1 + inputSize + lstm.HiddenSize;
}
