using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Models;

/// <summary>What layers are called, and what each has to learn, for tables.</summary>
internal static class LayerLabel
{
    /// <summary>A name for each layer: its type, and how many of that type come before it; e.g. lstm0, lstm1, dense0.</summary>
    public static IReadOnlyList<string> Names(ModelSpec spec) =>
        [.. spec.Layers.Select((layer, index) => layer.Type.Name + spec.Layers.Take(index).Count(before => before.Type.Name == layer.Type.Name).ToString(CultureInfo.InvariantCulture))];

    /// <summary>What the spec calls each layer, or where it does not, its name of <see cref="Names"/>.</summary>
    public static IReadOnlyList<string> Called(ModelSpec spec) =>
        [.. Names(spec).Select((name, index) => spec.Graph?.Layers[index].Name is { Length: > 0 } chosen ? chosen : name)];

    /// <summary>The layer that is called so, by one of <see cref="Names"/> or by a name of its own in the spec; −1 where none is.</summary>
    public static int IndexOf(ModelSpec spec, string name) =>
        Names(spec).ToList().IndexOf(name) is var index and >= 0 ? index : spec.Graph?.Layers.ToList().FindIndex(layer => layer.Name == name) ?? -1;

    /// <summary>Values of the layer's tensors; scales, offsets and the scale of an anomaly score are constants, and second biases count with the first where only their sum does.</summary>
    public static long Parameters(LayerSpec layer, int inputs) => layer is ScaleLayerSpec or AnomalyLayerSpec ? 0 : layer.TensorShapes(inputs)
        .Where(tensor => layer is not RecurrentLayerSpec { HasTwoBiases: false } || !tensor.Name.StartsWith(layer.Tensors + "bias_hh", System.StringComparison.Ordinal))
        .Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
}
