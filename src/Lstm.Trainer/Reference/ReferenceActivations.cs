using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer;

/// <summary>The activation functions in double precision, as the runtime's Math has them.</summary>
internal static class ReferenceActivations
{
    /// <summary>The activation of one value; softmax, which needs all of them, is <see cref="Softmax"/>.</summary>
    public static double Apply(ActivationKind kind, double x) => kind switch
    {
        ActivationKind.Identity => x,
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not the activation of a single value."),
    };

    /// <summary>e^(x_n − m) / Σ e^(x_k − m) with m the largest x, which cancels and keeps the powers finite.</summary>
    public static double[] Softmax(double[] x)
    {
        double max = x.Max();
        double[] powers = Array.ConvertAll(x, value => Math.Exp(value - max));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
