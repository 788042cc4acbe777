using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Models;

/// <summary>What a layer has to learn, for tables.</summary>
internal static class LayerLabel
{
    /// <summary>Values of the layer's tensors; scales and offsets are constants, and second biases count with the first where only their sum does.</summary>
    public static long Parameters(LayerSpec layer, int inputs) => layer is ScaleLayerSpec ? 0 : layer.TensorShapes(inputs)
        .Where(tensor => layer is not RecurrentLayerSpec { HasTwoBiases: false } || !tensor.Name.StartsWith(layer.Tensors + "bias_hh", System.StringComparison.Ordinal))
        .Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
}
