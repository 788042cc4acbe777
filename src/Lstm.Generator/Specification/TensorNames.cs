using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The tensors a layer reads from the weight file, under PyTorch's names.</summary>
public static class TensorNames
{
    /// <summary>The names of all tensors of <paramref name="layer"/>, in the order of docs/packed-layout.md.</summary>
    public static IEnumerable<string> Of(LayerSpec layer) => layer switch
    {
        RecurrentLayerSpec recurrent => Suffixes(recurrent).SelectMany(suffix => Kinds(recurrent).Select(kind => recurrent.Tensors + kind + suffix)),
        DenseLayerSpec dense => Weights(layer.Tensors, dense.Bias),
        ConvLayerSpec conv => Weights(layer.Tensors, conv.Bias),
        FrameConvLayerSpec conv => Weights(layer.Tensors, conv.Bias),
        EmbeddingLayerSpec => Weights(layer.Tensors, bias: false),
        ScaleLayerSpec scale => scale.Offset is { } offset ? [scale.Tensors, offset] : [scale.Tensors],
        ActivationLayerSpec or ResidualLayerSpec or PoolLayerSpec or MagnitudeLayerSpec => [],
        _ => throw Unhandled.Kind(layer),
    };

    /// <summary>The endings of a recurrent layer's names, one for each direction: <c>_lK</c>, and <c>_lK_reverse</c> of a bidirectional one.</summary>
    public static IReadOnlyList<string> Suffixes(RecurrentLayerSpec layer)
    {
        string suffix = "_l" + layer.Index.ToString(CultureInfo.InvariantCulture);
        return layer.Direction == Direction.Bidirectional ? [suffix, suffix + "_reverse"] : [suffix];
    }

    /// <summary>The shape of the tensor <paramref name="name"/>, one of those <see cref="Of"/> gives. A scale or offset may hold a single value instead.</summary>
    /// <param name="layer">The layer that reads it.</param>
    /// <param name="name">Its whole name.</param>
    /// <param name="inputSize">Values that the layer takes.</param>
    public static int[] ShapeOf(LayerSpec layer, string name, int inputSize)
    {
        bool Is(string kind) => name.StartsWith(layer.Tensors + kind, StringComparison.Ordinal);
        return layer switch
        {
            RecurrentLayerSpec recurrent => ShapeOf(recurrent, Kinds(recurrent).First(kind => Is(kind + "_l")), inputSize),
            DenseLayerSpec dense when Is("weight") => [dense.Size, inputSize],
            DenseLayerSpec dense => [dense.Size],
            ConvLayerSpec conv when Is("weight") => [conv.Filters, inputSize, conv.Kernel],
            ConvLayerSpec conv => [conv.Filters],
            FrameConvLayerSpec conv when Is("weight") => [conv.Filters, conv.Channels, conv.Kernel],
            FrameConvLayerSpec conv => [conv.Filters],
            EmbeddingLayerSpec embedding => [embedding.Rows, embedding.Size],
            ScaleLayerSpec => [inputSize],
            _ => throw Unhandled.Kind(layer),
        };
    }

    /// <summary>Why a weight file cannot have a tensor or a prefix of this name, as "must not …"; null when it can.</summary>
    public static string? Fault(string name, bool canBeEmpty) => name switch
    {
        "" when !canBeEmpty => "must not be empty",
        "__metadata__" => "must not be \"__metadata__\", which a safetensors file uses itself",
        { Length: > SpecLimits.MaxTensorName } => $"must not be longer than {SpecLimits.MaxTensorName} characters",
        _ when name.Any(char.IsControl) => "must not hold control characters",
        _ => null,
    };

    private static IEnumerable<string> Weights(string prefix, bool bias) => bias ? [prefix + "weight", prefix + "bias"] : [prefix + "weight"];

    private static IEnumerable<string> Kinds(RecurrentLayerSpec layer)
    {
        yield return "weight_ih";
        yield return "weight_hh";
        if (layer.Bias)
        {
            yield return "bias_ih";
            yield return "bias_hh";
        }
        if (layer is LtmStmLayerSpec)
        {
            yield return "weight_use";
            if (layer.Bias)
            {
                yield return "bias_use";
            }
        }
        if (layer is LstmLayerSpec lstm)
        {
            if (lstm.Peephole)
            {
                yield return "peephole";
            }
            if (lstm.LayerNorm)
            {
                yield return "norm";
            }
            if (lstm.Projection is not null)
            {
                yield return "weight_hr";
            }
        }
        if (layer.InitialState)
        {
            yield return "h0";
            if (layer.HasCell)
            {
                yield return "c0";
            }
        }
    }

    private static int[] ShapeOf(RecurrentLayerSpec layer, string kind, int inputSize)
    {
        int units = layer.HiddenSize, blocks = layer.Blocks.Length;
        return kind switch
        {
            "weight_ih" => [blocks * units, inputSize],
            "weight_hh" => [blocks * units, layer.StateSize],
            "peephole" => [blocks - 1, units],
            "norm" => [blocks, units],
            "weight_hr" => [layer.StateSize, units],
            "weight_use" => [units, units],
            "h0" => [layer.StateSize],
            "c0" or "bias_use" => [units],
            "bias_ih" or "bias_hh" => [blocks * units],
            _ => throw Unhandled.Kind(kind),
        };
    }
}
