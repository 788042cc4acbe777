using System;
using System.Collections.Generic;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>
/// A causal convolution over time in double precision (Waibel et al., "Phoneme Recognition Using Time-Delay Neural Networks",
/// 1989; dilated and causal as in van den Oord et al., "WaveNet", 2016):
/// y_t = activation(b + Σ_k W_k x_(t − (K−1−k)·dilation)), with zeros before the beginning. It is the correlation that
/// PyTorch, Keras and the ONNX operator <c>Conv</c> call a convolution, with (K−1)·dilation steps of padding on the left.
/// </summary>
internal sealed class ReferenceConv : IReferenceLayer
{
    private readonly ConvLayerSpec spec;
    private readonly int inputSize;
    private readonly float[] weights;
    private readonly float[] bias;
    private readonly List<double[]> seen = [];

    public ReferenceConv(ConvLayerSpec spec, int inputSize, Func<string, float[]> tensor)
    {
        this.spec = spec;
        this.inputSize = inputSize;
        weights = TensorValues.Get(tensor, spec.Tensors + "weight", spec.Filters * inputSize * spec.Kernel);
        bias = spec.Bias ? TensorValues.Get(tensor, spec.Tensors + "bias", spec.Filters) : new float[spec.Filters];
    }

    public double[][] Run(double[][] sequence)
    {
        var outputs = new List<double[]>();
        foreach (double[] x in sequence)
        {
            int t = seen.Count;
            seen.Add(x);
            if (t % spec.Stride == 0)
            {
                outputs.Add(Output(t));
            }
        }
        return [.. outputs];
    }

    public void Reset() => seen.Clear();

    private double[] Output(int t)
    {
        double[] sums = new double[spec.Filters];
        for (int filter = 0; filter < sums.Length; filter++)
        {
            sums[filter] = bias[filter];
            for (int tap = 0; tap < spec.Kernel; tap++)
            {
                int time = t - ((spec.Kernel - 1 - tap) * spec.Dilation);
                for (int channel = 0; time >= 0 && channel < inputSize; channel++)
                {
                    sums[filter] += weights[(((filter * inputSize) + channel) * spec.Kernel) + tap] * seen[time][channel];
                }
            }
        }
        return ActivationMath.ApplyAll(spec.Activation, sums);
    }
}
