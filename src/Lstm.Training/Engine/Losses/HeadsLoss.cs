using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Losses;

/// <summary>
/// <see cref="LossKind.Heads"/>: of each output what its activation asks for. Over a sigmoid, −(target·ln y + (1 − target)·ln(1 − y)); over a softmax,
/// −target·ln y of each class, whose targets sum to 1; the slopes of both are y − target of the sums. Elsewhere e², e = y − target.
/// </summary>
/// <param name="activations">What each value of the outputs comes out of; null for anything but a sigmoid or a softmax.</param>
/// <param name="weights">How much each value counts.</param>
internal sealed class HeadsLoss(IReadOnlyList<ActivationKind?> activations, float[] weights) : ElementLoss
{
    private const float Smallest = 1e-12f; // the logarithm of a saturated output stays finite

    /// <summary>The loss for a network.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">How much each value of the outputs counts.</param>
    public static HeadsLoss For(ModelSpec spec, float[] weights) =>
        new([.. spec.Graph!.Outputs.SelectMany((layer, head) => Enumerable.Repeat(ActivationOf(spec, layer), spec.Outputs[head].Size))], weights);

    /// <summary>The sigmoid or softmax that an output comes out of, if no other layer takes it; null otherwise.</summary>
    public static ActivationKind? ActivationOf(ModelSpec spec, int layer) => !spec.IsOnlyResult(layer) ? null : spec.Layers[layer] switch
    {
        DenseLayerSpec { Activation.Kind: ActivationKind.Sigmoid or ActivationKind.Softmax } dense => dense.Activation.Kind,
        ActivationLayerSpec { Activation.Kind: ActivationKind.Sigmoid or ActivationKind.Softmax } alone => alone.Activation.Kind,
        _ => null,
    };

    /// <inheritdoc/>
    public override bool ReachesSumsOf(ModelSpec spec, int layer) => ActivationOf(spec, layer) is not null;

    /// <inheritdoc/>
    protected override double Evaluate(float y, float target, int output, out float slope)
    {
        float weight = weights[output], error = y - target;
        if (activations[output] is not { } activation)
        {
            slope = weight * 2f * error;
            return (double)weight * error * error;
        }
        slope = weight * error;
        double yes = target * Math.Log(Math.Max(y, Smallest));
        return -weight * (activation == ActivationKind.Softmax ? yes : yes + ((1 - target) * Math.Log(Math.Max(1.0 - y, Smallest))));
    }
}
