using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Activation functions as nodes of their own: into the layer before, where it has none yet, or a layer.</summary>
internal static class ActivationNode
{
    // Operators that are one of our functions, and two that are where they have the right operands.
    private static readonly Dictionary<string, ActivationSpec> Functions = new(ForeignActivations.OnnxOperators)
    {
        ["Clip"] = ActivationKind.Relu,
        ["PRelu"] = ActivationKind.LeakyRelu,
    };

    public static IEnumerable<string> Names => Functions.Keys;

    public static bool Knows(string type) => Functions.ContainsKey(type);

    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        var function = Functions[node.Operator];
        var signal = walk.Take(node, inputs.FirstOrDefault());
        if (function.Function.OfWholeLayer)
        {
            RequireFeatures(walk, node, signal, attributes.Integer("axis", walk.Opset.SoftmaxTakesRest ? 1 : -1));
        }
        if (node.Operator == "Clip")
        {
            RequireOpenAbove(walk, node, attributes, inputs);
        }
        if (node.Operator == "PRelu")
        {
            return [Add(walk, node.Place, signal, new(ActivationKind.LeakyRelu, Slope(walk, node, inputs), 0))];
        }
        if (function.Function.HasAlpha)
        {
            function = function with { Alpha = attributes.Float("alpha", function.Alpha) };
        }
        if (function.Function.HasBeta)
        {
            function = function with { Beta = attributes.Float("beta", function.Beta) };
        }
        return [Add(walk, node.Place, signal, function)];
    }

    /// <summary>Applies a function: in the layer before, if that has none and nothing else takes its output, or as a layer.</summary>
    public static Signal Add(GraphWalk walk, string place, Signal signal, ActivationSpec function)
    {
        LayerSpec? with = signal.IsShared || signal.Layer < 0 ? null : walk.Builder.Layers[signal.Layer] switch
        {
            DenseLayerSpec { Activation.Kind: ActivationKind.Identity } dense => dense with { Activation = function },
            ConvLayerSpec { Activation.Kind: ActivationKind.Identity } conv when !function.Function.OfWholeLayer => conv with { Activation = function },
            FrameConvLayerSpec { Activation.Kind: ActivationKind.Identity } conv when !function.Function.OfWholeLayer => conv with { Activation = function },
            _ => null,
        };
        if (with is not null)
        {
            walk.Builder.Replace(place, signal.Layer, with);
            walk.Builder.Note($"{place}: the activation of layer {signal.Layer}.");
            return signal;
        }
        return signal with { Layer = walk.Builder.Add(place, new ActivationLayerSpec(function)), IsShared = false };
    }

    private static float Slope(GraphWalk walk, OnnxNode node, Value?[] inputs)
    {
        if (inputs.ElementAtOrDefault(1) is not Constant { Values: [var first, ..] } all)
        {
            throw walk.Fault(node, $"its slope is {GraphWalk.Describe(inputs.ElementAtOrDefault(1))}", "a constant");
        }
        return all.Values.All(slope => slope == first) ? (float)first : throw walk.Fault(node, $"its {all.Values.Length} slopes differ", "one slope for all, which is leakyRelu");
    }

    private static void RequireFeatures(GraphWalk walk, OnnxNode node, Signal signal, long axis)
    {
        int at = new ConstantArrays(walk.Source, node).Axis(axis, signal.Axes.Length);
        // Before version 13 all axes from this one on were taken together; ones beside the features change nothing.
        var together = walk.Opset.SoftmaxTakesRest ? signal.Axes[at..].Where(one => one.Size != 1).Select(one => one.Role).ToArray() : [signal.Axes[at].Role];
        if (together is not ([AxisRole.Feature] or []))
        {
            throw walk.Fault(node, $"it covers axis {axis} of {signal}", "the axis of the features");
        }
    }

    private static void RequireOpenAbove(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        float? least = Limit("min", 1), most = Limit("max", 2);
        if (least != 0 || (most is { } limit && limit < float.MaxValue))
        {
            throw walk.Fault(node, $"it limits to [{least}, {most}]", "[0, infinity], which is relu");
        }

        float? Limit(string name, int index)
        {
            var given = attributes.Float(name);
            var input = inputs.ElementAtOrDefault(index);
            walk.Opset.Require(node, name, given is not null, input is not null);
            return input switch
            {
                null => given,
                Constant { Values: [var value] } => (float)value,
                _ => throw walk.Fault(node, $"its {name} is {GraphWalk.Describe(input)}", "one number that is known"),
            };
        }
    }
}
