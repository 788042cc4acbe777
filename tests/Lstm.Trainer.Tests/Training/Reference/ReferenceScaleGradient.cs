using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Tests.Training;

/// <summary>A scale layer and its backward pass; its factors are constants.</summary>
internal sealed class ReferenceScaleGradient(ScaleLayerSpec spec, ReferenceTensors tensors) : IReferenceGradientLayer
{
    public double[][] Forward(double[][] x) => Scale(x);

    public double[][] Backward(double[][] outputGradient) => Scale(outputGradient);

    private double[][] Scale(double[][] rows) => [.. rows.Select(row => row.Select((value, n) => value * tensors.Values[spec.Tensors][n]).ToArray())];
}
