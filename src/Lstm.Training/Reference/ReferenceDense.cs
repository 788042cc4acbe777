using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>A fully connected layer in double precision: y = activation(W x + b).</summary>
internal sealed class ReferenceDense : ReferenceStepLayer
{
    private readonly double[][] weights;
    private readonly float[] bias;
    private readonly ActivationSpec activation;

    public ReferenceDense(DenseLayerSpec spec, int inputSize, Func<string, float[]> tensor)
    {
        float[] values = TensorValues.Get(tensor, spec.Tensors + "weight", spec.Size * inputSize);
        weights = TensorValues.Rows(values, 0, spec.Size, inputSize);
        bias = spec.Bias ? TensorValues.Get(tensor, spec.Tensors + "bias", spec.Size) : new float[spec.Size];
        activation = spec.Activation;
    }

    protected override double[] Step(double[] x) =>
        ActivationMath.ApplyAll(activation, [.. weights.Select((row, unit) => TensorValues.AddProduct(bias[unit], row, x))]);
}
