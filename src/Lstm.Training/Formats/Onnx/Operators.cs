using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Which operator means what.</summary>
internal static class Operators
{
    private delegate Value[] Meaning(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs);

    private static readonly Dictionary<string, Meaning> Meanings = new()
    {
        ["LSTM"] = RecurrentNode.Apply,
        ["GRU"] = RecurrentNode.Apply,
        ["RNN"] = RecurrentNode.Apply,
        [QuantizedNode.Lstm] = RecurrentNode.Apply,
        ["QuantizeLinear"] = QuantizedNode.Quantize,
        ["DequantizeLinear"] = QuantizedNode.Dequantize,
        ["MatMul"] = DenseNode.MatMul,
        ["Gemm"] = DenseNode.Gemm,
        ["Add"] = ArithmeticNode.Apply,
        ["Sub"] = ArithmeticNode.Apply,
        ["Mul"] = ArithmeticNode.Apply,
        ["Div"] = ArithmeticNode.Apply,
        ["Abs"] = ArithmeticNode.Absolute,
        ["BatchNormalization"] = ArithmeticNode.BatchNormalization,
        ["LayerNormalization"] = LayerNormNode.Apply,
        ["Reciprocal"] = LayerNormNode.Reciprocal,
        ["Conv"] = ConvNode.Apply,
        ["Pad"] = PadNode.Apply,
        ["Pow"] = MagnitudeNode.Pow,
        ["Sqrt"] = MagnitudeNode.Sqrt,
        ["Gather"] = ShapeNode.Gather,
        ["Slice"] = ShapeNode.Slice,
        ["Split"] = ShapeNode.Split,
        ["Concat"] = ShapeNode.Concat,
        ["Squeeze"] = ShapeNode.Squeeze,
        ["Unsqueeze"] = ShapeNode.Unsqueeze,
        ["Transpose"] = ShapeNode.Transpose,
        ["Reshape"] = ShapeNode.Reshape,
        ["Flatten"] = ShapeNode.Flatten,
        ["Shape"] = ShapeNode.Shape,
        ["ReduceMean"] = PoolNode.ReduceMean,
        ["GlobalAveragePool"] = PoolNode.GlobalAverage,
        ["Identity"] = PassingNode.Identity,
        ["Cast"] = PassingNode.Cast,
        ["Dropout"] = PassingNode.Dropout,
        ["Expand"] = PassingNode.Expand,
        ["If"] = IfNode.Apply,
        ["Loop"] = LoopNode.Apply,
        ["Scan"] = LoopNode.Apply,
    };

    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        if (inputs.Any(input => input is Setting))
        {
            return [SettingNode.Apply(walk, node, attributes, inputs)];
        }
        if (ActivationNode.Knows(node.Operator))
        {
            return ActivationNode.Apply(walk, node, attributes, inputs);
        }
        return Meanings.TryGetValue(node.Operator, out var meaning)
            ? meaning(walk, node, attributes, inputs)
            : throw walk.Fault(node, "this operator has no counterpart in a spec", $"one of {string.Join(", ", Meanings.Keys.Concat(ActivationNode.Names).Order(StringComparer.Ordinal))}");
    }
}
