using System;

namespace Lstm.Training.Reference;

/// <summary>The sums W x + R h + b_ih + b_hh of one block of rows: of one gate, or of a candidate.</summary>
internal sealed class ReferenceSums
{
    private readonly double[][] inputWeights;
    private readonly double[][] recurrentWeights;
    private readonly double[] inputBias;
    private readonly double[] recurrentBias;

    public ReferenceSums(CellTensors tensors, char block)
    {
        var spec = tensors.Spec;
        inputWeights = tensors.Rows("weight_ih", block, tensors.InputSize);
        recurrentWeights = tensors.Rows("weight_hh", block, spec.StateSize);
        inputBias = spec.Bias ? tensors.Vector("bias_ih", block) : new double[spec.HiddenSize];
        recurrentBias = spec.Bias ? tensors.Vector("bias_hh", block) : new double[spec.HiddenSize];
    }

    /// <summary>b_ih + b_hh.</summary>
    public double[] Bias() => ForEachUnit(unit => inputBias[unit] + recurrentBias[unit]);

    /// <summary>b_ih + b_hh + W x + R h.</summary>
    public double[] Of(double[] x, double[] h) =>
        ForEachUnit(unit => TensorValues.AddProduct(TensorValues.AddProduct(inputBias[unit] + recurrentBias[unit], inputWeights[unit], x), recurrentWeights[unit], h));

    /// <summary>W x + R h.</summary>
    public double[] WithoutBias(double[] x, double[] h) =>
        ForEachUnit(unit => TensorValues.AddProduct(TensorValues.AddProduct(0, inputWeights[unit], x), recurrentWeights[unit], h));

    /// <summary>b_ih + W x.</summary>
    public double[] OfInput(double[] x) => ForEachUnit(unit => TensorValues.AddProduct(inputBias[unit], inputWeights[unit], x));

    /// <summary>b_hh + R h.</summary>
    public double[] OfHidden(double[] h) => ForEachUnit(unit => TensorValues.AddProduct(recurrentBias[unit], recurrentWeights[unit], h));

    private double[] ForEachUnit(Func<int, double> sum)
    {
        double[] sums = new double[inputWeights.Length];
        for (int unit = 0; unit < sums.Length; unit++)
        {
            sums[unit] = sum(unit);
        }
        return sums;
    }
}
