using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>A tensor of a weight file.</summary>
internal sealed record NamedTensor(string Name, float[] Values, int[] Shape);

/// <summary>Draws the tensors of a spec: weights and biases uniform in ±1/√n as PyTorch begins, the rest in ±1, norms around 1.</summary>
internal static class RandomTensors
{
    public static IReadOnlyList<NamedTensor> Draw(ModelSpec spec, Random random)
    {
        var tensors = new List<NamedTensor>();
        foreach (var (layer, (input, _)) in spec.Layers.Zip(spec.Sizes))
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int[] shape = layer is ScaleLayerSpec && random.Next(3) == 0 ? [1] : TensorNames.ShapeOf(layer, name, input);
                var (middle, reach) = Range(layer, name, input);
                int count = shape.Aggregate(1, (product, size) => product * size);
                tensors.Add(new NamedTensor(name, [.. Enumerable.Range(0, count).Select(_ => (float)(middle + (reach * ((2 * random.NextDouble()) - 1))))], shape));
            }
        }
        return tensors;
    }

    private static (double Middle, double Reach) Range(LayerSpec layer, string name, int input) => layer switch
    {
        RecurrentLayerSpec when name.StartsWith(layer.Tensors + "norm", StringComparison.Ordinal) => (1, 0.5),
        RecurrentLayerSpec when name.StartsWith(layer.Tensors + "h0", StringComparison.Ordinal) || name.StartsWith(layer.Tensors + "c0", StringComparison.Ordinal) => (0, 1),
        RecurrentLayerSpec cells => (0, 1 / Math.Sqrt(cells.HiddenSize)),
        DenseLayerSpec => (0, 1 / Math.Sqrt(input)),
        ConvLayerSpec conv => (0, 1 / Math.Sqrt(input * conv.Kernel)),
        AnomalyLayerSpec score when name == score.Limit => (5, 4),
        AnomalyLayerSpec score when name != score.Median => (0.5, 0.4), // above 0
        FrameConvLayerSpec conv => (0, 1 / Math.Sqrt(conv.Channels * conv.Kernel)),
        _ => (0, 1),
    };
}
