using System;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// |a + bi| = √(a² + b²) in double precision: at each position of a frame the first half of its values are real parts, the
/// second half the imaginary parts that belong to them, as a Fourier transform written as a convolution puts them out.
/// </summary>
internal sealed class ReferenceMagnitude(MagnitudeLayerSpec spec) : ReferenceStepLayer
{
    protected override double[] Step(double[] x)
    {
        int half = spec.Channels / 2;
        double[] y = new double[x.Length / 2];
        for (int n = 0; n < y.Length; n++)
        {
            int real = (n / half * spec.Channels) + (n % half);
            double a = x[real], b = x[real + half];
            y[n] = Math.Sqrt((a * a) + (b * b));
        }
        return y;
    }
}
