using System;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a network's weights take in memory, from its spec alone (docs/packed-layout.md has the layout this counts).</summary>
public static class Footprint
{
    /// <summary>Each layer's part of the packed weights starts at a multiple of this many floats: 64 bytes, a cache line.</summary>
    public const int Alignment = 16;

    /// <summary>Floats of all packed weights, padding included.</summary>
    public static long WeightFloats(ModelSpec model) => WeightFloatsByLayer(model).Sum();

    /// <summary>Floats of each layer's part, padding included; a multiple of <see cref="Alignment"/>, so sums of them are the parts' offsets.</summary>
    public static EquatableArray<long> WeightFloatsByLayer(ModelSpec model) => ByLayer(model, WeightFloats);

    /// <summary>A size of each layer, which depends on how many values it takes.</summary>
    internal static EquatableArray<long> ByLayer(ModelSpec model, Func<LayerSpec, int, long> floats) =>
        new(model.Sizes.Select((size, layer) => floats(model.Layers[layer], size.Input)));

    /// <summary>Floats of one layer's part when the layer takes <paramref name="inputSize"/> values.</summary>
    public static long WeightFloats(LayerSpec layer, int inputSize) => layer.Floats(inputSize).Weights;

    /// <summary>Floats of one direction of a recurrent layer: its sums, then the state it begins with.</summary>
    public static long DirectionFloats(RecurrentLayerSpec layer, int inputSize)
    {
        long initial = layer.InitialState ? Align(layer.StateSize) + (layer.HasCell ? Align(layer.HiddenSize) : 0) : 0;
        return SumFloats(layer, inputSize) + initial;
    }

    /// <summary>Floats of one direction's sums.</summary>
    public static long SumFloats(RecurrentLayerSpec layer, int inputSize) => layer is LstmLayerSpec { IsPlain: true } plain
        ? Panels.For(plain.HiddenSize).Sum(width => LstmRow(width) * LstmRows(plain, inputSize)) + (plain.Peephole ? 3 * Align(plain.HiddenSize) : 0)
        : CellLayout.Of(layer, inputSize, "").Floats(layer.HiddenSize);

    /// <summary><paramref name="floats"/> rounded up to a multiple of <see cref="Alignment"/>.</summary>
    public static long Align(long floats) => (floats + Alignment - 1) / Alignment * Alignment;

    /// <summary>Floats of a convolution's panels; the bias is a column of its own.</summary>
    internal static long ConvFloats(int filters, long columns) => Align(Panels.For(filters).Sum() * (1 + columns));

    // A row holds the four gates of each unit of the panel.
    private static long LstmRow(int width) => 4L * width;

    // The bias, and a row per input and per hidden column; the peepholes stand behind the panels.
    private static long LstmRows(LstmLayerSpec lstm, int inputSize) => 1L + inputSize + lstm.HiddenSize;
}
