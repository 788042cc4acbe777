namespace Lstm.Specification;

/// <summary>What must hold between a frame and the layers that work within it.</summary>
internal static class FrameRules
{
    /// <summary>Why a frame of <paramref name="size"/> values cannot be convolved so, or null.</summary>
    public static LayerFault? Fault(FrameConvLayerSpec conv, int size)
    {
        if (size % conv.Channels != 0)
        {
            return Uneven(size, conv.Channels);
        }
        int positions = conv.Positions(size), padded = positions + conv.PadLeft + conv.PadRight;
        long reach = ((conv.Kernel - 1L) * conv.Dilation) + 1;
        if (padded < reach)
        {
            string frame = padded == positions ? "the frame has" : "with its padding the frame has";
            return LayerRules.Combination("kernel", $"an output sees {reach} positions, and {frame} {padded}");
        }
        if (conv.Reflect && (conv.PadLeft >= positions || conv.PadRight >= positions))
        {
            string property = conv.PadLeft >= positions ? "padLeft" : "padRight";
            return LayerRules.Combination(property, $"the frame has {positions} positions, so there are {positions - 1} beside the outermost one to mirror");
        }
        long output = (long)conv.OutputPositions(size) * conv.Filters;
        return output > SpecLimits.MaxInputSize
            ? LayerRules.Combination("filters", $"{conv.OutputPositions(size)} positions of {conv.Filters} values would be the output, {output} in all; at most {SpecLimits.MaxInputSize} are supported")
            : null;
    }

    /// <summary>Why a frame of <paramref name="size"/> values has no such magnitudes, or null.</summary>
    public static LayerFault? Fault(MagnitudeLayerSpec magnitude, int size) => size % magnitude.Channels != 0 ? Uneven(size, magnitude.Channels) : null;

    private static LayerFault Uneven(int size, int channels) =>
        LayerRules.Combination("channels", $"a frame of {size} values is not made of positions of {channels}");
}
