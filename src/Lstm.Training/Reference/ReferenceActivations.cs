using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>The activation functions in double precision, as the runtime's Math has them.</summary>
internal static class ReferenceActivations
{
    /// <summary>The activation of one value; softmax, which needs all of them, is <see cref="Softmax"/>.</summary>
    public static double Apply(ActivationSpec activation, double x)
    {
        double alpha = activation.Alpha, beta = activation.Beta;
        return activation.Kind switch
        {
            ActivationKind.Identity => x,
            ActivationKind.Tanh => Math.Tanh(x),
            ActivationKind.Relu => Math.Max(x, 0),
            ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
            ActivationKind.Affine => (alpha * x) + beta,
            ActivationKind.LeakyRelu => x < 0 ? alpha * x : x,
            ActivationKind.ThresholdedRelu => x > alpha ? x : 0,
            ActivationKind.ScaledTanh => alpha * Math.Tanh(beta * x),
            ActivationKind.HardSigmoid => Math.Clamp((alpha * x) + beta, 0, 1),
            ActivationKind.Elu => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
            ActivationKind.Softsign => x / (1 + Math.Abs(x)),
            ActivationKind.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not the activation of a single value."),
        };
    }

    /// <summary>The activation of each value, or the softmax of all of them.</summary>
    public static double[] ApplyAll(ActivationSpec activation, double[] x) =>
        activation.Kind == ActivationKind.Softmax ? Softmax(x) : Array.ConvertAll(x, value => Apply(activation, value));

    /// <summary>e^(x_n − m) / Σ e^(x_k − m) with m the largest x, which cancels and keeps the powers finite.</summary>
    public static double[] Softmax(double[] x)
    {
        double max = x.Max();
        double[] powers = Array.ConvertAll(x, value => Math.Exp(value - max));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
