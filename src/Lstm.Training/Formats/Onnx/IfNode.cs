namespace Lstm.Training.Formats.Onnx;

/// <summary>A choice between two graphs, where it is known which is taken: that one stands in the node's place.</summary>
internal static class IfNode
{
    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        OnnxGraph then = attributes.RequiredGraph("then_branch"), otherwise = attributes.RequiredGraph("else_branch");
        if (inputs is not [Constant { Values: [var condition] } known] || known.FromTime)
        {
            string what = inputs is [Constant { FromTime: true }] ? "the number of time steps, which is open" : GraphWalk.Describe(inputs.Length > 0 ? inputs[0] : null);
            throw walk.Fault(node, $"its branch depends on {what}", "a condition that follows from constants, from sizes, or from an input that is a single whole number (--set NAME=NUMBER)");
        }
        return walk.Inside(node, condition != 0 ? then : otherwise);
    }
}
