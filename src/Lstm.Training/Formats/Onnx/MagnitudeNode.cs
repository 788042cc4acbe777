using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Magnitudes of a spectrum, √(a² + b²) with the halves of a frame's channels, which takes several nodes.</summary>
internal static class MagnitudeNode
{
    public static Value[] Pow(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) => inputs switch
    {
        [NormPart part, Constant power] when LayerNormNode.Pow(part, power) is { } next => [next],
        [HalfChannels { IsSquared: false } half, Constant { Values: [2] }] => [half with { IsSquared = true }],
        // The first half of the features is what a residual connection takes as well.
        [Signal { First: { } first } signal, Constant { Values: [2] }] when 2 * first == walk.Builder.SizeOf(signal.Layer) => [Selection.Half(Whole(signal), signal.AxisOf(AxisRole.Feature), isSecond: false) with { IsSquared = true }],
        _ => throw walk.Fault(node, $"it raises {GraphWalk.Describe(inputs.FirstOrDefault())} to a power", "the square of half of a frame's channels, as magnitudes, √(a² + b²), are written"),
    };

    public static Value[] Sqrt(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        if (inputs is [NormPart { Step: NormStep.Sum } part])
        {
            return [part with { Step = NormStep.Deviation }];
        }
        if (inputs is not [PowerSpectrum { Of: var frame }])
        {
            throw walk.Fault(node, $"it takes the root of {GraphWalk.Describe(inputs.FirstOrDefault())}", "that of a² + b², where a and b are the halves of a frame's channels");
        }
        var signal = walk.Take(node, frame);
        int axis = signal.AxisOf(AxisRole.Channel) is >= 0 and var channels ? channels : signal.AxisOf(AxisRole.Feature);
        var (role, size) = signal.Axes[axis];
        int layer = walk.Builder.Add(node.Place, new MagnitudeLayerSpec((int)size));
        return [signal with { Layer = layer, Axes = signal.Axes.SetItem(axis, new Axis(role, size / 2)), IsShared = false }];
    }

    private static Signal Whole(Signal firstHalf)
    {
        int feature = firstHalf.AxisOf(AxisRole.Feature);
        return firstHalf with { First = null, Axes = firstHalf.Axes.SetItem(feature, new Axis(AxisRole.Feature, 2 * firstHalf.Axes[feature].Size)) };
    }
}
