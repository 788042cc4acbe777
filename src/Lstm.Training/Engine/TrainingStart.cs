using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine;

/// <summary>Weights that training starts from in place of random ones.</summary>
/// <param name="Tensors">Row by row, by their names in the weight file; for standardised data where training sees such.</param>
/// <param name="Frozen">The layers, from 0, whose weights stay as they are.</param>
public sealed record TrainingStart(IReadOnlyDictionary<string, float[]> Tensors, IReadOnlyList<int> Frozen)
{
    /// <summary>Gives a network these weights, and freezes its layers.</summary>
    /// <exception cref="ArgumentException">A tensor is missing, of another size or not finite, a frozen layer has nothing to train, or none is left to train.</exception>
    internal void ApplyTo(NetworkParameters parameters)
    {
        parameters.Read(name => !Tensors.TryGetValue(name, out float[]? values) ? throw new ArgumentException($"There is no tensor {name} to start from.")
            : Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and var bad ? throw new ArgumentException(FormattableString.Invariant($"Tensor {name} holds {values[bad]} as element {bad}; training starts from finite weights."))
            : values);
        foreach (int layer in Frozen)
        {
            if (layer < 0 || layer >= parameters.Layers.Length || !parameters.Layers[layer].IsTrainable)
            {
                throw new ArgumentException($"There is nothing to freeze in layer {layer}.");
            }
            parameters.Freeze(layer);
        }
        if (!parameters.Layers.Any(layer => layer.IsTrained))
        {
            throw new ArgumentException("Every layer that has weights is frozen; leave one to train.");
        }
    }
}
