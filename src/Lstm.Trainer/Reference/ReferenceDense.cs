using System;
using Lstm.Specification;

namespace Lstm.Trainer;

/// <summary>A fully connected layer in double precision: y = activation(W x + b).</summary>
internal sealed class ReferenceDense : IReferenceLayer
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

    public double[] Step(double[] x)
    {
        double[] sums = new double[weights.Length];
        for (int row = 0; row < sums.Length; row++)
        {
            sums[row] = bias[row];
            for (int column = 0; column < x.Length; column++)
            {
                sums[row] += weights[row][column] * x[column];
            }
        }
        return activation.Kind == ActivationKind.Softmax
            ? ReferenceActivations.Softmax(sums)
            : Array.ConvertAll(sums, sum => ReferenceActivations.Apply(activation, sum));
    }
}
