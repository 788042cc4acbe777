using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Products with a constant matrix.</summary>
internal static class DenseNode
{
    public static Value[] MatMul(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        if (inputs is not [Signal signal, Constant matrix])
        {
            throw walk.Fault(node, $"it multiplies {GraphWalk.Describe(inputs.FirstOrDefault())} and {GraphWalk.Describe(inputs.ElementAtOrDefault(1))}", "what flows through the network, and then a constant matrix");
        }
        while (matrix.Dims is [1, _, _, ..])
        {
            matrix = matrix with { Dims = matrix.Dims.RemoveAt(0) };
        }
        return [Add(walk, node, signal, matrix, isTransposed: false, 1)];
    }

    public static Value[] Gemm(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        attributes.RequireInteger("transA", 0, "0");
        bool isTransposed = attributes.Integer("transB", 0) != 0;
        float alpha = attributes.Float("alpha", 1), beta = attributes.Float("beta", 1);
        if (inputs is not [Signal signal, Constant matrix, ..] || inputs.ElementAtOrDefault(2) is not (null or Constant))
        {
            throw walk.Fault(node, "not all of its inputs but the first are constants", "a matrix and a bias that are known");
        }
        var result = Add(walk, node, signal, matrix, isTransposed, alpha);
        if (inputs.ElementAtOrDefault(2) is Constant bias)
        {
            AddBias(walk, node, result, [.. ArithmeticNode.PerFeature(walk, node, result, bias).Select(value => beta * value)]);
        }
        if (alpha != 1 || beta != 1)
        {
            walk.Builder.Note($"{node.Place}: alpha {alpha} and beta {beta} are folded into weights and biases, which rounds them once.");
        }
        return [result];
    }

    /// <summary>Gives the last layer, which has no bias yet, one.</summary>
    public static void AddBias(GraphWalk walk, OnnxNode node, Signal signal, double[] bias)
    {
        var layer = walk.Builder.Layers[signal.Layer];
        LayerSpec with = layer switch
        {
            ConvLayerSpec conv => conv with { Bias = true },
            LayerNormLayerSpec norm => norm with { Bias = true },
            _ => (DenseLayerSpec)layer with { Bias = true },
        };
        walk.Builder.Replace(node.Place, signal.Layer, with, new NamedTensor(layer.Tensors + "bias", Spread(walk, bias)));
    }

    /// <summary>A number for each value that comes in, of as many or of one for all.</summary>
    public static float[] Spread(GraphWalk walk, double[] values) => [.. Enumerable.Range(0, walk.Builder.Size).Select(k => (float)values[values.Length == 1 ? 0 : k])];

    private static Signal Add(GraphWalk walk, OnnxNode node, Signal input, Constant matrix, bool isTransposed, float alpha)
    {
        var signal = walk.Take(node, input);
        if (signal.Axes.IsEmpty || signal.Axes[^1].Role != AxisRole.Feature || signal.Axes.Any(axis => axis.Role == AxisRole.Direction && axis.Size > 1))
        {
            throw walk.LayoutFault(node, $"its input lies as {signal}", "the features along the last axis");
        }
        if (matrix.Dims.Length != 2 || matrix.Dims[isTransposed ? 1 : 0] != signal.Axes[^1].Size)
        {
            throw walk.Fault(node, $"its matrix is [{string.Join(", ", matrix.Dims)}]", $"one for {signal.Axes[^1].Size} values");
        }
        int inputs = (int)signal.Axes[^1].Size, outputs = (int)matrix.Dims[isTransposed ? 0 : 1];
        float[] weights = alpha == 1 ? matrix.Floats : [.. matrix.Values.Select(value => (float)(alpha * value))];
        string prefix = walk.Builder.Numbered("dense");
        var dense = new DenseLayerSpec(prefix, outputs, false, ActivationKind.Identity);
        int layer = walk.Builder.Add(node.Place, dense, new NamedTensor(prefix + "weight", isTransposed ? weights : Blocks.Transpose(weights, inputs, outputs)));
        return signal with { Layer = layer, Axes = signal.Axes.SetItem(signal.Axes.Length - 1, new Axis(AxisRole.Feature, outputs)), IsShared = false };
    }
}
