using System;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>
/// A convolution within one sample in double precision, as the ONNX operator <c>Conv</c> (a correlation) after <c>Pad</c>, whose
/// mode <c>reflect</c> mirrors the frame without repeating its outermost position: at the output position p,
/// y_p = activation(b + Σ_k W_k x_(p·stride + k·dilation − padLeft)).
/// </summary>
internal sealed class ReferenceFrameConv : ReferenceStepLayer
{
    private readonly FrameConvLayerSpec spec;
    private readonly float[] weights;
    private readonly float[] bias;

    public ReferenceFrameConv(FrameConvLayerSpec spec, Func<string, float[]> tensor)
    {
        this.spec = spec;
        weights = TensorValues.Get(tensor, spec.Tensors + "weight", spec.Filters * spec.Channels * spec.Kernel);
        bias = spec.Bias ? TensorValues.Get(tensor, spec.Tensors + "bias", spec.Filters) : new float[spec.Filters];
    }

    protected override double[] Step(double[] x)
    {
        double[] sums = new double[spec.OutputSize(x.Length)];
        for (int n = 0; n < sums.Length; n++)
        {
            int position = n / spec.Filters, filter = n % spec.Filters;
            sums[n] = bias[filter];
            for (int tap = 0; tap < spec.Kernel; tap++)
            {
                int seen = (position * spec.Stride) + (tap * spec.Dilation) - spec.PadLeft;
                for (int channel = 0; channel < spec.Channels; channel++)
                {
                    sums[n] += weights[(((filter * spec.Channels) + channel) * spec.Kernel) + tap] * At(x, seen, channel);
                }
            }
        }
        return ActivationMath.ApplyAll(spec.Activation, sums);
    }

    private double At(double[] x, int position, int channel)
    {
        int positions = spec.Positions(x.Length);
        if (spec.Reflect)
        {
            position = position < 0 ? -position : position >= positions ? (2 * (positions - 1)) - position : position;
        }
        return position < 0 || position >= positions ? 0 : x[(position * spec.Channels) + channel];
    }
}
