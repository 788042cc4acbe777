using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Training.Functions;

/// <summary>
/// The activation functions as the trainer computes them: in double precision by their definitions, which is what generated code is
/// measured against; in lanes, as generated code has them; and their slopes, without which a function cannot be trained.
/// </summary>
internal static class ActivationMath
{
    private const float SigmoidFactor = (float)WeightPacker.SigmoidFactor;
    private const float TanhFactor = (float)WeightPacker.TanhFactor;

    /// <summary>Whether a network with it can be trained: softmax over all values of a layer, the others by <see cref="Slope{TWidth, TVector}"/>.</summary>
    public static bool CanTrain(ActivationKind kind) =>
        kind is ActivationKind.Sigmoid or ActivationKind.Tanh or ActivationKind.Relu or ActivationKind.Identity or ActivationKind.Softmax;

    /// <summary>The activation of one value in double precision; softmax, which needs all of them, is <see cref="Softmax"/>.</summary>
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

    /// <summary>y = activation(z) in a register, with the bits of generated code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TWidth, TVector>(ActivationSpec activation, TVector z)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        TVector y; // one return: what returns from the branches of a switch, the compiler keeps in memory
        switch (activation.Kind)
        {
            case ActivationKind.Identity:
                y = z;
                break;
            case ActivationKind.Sigmoid:
                y = Exponential.Sigmoid<TWidth, TVector>(TWidth.Multiply(z, TWidth.Broadcast(SigmoidFactor)));
                break;
            case ActivationKind.Tanh:
                y = Exponential.Tanh<TWidth, TVector>(TWidth.Multiply(z, TWidth.Broadcast(TanhFactor)));
                break;
            case ActivationKind.Relu:
                y = Exponential.Relu<TWidth, TVector>(z);
                break;
            default:
                throw Unhandled.Kind(activation.Kind);
        }
        return y;
    }

    /// <summary>dy/dz from y, which is what the passes keep, in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TWidth, TVector>(ActivationSpec activation, TVector y)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct
    {
        TVector slope;
        switch (activation.Kind)
        {
            case ActivationKind.Identity:
                slope = TWidth.Broadcast(1f);
                break;
            case ActivationKind.Sigmoid:
                slope = TWidth.Multiply(y, TWidth.Subtract(TWidth.Broadcast(1f), y));
                break;
            case ActivationKind.Tanh:
                slope = TWidth.Subtract(TWidth.Broadcast(1f), TWidth.Multiply(y, y));
                break;
            case ActivationKind.Relu:
                slope = TWidth.WhereLess(TWidth.Broadcast(0f), y, TWidth.Broadcast(1f), TWidth.Broadcast(0f));
                break;
            default:
                throw Unhandled.Kind(activation.Kind);
        }
        return slope;
    }

    /// <summary>The activation of each value in double precision, or the softmax of all of them.</summary>
    public static double[] ApplyAll(ActivationSpec activation, double[] x) =>
        activation.Function.OfWholeLayer ? Softmax(x) : Array.ConvertAll(x, value => Apply(activation, value));

    /// <summary>e^(x_n − m) / Σ e^(x_k − m) with m the largest x, which cancels and keeps the powers finite.</summary>
    public static double[] Softmax(double[] x)
    {
        double max = x.Max();
        double[] powers = Array.ConvertAll(x, value => Math.Exp(value - max));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
