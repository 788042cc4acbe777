using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats;

/// <summary>Refuses weights that a model's Load would refuse, while the file that they come from can still be named.</summary>
internal static class WeightLimit
{
    // Two biases are added, and what goes into an activation is multiplied by a factor of up to 23.1 (of tanh): the sum must be a float.
    private const float Largest = float.MaxValue / (2 * 23.1f);

    /// <summary>The network.</summary>
    /// <exception cref="ImportException">A weight of a layer with activations overflows when their factor is folded in.</exception>
    public static ImportedModel Require(ModelSource source, ImportedModel model)
    {
        foreach (string name in model.Spec.Layers.Where(IsFolded).SelectMany(TensorNames.Of))
        {
            float[] values = model.Tensors[name];
            int large = Array.FindIndex(values, value => Math.Abs(value) > Largest);
            if (large >= 0)
            {
                throw source.Fault($"tensor {ModelSource.Quote(name)}", FormattableString.Invariant($"its value {large} is {values[large]:G3}, which becomes infinite when the factor of an activation is folded in"), FormattableString.Invariant($"weights of a network that has been trained, at most {Largest:G1}"));
            }
        }
        return model;
    }

    private static bool IsFolded(LayerSpec layer) => layer is RecurrentLayerSpec || layer is DenseLayerSpec { Activation.Kind: not ActivationKind.Identity };
}
