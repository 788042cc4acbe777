using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Sums and products with constants: biases, scales, offsets; and sums of two signals, which are residuals.</summary>
internal static class ArithmeticNode
{
    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => inputs switch
    {
        _ when inputs.Any(input => input is NormPart) => [LayerNormNode.Combine(walk, node, inputs)],
        [Signal signal, Constant constant] => [WithConstant(walk, node, signal, constant, isFirst: false)],
        [Constant constant, Signal signal] => [WithConstant(walk, node, signal, constant, isFirst: true)],
        [Signal one, Signal other] when node.Operator == "Add" => [Sum(walk, node, one, other)],
        [Signal one, Signal other] when node.Operator == "Sub" => [Sum(walk, node, one, Scale(walk, node, walk.Take(node, other), [-1], null))],
        [Signal one, Signal other] when node.Operator == "Mul" => [Join(walk, node, JoinKind.Multiply, one, other)],
        [HalfChannels one, HalfChannels other] when node.Operator == "Mul" && !one.IsSquared && one == other => [one with { IsSquared = true }],
        [HalfChannels one, HalfChannels other] when node.Operator == "Add" && one.IsSquared && other.IsSquared && one.IsSecond != other.IsSecond && one.Of.Layer == other.Of.Layer => [new PowerSpectrum(one.Of)],
        [Absolute { PlusOne: false } part, Constant { Values: [1] }] when node.Operator == "Add" => [part with { PlusOne = true }],
        [Constant { Values: [1] }, Absolute { PlusOne: false } part] when node.Operator == "Add" => [part with { PlusOne = true }],
        [Signal signal, Absolute { PlusOne: true } part] when node.Operator == "Div" && part.Of == signal => [ActivationNode.Add(walk, node.Place, walk.Take(node, signal), ActivationKind.Softsign)],
        _ => throw walk.Fault(node, $"it combines {GraphWalk.Describe(inputs.FirstOrDefault())} and {GraphWalk.Describe(inputs.ElementAtOrDefault(1))}", "what flows through the network and a constant; two signals can be added, subtracted and multiplied only"),
    };

    public static Value[] Absolute(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => [new Absolute(walk.Take(node, inputs.FirstOrDefault()), PlusOne: false)];

    public static Value[] BatchNormalization(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        float epsilon = attributes.Float("epsilon", 1e-5f);
        attributes.Float("momentum");
        attributes.RequireInteger("training_mode", 0, "0, a graph for inference");
        attributes.RequireInteger("spatial", 1, "1");
        if (inputs is not [Signal input, Constant scale, Constant bias, Constant mean, Constant variance])
        {
            throw walk.Fault(node, "its statistics are not constants", "scale, B, mean and var that are known");
        }
        var signal = walk.Take(node, input);
        int count = walk.Builder.Size;
        if (signal.Axes.Length < 2 || signal.Axes[1].Role != AxisRole.Feature || new[] { scale, bias, mean, variance }.Any(one => one.Values.Length != count))
        {
            throw walk.LayoutFault(node, $"its input lies as {signal}", $"the {count} features along axis 1, and as many statistics");
        }
        var (factors, offsets) = Normalisation.Fold(scale.Values, bias.Values, mean.Values, variance.Values, epsilon) ?? throw walk.Fault(node, "a scale is 0 or a variance negative", "numbers that do not erase their feature");
        walk.Builder.Note($"{node.Place}: folded into a factor and an offset for each feature, rounded once.");
        return [Scale(walk, node, signal, factors, offsets)];
    }

    /// <summary>A constant as one number, or one for each feature.</summary>
    public static double[] PerFeature(GraphWalk walk, OnnxNode node, Signal signal, Constant constant)
    {
        int skipped = signal.Axes.Length - constant.Dims.Length;
        bool fits = skipped >= 0 && !constant.FromTime && constant.Dims.Select((dim, axis) => (dim, axis: signal.Axes[axis + skipped])).All(pair => pair.dim == 1 || (pair.axis.Role == AxisRole.Feature && pair.dim == pair.axis.Size));
        bool isVector = constant.Values.Length > 1;
        if (!fits || (isVector && signal.Axes.Any(axis => axis.Role == AxisRole.Direction && axis.Size > 1)))
        {
            throw walk.Fault(node, constant.FromTime ? "its constant depends on the number of time steps" : $"a constant of shape [{string.Join(", ", constant.Dims)}] meets {signal}", "one number, or one for each feature, that is always the same");
        }
        return constant.Values;
    }

    private static Signal WithConstant(GraphWalk walk, OnnxNode node, Signal input, Constant constant, bool isFirst)
    {
        var signal = walk.Take(node, input);
        double[] values = PerFeature(walk, node, signal, constant);
        var last = signal.IsShared || signal.Layer < 0 ? null : walk.Builder.Layers[signal.Layer];
        switch (node.Operator)
        {
            case "Add" when last is DenseLayerSpec { Bias: false, Activation.Kind: ActivationKind.Identity } or ConvLayerSpec { Bias: false, Activation.Kind: ActivationKind.Identity }:
                DenseNode.AddBias(walk, node, signal, values);
                return signal;
            case "Add" when last is LayerNormLayerSpec { Bias: false }:
                DenseNode.AddBias(walk, node, signal, values);
                return signal;
            case "Add":
                return Scale(walk, node, signal, [1], Negated(values));
            case "Sub" when isFirst:
                return Scale(walk, node, signal, [-1], values);
            case "Sub":
                return Scale(walk, node, signal, [1], values);
            case "Div" when isFirst || values.Contains(0):
                throw walk.Fault(node, isFirst ? "it divides a constant by what flows through the network" : "it divides by 0", "a constant that divides");
            case "Div":
                walk.Builder.Note($"{node.Place}: division became multiplication with the reciprocal, rounded once.");
                return Factor(walk, node, signal, [.. values.Select(value => 1 / value)], last);
            default:
                return Factor(walk, node, signal, values, last);
        }
    }

    // (x − offset)·factor is one layer.
    private static Signal Factor(GraphWalk walk, OnnxNode node, Signal signal, double[] factors, LayerSpec? last)
    {
        if (last is ScaleLayerSpec { Offset: not null } scale && walk.Builder.IsPlainOffset(scale))
        {
            walk.Builder.Replace(node.Place, signal.Layer, scale, new NamedTensor(scale.Tensors, Floats(factors)));
            walk.Builder.Note($"{node.Place}: offset and factor are one layer, {signal.Layer}.");
            return signal;
        }
        if (last is LayerNormLayerSpec { Bias: false } norm && walk.Builder.HasPlainWeight(norm))
        {
            walk.Builder.Replace(node.Place, signal.Layer, norm, new NamedTensor(norm.Tensors + "weight", DenseNode.Spread(walk, factors)));
            return signal;
        }
        return Scale(walk, node, signal, factors, null);
    }

    private static Signal Scale(GraphWalk walk, OnnxNode node, Signal signal, double[] factors, double[]? offsets)
    {
        string number = walk.Builder.Numbered("scale");
        NamedTensor factor = new(number + "factor", Floats(factors));
        var layer = offsets is null
            ? walk.Builder.Add(node.Place, new ScaleLayerSpec(factor.Name), factor)
            : walk.Builder.Add(node.Place, new ScaleLayerSpec(factor.Name, number + "offset"), factor, new NamedTensor(number + "offset", Floats(offsets)));
        return signal with { Layer = layer, IsShared = false };
    }

    // A residual connection in a chain; the builder makes a join of it where the network branches.
    private static Signal Sum(GraphWalk walk, OnnxNode node, Signal one, Signal other)
    {
        var (newest, earlier) = one.Layer >= other.Layer ? (one, other) : (other, one);
        if (newest.Layer != walk.Builder.Layers.Count - 1 || newest.Layer == earlier.Layer || earlier.Pooling is not null)
        {
            return Join(walk, node, JoinKind.Add, one, other);
        }
        var signal = walk.Take(node, newest);
        if (earlier is not { OneDirection: null, Leading: 0, Trailing: 0, Padding: null, IsCell: false } || !LieAlike(signal, earlier))
        {
            throw Unlike(walk, node, one, other);
        }
        return signal with { Layer = walk.Builder.Add(node.Place, new ResidualLayerSpec(earlier.Layer)), IsShared = false };
    }

    private static Signal Join(GraphWalk walk, OnnxNode node, JoinKind kind, Signal one, Signal other)
    {
        var (first, second) = (walk.Take(node, one), walk.Take(node, other));
        return LieAlike(first, second) ? walk.Join(node, kind, [first, second], (first.AxisOf(AxisRole.Time) >= 0 && first.Axes.Length >= second.Axes.Length ? first : second).Axes) : throw Unlike(walk, node, one, other);
    }

    // Axes are matched from the last one on. Those of one place match whatever they count: in a graph that is one time step, time in one branch and nothing in the other.
    private static bool LieAlike(Signal one, Signal other)
    {
        int shared = Math.Min(one.Axes.Length, other.Axes.Length);
        return one.Axes[^shared..].Zip(other.Axes[^shared..]).All(pair => pair.First == pair.Second || (pair.First.Size == 1 && pair.Second.Size == 1))
            && one.Axes[..^shared].Concat(other.Axes[..^shared]).All(axis => axis.Size == 1);
    }

    private static ImportException Unlike(GraphWalk walk, OnnxNode node, Signal one, Signal other) =>
        walk.Fault(node, $"it combines {one} of {Origin(one)} and {other} of {Origin(other)}", "two outputs of layers, or an output and the sample, that lie alike and have as many values");

    private static string Origin(Signal signal) => signal.Layer < 0 ? "the sample" : $"layer {signal.Layer}";

    private static double[] Negated(double[] values) => Array.ConvertAll(values, value => -value);

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
