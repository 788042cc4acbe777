using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What a layer breaks where it stands.</summary>
/// <param name="Rule">One of <see cref="SpecRules"/>.</param>
/// <param name="Property">The property to point at; null for the layer's type.</param>
/// <param name="Message">Why it cannot be so.</param>
internal sealed record LayerFault(string Rule, string? Property, string Message);

/// <summary>What must hold between a layer and those before it. Goes through the layers in the order in which the data flows.</summary>
/// <param name="inputs">Values of each input; null where they are not known, and rules about sizes are left alone.</param>
/// <param name="chain">Whether each layer takes the output of the one before.</param>
internal sealed class LayerRules(IReadOnlyList<int?> inputs, bool chain)
{
    // Null is a size that a mistake before has left unknown.
    private readonly List<int?> sizes = [];
    private readonly ResidualRules residuals = new();
    private LayerSpec? before;
    private int? pool;
    private long stride = 1;

    /// <summary>Layers so far.</summary>
    public int Count => sizes.Count;

    /// <summary>What the next layer breaks, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="from">Whose outputs it takes.</param>
    public LayerFault? Next(LayerSpec layer, IReadOnlyList<int> from)
    {
        int index = Count;
        int?[] taken = [.. from.Select(SizeOf)];
        int? size = taken.Length == 0 || taken.Contains(null) ? null : taken.Sum(values => values!.Value);
        var fault = (chain ? null : GraphRules.Fault(layer, from, taken)) ?? Order(layer, index) ?? (size is { } values ? layer.Fault(values) : null) ?? Sum(layer, index, size) ?? Score(layer, size) ?? Strides(layer);
        residuals.Add(layer, index);
        if (layer is PoolLayerSpec)
        {
            pool = index;
        }
        sizes.Add(OutputSize(layer, size));
        before = layer;
        return fault;
    }

    private int? SizeOf(int source) => source >= 0 ? sizes[source] : ~source < inputs.Count ? inputs[~source] : null;

    private int? InputSize => inputs.Count == 1 ? inputs[0] : null;

    private LayerFault? Order(LayerSpec layer, int index) => layer switch
    {
        _ when before is AnomalyLayerSpec => Combination(null, $"layers[{index - 1}] gives the score of an anomaly, which is the network's result: it must be the last layer"),
        RecurrentLayerSpec or ConvLayerSpec when pool is { } pooled => Combination(null, $"the pooling of layers[{pooled}] leaves one result of a sequence, in which there are no time steps for a stateful layer"),
        PoolLayerSpec when pool is { } pooled => Combination(null, $"layers[{pooled}] has pooled the sequence already, there is one result left"),
        PoolLayerSpec { Kind: PoolKind.Final } when before is not RecurrentLayerSpec => Combination("kind", "\"final\" is the final hidden state of the recurrent layer right before, and there is none; \"last\" takes the last time step of any layer"),
        EmbeddingLayerSpec when chain && index > 0 => Combination(null, "an embedding takes the index of a token, which only a sample can be, so it must be the first layer"),
        EmbeddingLayerSpec when chain && InputSize is { } input and not 1 => Combination(null, $"an embedding takes the index of one token at a time: \"input\" must be 1, and is {input}"),
        _ => null,
    };

    private LayerFault? Sum(LayerSpec layer, int index, int? size)
    {
        if (layer is not ResidualLayerSpec residual)
        {
            return null;
        }
        bool isBefore = residual.From >= 0 && residual.From < index;
        return residuals.Fault(residual.From, index, size, available: isBefore ? sizes[residual.From] : InputSize);
    }

    private LayerFault? Score(LayerSpec layer, int? size) => layer switch
    {
        not AnomalyLayerSpec => null,
        _ when residuals.Barrier is { } reason => Combination(null, $"the score compares each sample with what comes in for it, and there is nothing for each: {reason}"),
        _ when residuals.TakesTokens => Combination(null, "the score is the distance of a sample from what comes in for it, and a sample here is the index of a token"),
        _ when InputSize < size => Combination(null, $"{size} values come in for the first values of a sample, and it has only {InputSize}"),
        AnomalyLayerSpec { Kind: AnomalyKind.Reconstruction } when size is { } compared && !sizes.Contains(null) && InputSize is { } input && residuals.Narrowest(input, sizes) is var narrowest && narrowest >= compared =>
            Combination("kind", $"what is reconstructed, {compared} {(compared == 1 ? "value" : "values")}, must have come through fewer, or the layers could copy it: {(compared == 1 ? "one value cannot; use \"forecast\", or more columns" : $"the narrowest place between has {narrowest}; make a layer smaller, and add no sample (\"residual\") behind it")}"),
        _ => null,
    };

    // What is too much is said once.
    private LayerFault? Strides(LayerSpec layer)
    {
        long before = stride;
        stride = layer is ConvLayerSpec conv && before <= SpecLimits.MaxStride ? before * conv.Stride : before;
        return stride > SpecLimits.MaxStride && before <= SpecLimits.MaxStride
            ? Combination("stride", $"with all strides so far there would be one result every {stride} time steps; at most {SpecLimits.MaxStride} are supported")
            : null;
    }

    private static int? OutputSize(LayerSpec layer, int? size) => layer switch
    {
        DenseLayerSpec or RecurrentLayerSpec or EmbeddingLayerSpec or ConvLayerSpec => layer.OutputSize(0), // their own, whatever they take
        FrameConvLayerSpec or MagnitudeLayerSpec when size is { } frame && layer.Fault(frame) is not null => null,
        _ => size is { } values ? layer.OutputSize(values) : null,
    };

    /// <summary>A fault of <see cref="SpecRules.Combination"/>.</summary>
    public static LayerFault Combination(string? property, string message) => new(SpecRules.Combination, property, message);
}
