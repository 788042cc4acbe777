using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Data;

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
    /// <exception cref="ArgumentException">The first layer is a scale, or the last one is not a dense layer without activation.</exception>
    public static WeightedModel Fold(WeightedModel model, Standardisation? inputs, Standardisation? targets)
    {
        var layers = model.Spec.Layers.ToArray();
        var tensors = model.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ToArray());
        if (inputs is not null)
        {
            layers[0] = FoldInput(layers[0], tensors, inputs);
        }
        if (targets is not null)
        {
            layers[^1] = FoldOutput(layers[^1], tensors, targets);
        }
        return new WeightedModel(model.Spec with { Layers = new EquatableArray<LayerSpec>(layers) }, tensors);
    }

    private static LayerSpec FoldInput(LayerSpec layer, Dictionary<string, float[]> tensors, Standardisation inputs)
    {
        switch (layer)
        {
            case LstmLayerSpec lstm:
                string suffix = $"_l{lstm.Index}";
                float[] bias = BiasOf(tensors, $"{lstm.Tensors}bias_ih{suffix}", 4 * lstm.HiddenSize);
                BiasOf(tensors, $"{lstm.Tensors}bias_hh{suffix}", 4 * lstm.HiddenSize);
                inputs.FoldIntoInput(tensors[$"{lstm.Tensors}weight_ih{suffix}"], bias);
                return lstm with { Bias = true };
            case DenseLayerSpec dense:
                inputs.FoldIntoInput(tensors[dense.Tensors + "weight"], BiasOf(tensors, dense.Tensors + "bias", dense.Size));
                return dense with { Bias = true };
            default:
                throw new ArgumentException($"The first layer takes the standardisation of the inputs in; an lstm or dense layer can, a {layer.GetType().Name} cannot.", nameof(layer));
        }
    }

    private static DenseLayerSpec FoldOutput(LayerSpec layer, Dictionary<string, float[]> tensors, Standardisation targets)
    {
        if (layer is not DenseLayerSpec { Activation.Kind: ActivationKind.Identity } dense)
        {
            throw new ArgumentException("The last layer takes the standardisation of the targets in; only a dense layer without activation can.", nameof(layer));
        }
        targets.FoldIntoOutput(tensors[dense.Tensors + "weight"], BiasOf(tensors, dense.Tensors + "bias", dense.Size));
        return dense with { Bias = true };
    }

    /// <summary>The bias, which is zero where the layer had none.</summary>
    private static float[] BiasOf(Dictionary<string, float[]> tensors, string name, int size) =>
        tensors.TryGetValue(name, out float[]? bias) ? bias : tensors[name] = new float[size];
}
