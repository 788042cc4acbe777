using System;
using Lstm.Embedded;

namespace Lstm.Training.Engine.Kernels;

/// <summary>Softmax over the values of each lane.</summary>
internal static class LaneSoftmax
{
    private const int Lanes = LaneKernels.Lanes;
    private const float Factor = (float)WeightPacker.SoftmaxFactor;

    /// <summary>e^(z_n − m) / Σ e^(z_k − m), m the largest z, in place.</summary>
    public static void Forward(Span<float> values)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            float largest = values[lane];
            for (int i = lane; i < values.Length; i += Lanes)
            {
                largest = MathF.Max(largest, values[i]);
            }
            float sum = 0f;
            for (int i = lane; i < values.Length; i += Lanes)
            {
                values[i] = Exponential.Exp((values[i] - largest) * Factor);
                sum += values[i];
            }
            for (int i = lane; i < values.Length; i += Lanes)
            {
                values[i] /= sum;
            }
        }
    }

    /// <summary>dz_n = y_n (dy_n − Σ_k dy_k y_k), in place.</summary>
    public static void Backward(ReadOnlySpan<float> y, Span<float> gradient)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            float mean = 0f;
            for (int i = lane; i < y.Length; i += Lanes)
            {
                mean += gradient[i] * y[i];
            }
            for (int i = lane; i < y.Length; i += Lanes)
            {
                gradient[i] = y[i] * (gradient[i] - mean);
            }
        }
    }
}
