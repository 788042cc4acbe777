using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>A network by its layers and its tensors.</summary>
/// <param name="Spec">The layers.</param>
/// <param name="Tensors">Row by row, by their names in the weight file.</param>
public sealed record WeightedModel(ModelSpec Spec, IReadOnlyDictionary<string, float[]> Tensors);

/// <summary>Makes a network that learnt from standardised data work in the data's own units, at no cost on the device.</summary>
public static class Folding
{
    /// <summary>
    /// The network with the standardisation of its inputs folded into the first layer, and that of its targets into the
    /// last. A layer without a bias gets one.
    /// </summary>
    /// <param name="model">Learnt from standardised data; it stays as it is.</param>
    /// <param name="inputs">What the inputs went through; null for nothing.</param>
    /// <param name="targets">What the targets went through; null for nothing.</param>
    /// <exception cref="ArgumentException">The first layer cannot take it in (<see cref="InputFault"/>), or the last one is not a dense layer without activation.</exception>
    public static WeightedModel Fold(WeightedModel model, Standardisation? inputs, Standardisation? targets)
    {
        var layers = model.Spec.Layers.ToArray();
        var tensors = model.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ToArray());
        if (inputs is not null)
        {
            layers[0] = InputFault(model.Spec) is { } fault
                ? throw new ArgumentException($"The standardisation of the inputs cannot be folded into the first layer: {fault}.", nameof(model))
                : FoldInput(layers[0], model.Spec.InputSize, tensors, inputs);
        }
        if (targets is not null)
        {
            layers[^1] = FoldOutput(layers[^1], tensors, targets);
        }
        return new WeightedModel(model.Spec with { Layers = new EquatableArray<LayerSpec>(layers) }, tensors);
    }

    /// <summary>
    /// Undoes <see cref="Fold"/>, but for the rounding of weights to floats: the network as it was for standardised data.
    /// </summary>
    /// <param name="model">For data in its own units; it stays as it is.</param>
    /// <param name="inputs">What was folded into the first layer; null for nothing.</param>
    /// <param name="targets">What was folded into the last layer; null for nothing.</param>
    /// <exception cref="ArgumentException">The layer cannot have taken it in.</exception>
    public static WeightedModel Unfold(WeightedModel model, Standardisation? inputs, Standardisation? targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tensors = model.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ToArray());
        LayerSpec first = model.Spec.Layers[0], last = model.Spec.Layers[^1];
        if (inputs is not null)
        {
            if (InputFault(model.Spec) is { } fault)
            {
                throw new ArgumentException($"No standardisation of the inputs can be in the first layer: {fault}.", nameof(model));
            }
            foreach (var (weight, bias) in InputTensors(first))
            {
                inputs.UnfoldFromInput(tensors[weight], tensors[bias]);
            }
        }
        if (targets is not null)
        {
            targets.UnfoldFromOutput(tensors[last.Tensors + "weight"], tensors[last.Tensors + "bias"]);
        }
        return model with { Tensors = tensors };
    }

    /// <summary>Why the first layer cannot take a standardisation of the inputs in, as a part of a sentence; null when it can.</summary>
    public static string? InputFault(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        int residual = spec.Layers.ToList().FindIndex(layer => layer is ResidualLayerSpec { From: ResidualLayerSpec.Input });
        return spec.Layers[0] switch
        {
            _ when spec.Graph is not null => "the network branches",
            _ when residual >= 0 => $"layers[{residual}] adds the sample itself",
            LstmLayerSpec { LayerNorm: true } => "the first layer normalises its sums",
            RecurrentLayerSpec or DenseLayerSpec => null,
            ScaleLayerSpec => "the first layer is a scale",
            LayerNormLayerSpec => "the first layer normalises the values of a sample",
            ConvLayerSpec { Kernel: 1 } => null,
            ConvLayerSpec => "the first layer is a convolution, which sees zeros before the beginning",
            EmbeddingLayerSpec => "the first layer is an embedding, which takes token numbers",
            ActivationLayerSpec or ResidualLayerSpec or PoolLayerSpec or MagnitudeLayerSpec or AnomalyLayerSpec or JoinLayerSpec => "the first layer has no weights",
            FrameConvLayerSpec => "the first layer is a convolution within a frame",
            _ => throw Unhandled.Kind(spec.Layers[0]),
        };
    }

    private static LayerSpec FoldInput(LayerSpec layer, int inputSize, Dictionary<string, float[]> tensors, Standardisation inputs)
    {
        LayerSpec biased = layer switch
        {
            RecurrentLayerSpec recurrent => recurrent with { Bias = true },
            DenseLayerSpec dense => dense with { Bias = true },
            ConvLayerSpec conv => conv with { Bias = true },
            _ => throw Unhandled.Kind(layer), // see InputFault
        };
        foreach (string name in TensorNames.Of(biased).Except(tensors.Keys).ToList())
        {
            tensors[name] = new float[TensorNames.ShapeOf(biased, name, inputSize).Aggregate(1, (product, size) => product * size)];
        }
        foreach (var (weight, bias) in InputTensors(biased))
        {
            inputs.FoldIntoInput(tensors[weight], tensors[bias]);
        }
        return biased;
    }

    /// <summary>The tensors that a standardisation of the inputs is folded into, for each direction.</summary>
    private static IEnumerable<(string Weight, string Bias)> InputTensors(LayerSpec layer) => layer is RecurrentLayerSpec cells
        ? TensorNames.Suffixes(cells).Select(suffix => ($"{layer.Tensors}weight_ih{suffix}", $"{layer.Tensors}bias_ih{suffix}"))
        : [(layer.Tensors + "weight", layer.Tensors + "bias")];

    private static DenseLayerSpec FoldOutput(LayerSpec layer, Dictionary<string, float[]> tensors, Standardisation targets)
    {
        if (layer is not DenseLayerSpec { Activation.Kind: ActivationKind.Identity } dense)
        {
            throw new ArgumentException("The standardisation of the targets can be folded only into a dense layer without activation at the end.", nameof(layer));
        }
        if (!tensors.TryGetValue(dense.Tensors + "bias", out float[]? bias))
        {
            bias = tensors[dense.Tensors + "bias"] = new float[dense.Size];
        }
        targets.FoldIntoOutput(tensors[dense.Tensors + "weight"], bias);
        return dense with { Bias = true };
    }
}
