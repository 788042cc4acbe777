using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// Layer normalisation over the features: the operator, or written out as exporters do it, (x − mean)/√(variance + ε), or with the reciprocal of
/// the root, x·r + (bias − mean·r).
/// </summary>
internal static class LayerNormNode
{
    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        float epsilon = attributes.Float("epsilon", LayerNormLayerSpec.UsualEpsilon);
        attributes.RequireInteger("stash_type", 1, "1, single precision");
        if (inputs is not [Signal signal, Constant weight, ..] || inputs.ElementAtOrDefault(2) is not (null or Constant))
        {
            throw walk.Fault(node, "its scale or bias is no constant", "what flows through the network, and numbers that are known");
        }
        RequireFeatures(walk, node, signal, [attributes.Integer("axis", -1)]);
        var bias = inputs.ElementAtOrDefault(2) as Constant;
        return [Add(walk, node, signal, epsilon, ArithmeticNode.PerFeature(walk, node, signal, weight), bias is null ? null : ArithmeticNode.PerFeature(walk, node, signal, bias))];
    }

    /// <summary>The mean over the features, of values or of squares.</summary>
    public static Value Mean(GraphWalk walk, OnnxNode node, Value? input, long[] axes, bool keeps)
    {
        var part = input switch
        {
            Signal signal => new NormPart(signal, NormStep.Mean),
            NormPart { Step: NormStep.Squares } squares => squares with { Step = NormStep.Variance },
            _ => throw walk.Fault(node, $"it takes the mean of {GraphWalk.Describe(input)}", "of what flows through the network, or of the squares of its differences to that mean"),
        };
        RequireFeatures(walk, node, part.Of, axes);
        return keeps ? part : throw walk.Fault(node, "it takes the mean over the features and leaves their axis out", "keepdims, as a layer normalisation has it");
    }

    public static Value[] Reciprocal(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => inputs is [NormPart { Step: NormStep.Deviation } part]
        ? [part with { Step = NormStep.Reciprocal }]
        : throw walk.Fault(node, $"it takes the reciprocal of {GraphWalk.Describe(inputs.FirstOrDefault())}", "that of √(variance + ε) in a layer normalisation");

    /// <summary>A power in place of a square, a root or its reciprocal; null where it is none of them.</summary>
    public static Value? Pow(NormPart part, Constant power) => (part.Step, power.Values) switch
    {
        (NormStep.Centered, [2]) => part with { Step = NormStep.Squares },
        (NormStep.Sum, [0.5]) => part with { Step = NormStep.Deviation },
        (NormStep.Sum, [-0.5]) => part with { Step = NormStep.Reciprocal },
        _ => null,
    };

    /// <summary>Add, Sub, Mul or Div of a part.</summary>
    public static Value Combine(GraphWalk walk, OnnxNode node, Value?[] inputs)
    {
        // Sums and products in either order.
        bool swaps = node.Operator is "Add" or "Mul" && inputs.Length == 2;
        return Combined(walk, node, inputs) ?? (swaps ? Combined(walk, node, [inputs[1], inputs[0]]) : null)
            ?? throw walk.Fault(node, $"it combines {GraphWalk.Describe(inputs.FirstOrDefault())} and {GraphWalk.Describe(inputs.ElementAtOrDefault(1))}", "the steps of a layer normalisation over the features, (x − mean)/√(variance + ε)");
    }

    private static Value? Combined(GraphWalk walk, OnnxNode node, Value?[] inputs) => (node.Operator, inputs) switch
    {
        ("Sub", [Signal signal, NormPart { Step: NormStep.Mean } mean]) when mean.Of == signal => mean with { Step = NormStep.Centered },
        ("Mul", [NormPart { Step: NormStep.Centered } one, NormPart { Step: NormStep.Centered } other]) when one.Of == other.Of => one with { Step = NormStep.Squares },
        ("Add", [NormPart { Step: NormStep.Variance } variance, Constant { Values: [var epsilon] }]) => variance with { Step = NormStep.Sum, Epsilon = (float)epsilon },
        ("Div", [NormPart { Step: NormStep.Centered } centered, NormPart { Step: NormStep.Deviation } deviation]) when centered.Of == deviation.Of => Finish(walk, node, deviation, null),
        ("Div", [Constant weight, NormPart { Step: NormStep.Deviation } deviation]) => deviation with { Step = NormStep.Reciprocal, Weight = ArithmeticNode.PerFeature(walk, node, deviation.Of, weight) },
        ("Mul", [NormPart { Step: NormStep.Reciprocal, Weight: null } reciprocal, Constant weight]) => reciprocal with { Weight = ArithmeticNode.PerFeature(walk, node, reciprocal.Of, weight) },
        ("Mul", [NormPart { Step: NormStep.Centered } centered, NormPart { Step: NormStep.Reciprocal } reciprocal]) when centered.Of == reciprocal.Of => Finish(walk, node, reciprocal, null),
        ("Mul", [Signal signal, NormPart { Step: NormStep.Reciprocal } reciprocal]) when signal == reciprocal.Of => reciprocal with { Step = NormStep.Scaled },
        ("Mul", [NormPart { Step: NormStep.Mean } mean, NormPart { Step: NormStep.Reciprocal } reciprocal]) when mean.Of == reciprocal.Of => reciprocal with { Step = NormStep.ScaledMean },
        ("Sub", [Constant bias, NormPart { Step: NormStep.ScaledMean } mean]) => mean with { Step = NormStep.Shift, Bias = ArithmeticNode.PerFeature(walk, node, mean.Of, bias) },
        ("Sub", [NormPart { Step: NormStep.Scaled } scaled, NormPart { Step: NormStep.ScaledMean } mean]) when scaled == (mean with { Step = NormStep.Scaled }) => Finish(walk, node, scaled, null),
        ("Add", [NormPart { Step: NormStep.Scaled } scaled, NormPart { Step: NormStep.Shift } shift]) when scaled == (shift with { Step = NormStep.Scaled, Bias = null }) => Finish(walk, node, scaled, shift.Bias),
        _ => null,
    };

    private static Signal Finish(GraphWalk walk, OnnxNode node, NormPart part, double[]? bias)
    {
        walk.Builder.Note($"{node.Place}: the nodes up to it are one layer normalisation.");
        return Add(walk, node, part.Of, part.Epsilon, part.Weight ?? [1], bias);
    }

    private static Signal Add(GraphWalk walk, OnnxNode node, Signal of, float epsilon, double[] weight, double[]? bias)
    {
        if (!(epsilon > 0))
        {
            throw walk.Fault(node, FormattableString.Invariant($"its epsilon is {epsilon}"), "a number above 0");
        }
        var signal = walk.Take(node, of);
        string prefix = walk.Builder.Numbered("norm");
        NamedTensor factors = new(prefix + "weight", DenseNode.Spread(walk, weight));
        int layer = walk.Builder.Add(node.Place, new LayerNormLayerSpec(prefix, epsilon, bias is not null), bias is null ? [factors] : [factors, new(prefix + "bias", DenseNode.Spread(walk, bias))]);
        return signal with { Layer = layer, IsShared = false };
    }

    private static void RequireFeatures(GraphWalk walk, OnnxNode node, Signal signal, long[] axes)
    {
        var arrays = new ConstantArrays(walk.Source, node);
        bool isLast = axes is [var axis] && signal.Axes.Length > 0 && arrays.Axis(axis, signal.Axes.Length) == signal.Axes.Length - 1;
        if (!isLast || signal.Axes[^1].Role != AxisRole.Feature || signal.Axes.Any(axis => axis.Role == AxisRole.Direction && axis.Size > 1))
        {
            throw walk.LayoutFault(node, $"it normalises over axes {string.Join(", ", axes)} of {signal}", "over the last axis, the features");
        }
    }
}

/// <summary>A step of a layer normalisation that is written out in nodes.</summary>
/// <param name="Of">What is normalised.</param>
/// <param name="Step">Which step.</param>
internal sealed record NormPart(Signal Of, NormStep Step) : Value
{
    /// <summary>ε, from the step on that adds it.</summary>
    public float Epsilon { get; init; }

    /// <summary>What was multiplied in, one for each feature or one for all; null for nothing.</summary>
    public double[]? Weight { get; init; }

    /// <summary>What the mean was subtracted from; null for nothing.</summary>
    public double[]? Bias { get; init; }
}

/// <summary>The steps of a layer normalisation of x.</summary>
internal enum NormStep
{
    /// <summary>mean x.</summary>
    Mean,

    /// <summary>x − mean x.</summary>
    Centered,

    /// <summary>(x − mean x)².</summary>
    Squares,

    /// <summary>mean (x − mean x)².</summary>
    Variance,

    /// <summary>The variance + ε.</summary>
    Sum,

    /// <summary>√(variance + ε).</summary>
    Deviation,

    /// <summary>r = weight/√(variance + ε).</summary>
    Reciprocal,

    /// <summary>x·r.</summary>
    Scaled,

    /// <summary>mean x·r.</summary>
    ScaledMean,

    /// <summary>bias − mean x·r.</summary>
    Shift,
}
