using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer;

/// <summary>Elementwise y = x ∘ s in double precision, with one factor for each value or one for all.</summary>
internal sealed class ReferenceScale : IReferenceLayer
{
    private readonly float[] factors;

    public ReferenceScale(ScaleLayerSpec spec, int size, Func<string, float[]> tensor)
    {
        float[] values = tensor(spec.Tensors);
        factors = values.Length == 1 ? [.. Enumerable.Repeat(values[0], size)] : TensorValues.Get(tensor, spec.Tensors, size);
    }

    public double[] Step(double[] x)
    {
        double[] y = new double[x.Length];
        for (int n = 0; n < y.Length; n++)
        {
            y[n] = x[n] * factors[n];
        }
        return y;
    }
}
