using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;
using Lstm.Training.Reference;

namespace Lstm.Trainer.Tests.Training;

/// <summary>A dense layer over one sequence and its backward pass.</summary>
internal sealed class ReferenceDenseGradient(DenseLayerSpec spec, ReferenceTensors tensors) : IReferenceGradientLayer
{
    private double[][] inputs = [];
    private double[][] sums = [];

    public double[][] Forward(double[][] x)
    {
        inputs = x;
        double[] weights = tensors.Values[spec.Tensors + "weight"];
        sums = [.. x.Select(input => Enumerable.Range(0, spec.Size).Select(row =>
            (spec.Bias ? tensors.Values[spec.Tensors + "bias"][row] : 0) + input.Select((value, column) => value * weights[(row * input.Length) + column]).Sum()).ToArray())];
        return [.. sums.Select(z => spec.Activation == ActivationKind.Softmax ? ActivationMath.Softmax(z) : [.. z.Select(value => ActivationMath.Apply(spec.Activation, value))])];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        double[] weights = tensors.Values[spec.Tensors + "weight"], gradient = tensors.Gradients[spec.Tensors + "weight"];
        return [.. inputs.Select((x, t) =>
        {
            double[] sumGradient = SumGradient(sums[t], outputGradient[t]), inputGradient = new double[x.Length];
            for (int row = 0; row < spec.Size; row++)
            {
                for (int column = 0; column < x.Length; column++)
                {
                    gradient[(row * x.Length) + column] += sumGradient[row] * x[column];
                    inputGradient[column] += sumGradient[row] * weights[(row * x.Length) + column];
                }
                if (spec.Bias)
                {
                    tensors.Gradients[spec.Tensors + "bias"][row] += sumGradient[row];
                }
            }
            return inputGradient;
        })];
    }

    private double[] SumGradient(double[] z, double[] outputGradient)
    {
        if (spec.Activation != ActivationKind.Softmax)
        {
            return [.. z.Select((value, n) => outputGradient[n] * ReferenceSlopes.Of(spec.Activation, value))];
        }
        double[] y = ActivationMath.Softmax(z); // dy_k/dz_n = y_k ([k = n] − y_n)
        return [.. y.Select((yn, n) => y.Select((yk, k) => outputGradient[k] * yk * ((k == n ? 1 : 0) - yn)).Sum())];
    }
}
