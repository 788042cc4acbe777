using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>Elementwise y = (x − offset) ∘ scale in double precision, with one number for each value or one for all.</summary>
internal sealed class ReferenceScale : ReferenceStepLayer
{
    private readonly float[] factors;
    private readonly float[] offsets;

    public ReferenceScale(ScaleLayerSpec spec, int size, Func<string, float[]> tensor)
    {
        float[] Values(string name) => tensor(name) is [var all] ? [.. Enumerable.Repeat(all, size)] : TensorValues.Get(tensor, name, size);
        factors = Values(spec.Tensors);
        offsets = spec.Offset is { } offset ? Values(offset) : new float[size];
    }

    protected override double[] Step(double[] x) => [.. x.Select((value, n) => (value - offsets[n]) * factors[n])];
}
