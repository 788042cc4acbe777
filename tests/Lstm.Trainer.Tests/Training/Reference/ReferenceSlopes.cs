using System;
using Lstm.Specification;
using Lstm.Training.Functions;
using Lstm.Training.Reference;

namespace Lstm.Trainer.Tests.Training;

internal static class ReferenceSlopes
{
    /// <summary>dy/dz of y = activation(z), from z.</summary>
    public static double Of(ActivationSpec activation, double z)
    {
        double y = ActivationMath.Apply(activation, z);
        return activation.Kind switch
        {
            ActivationKind.Identity => 1,
            ActivationKind.Tanh => 1 - (y * y),
            ActivationKind.Relu => z > 0 ? 1 : 0,
            ActivationKind.Sigmoid => y * (1 - y),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not the activation of a single value."),
        };
    }
}
