using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>What must hold between a layer and those before it.</summary>
internal sealed class LayerRules
{
    private readonly int inputSize;
    private readonly SpecErrors errors;
    private readonly List<int> sizes = [];
    private int size;
    private LayerSpec? before;
    private int? pooled;
    private int barrier = ResidualLayerSpec.Input - 1;
    private string? barrierReason;

    public LayerRules(int inputSize, SpecErrors errors)
    {
        this.inputSize = inputSize;
        this.errors = errors;
        size = inputSize;
    }

    /// <summary>Checks the next layer.</summary>
    public void Check(LayerSpec layer, TextPlace place)
    {
        int index = sizes.Count;
        if (Fault(layer, index) is { } fault)
        {
            errors.Add(SpecRules.Combination, place, $"layers[{index}]: {fault}");
        }
        if (layer is PoolLayerSpec)
        {
            pooled = index;
            Bar(index, "a \"pool\" layer comes between, behind which there is one result for a whole sequence");
        }
        if (layer is RecurrentLayerSpec { Direction: not Direction.Forward })
        {
            Bar(index, "a layer that goes backwards comes between");
        }
        if (layer is ConvLayerSpec { Stride: > 1 })
        {
            Bar(index, "a \"conv1d\" with a stride comes between, so the two do not have the same time steps");
        }
        size = layer is FrameConvLayerSpec conv && FrameFault(conv) is not null ? conv.Filters : layer.OutputSize(size);
        sizes.Add(size);
        before = layer;
    }

    private void Bar(int index, string reason) => (barrier, barrierReason) = (index - 1, reason);

    private string? Fault(LayerSpec layer, int index) => layer switch
    {
        RecurrentLayerSpec or ConvLayerSpec when pooled is { } pool => $"the pooling of layers[{pool}] leaves one result of a sequence, in which there are no time steps for a layer that remembers",
        PoolLayerSpec when pooled is { } pool => $"layers[{pool}] has pooled the sequence already; there is one result left",
        PoolLayerSpec { Kind: PoolKind.Final } when before is not RecurrentLayerSpec => "\"final\" is the last hidden state of the recurrent layer right before it, and there is none; \"last\" takes the last time step of any layer",
        EmbeddingLayerSpec when index > 0 => "an embedding takes token numbers, so it can only be the first layer",
        EmbeddingLayerSpec when inputSize != 1 => $"an embedding takes one token at a time: \"input\" must be 1, and is {inputSize}",
        FrameConvLayerSpec conv => FrameFault(conv),
        MagnitudeLayerSpec { Channels: var channels } when channels % 2 != 0 => $"{channels} values of a position have no two halves, real and imaginary parts",
        MagnitudeLayerSpec { Channels: var channels } when size % channels != 0 => $"a frame of {size} values is not made of positions of {channels}",
        ActivationLayerSpec { Activation.Kind: ActivationKind.Softmax } when size == 1 => "the softmax of a single value is always 1",
        ResidualLayerSpec residual => ResidualFault(residual, index),
        _ => null,
    };

    private string? FrameFault(FrameConvLayerSpec conv)
    {
        if (size % conv.Channels != 0)
        {
            return $"a frame of {size} values is not made of positions of {conv.Channels}";
        }
        long reach = ((conv.Kernel - 1L) * conv.Dilation) + 1;
        int positions = conv.Positions(size);
        if (positions + conv.PadLeft + conv.PadRight < reach)
        {
            return $"an output sees {reach} positions, and with its padding the frame has {positions + conv.PadLeft + conv.PadRight}";
        }
        if (conv.Reflect && (conv.PadLeft >= positions || conv.PadRight >= positions))
        {
            return $"a frame of {positions} positions can be mirrored by at most {positions - 1}";
        }
        long output = (long)conv.OutputPositions(size) * conv.Filters;
        return output > SpecLimits.MaxInputSize ? $"it would put out {output} values; at most {SpecLimits.MaxInputSize} are supported" : null;
    }

    private string? ResidualFault(ResidualLayerSpec residual, int index)
    {
        string from = residual.From == ResidualLayerSpec.Input ? "the sample" : $"layers[{residual.From}]";
        if (residual.From >= index)
        {
            return $"\"from\" must be an earlier layer, and {from} is not one";
        }
        if (residual.From <= barrier)
        {
            return $"{from} cannot be added here: {barrierReason}";
        }
        if (residual.From == index - 1)
        {
            return $"{from} is what comes in here already, so it would be added to itself";
        }
        if (residual.From == ResidualLayerSpec.Input && sizes.Count > 0 && inputSize == 1 && before is not null && FirstIsEmbedding)
        {
            return "the sample is a token number, which cannot be added to anything";
        }
        int available = residual.From == ResidualLayerSpec.Input ? inputSize : sizes[residual.From];
        return available < size ? $"{from} has {available} values, fewer than the {size} that come in here" : null;
    }

    /// <summary>Whether the sample is a token number.</summary>
    public bool FirstIsEmbedding { get; set; }
}
