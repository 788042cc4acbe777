using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The tensors a layer reads from the weight file, under PyTorch's names.</summary>
public static class TensorNames
{
    /// <summary>The names of all tensors of <paramref name="layer"/>, in the order of docs/packed-layout.md.</summary>
    public static IEnumerable<string> Of(LayerSpec layer)
    {
        switch (layer)
        {
            case LstmLayerSpec lstm:
                string suffix = "_l" + lstm.Index.ToString(CultureInfo.InvariantCulture);
                yield return lstm.Tensors + "weight_ih" + suffix;
                yield return lstm.Tensors + "weight_hh" + suffix;
                if (lstm.Bias)
                {
                    yield return lstm.Tensors + "bias_ih" + suffix;
                    yield return lstm.Tensors + "bias_hh" + suffix;
                }
                if (lstm.Peephole)
                {
                    yield return lstm.Tensors + "peephole" + suffix;
                }
                break;
            case DenseLayerSpec dense:
                yield return dense.Tensors + "weight";
                if (dense.Bias)
                {
                    yield return dense.Tensors + "bias";
                }
                break;
            default:
                yield return layer.Tensors;
                break;
        }
    }

    /// <summary>The shape of the tensor <paramref name="name"/>, one of those <see cref="Of"/> gives. A scale may hold a single value instead.</summary>
    /// <param name="layer">The layer that reads it.</param>
    /// <param name="name">Its whole name.</param>
    /// <param name="inputSize">Values that the layer takes.</param>
    public static int[] ShapeOf(LayerSpec layer, string name, int inputSize)
    {
        bool Is(string kind) => name.StartsWith(layer.Tensors + kind, StringComparison.Ordinal);
        return layer switch
        {
            LstmLayerSpec lstm when Is("weight_ih") => [4 * lstm.HiddenSize, inputSize],
            LstmLayerSpec lstm when Is("weight_hh") => [4 * lstm.HiddenSize, lstm.HiddenSize],
            LstmLayerSpec lstm when Is("peephole") => [3, lstm.HiddenSize],
            LstmLayerSpec lstm => [4 * lstm.HiddenSize],
            DenseLayerSpec dense when Is("weight") => [dense.Size, inputSize],
            DenseLayerSpec dense => [dense.Size],
            _ => [inputSize],
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
}
