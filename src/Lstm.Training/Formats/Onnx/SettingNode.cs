using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>What a graph does with an input that is a single whole number: it compares it, and a branch depends on that.</summary>
internal static class SettingNode
{
    public static Value Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        switch (node.Operator, inputs)
        {
            case ("Identity" or "Cast" or "Reshape" or "Gather" or "Squeeze" or "Unsqueeze", [Setting setting, ..]):
                attributes.PassOver("to", "saturate", "allowzero", "axis", "axes");
                return setting;
            case ("Equal", [Setting setting, Constant { Values: [var number] }]):
                return Compared(walk, node, setting, number);
            case ("Equal", [Constant { Values: [var number] }, Setting setting]):
                return Compared(walk, node, setting, number);
            default:
                string name = inputs.OfType<Setting>().First().Name;
                throw walk.Fault(node, $"it takes {GraphWalk.Describe(inputs.OfType<Setting>().First())}", $"--set {name}=NUMBER, or a graph that only compares it");
        }
    }

    private static Constant Compared(GraphWalk walk, OnnxNode node, Setting setting, double number) => new([], [walk.Settle(node, setting, number) == number ? 1 : 0], IsWhole: true);
}
