using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Operators that leave what flows through as it is.</summary>
internal static class PassingNode
{
    public static Value[] Identity(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => [Required(walk, node, inputs)];

    public static Value[] Cast(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        long to = attributes.Integer("to", OnnxType.Float);
        attributes.Integer("saturate", 1);
        bool isToken = inputs[0] is Signal { Layer: < 0 } sample && sample.AxisOf(AxisRole.Feature) < 0;
        return to is OnnxType.Float or OnnxType.Double or OnnxType.Float16 || (isToken && to is OnnxType.Int64 or OnnxType.Int32)
            ? [Required(walk, node, inputs)]
            : throw attributes.Fault("to", $"it is data type {to}", "float (1), or whole numbers for tokens");
    }

    public static Value[] Dropout(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        walk.Opset.Require(node, "ratio", attributes.Float("ratio") is not null, inputs.ElementAtOrDefault(1) is not null);
        attributes.Integer("seed", 0);
        if (inputs.Length > 2 && inputs[2] is not (null or Constant { Values: [0] }))
        {
            throw walk.Fault(node, "its input training_mode is not false", "a graph for inference");
        }
        walk.Builder.Note($"{node.Place}: left out, it does nothing in inference.");
        return [Required(walk, node, inputs)];
    }

    public static Value[] Expand(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        if (inputs is not [Signal signal, Constant shape])
        {
            return inputs is [CarriedState state, ..] ? [state] : throw walk.Fault(node, $"it widens {GraphWalk.Describe(inputs.FirstOrDefault())}", "constants");
        }
        long[] sizes = new ConstantArrays(walk.Source, node).Shape(shape);
        bool same = sizes.Length <= signal.Axes.Length && sizes.Reverse().Zip(signal.Axes.Reverse()).All(pair => pair.First == 1 || pair.First == pair.Second.Size);
        return same ? [signal] : throw walk.Fault(node, $"it widens {signal} to [{string.Join(", ", sizes)}]", "the shape that is there already");
    }

    private static Value Required(GraphWalk walk, OnnxNode node, Value?[] inputs) => inputs.FirstOrDefault() ?? throw walk.Fault(node, "its input is missing", "one");
}
