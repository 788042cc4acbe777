using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>Layer normalisation in double precision: (x − mean)/√(variance + ε) ∘ w + b over the values of a time step (Ba, Kiros and Hinton, "Layer Normalization", 2016).</summary>
internal sealed class ReferenceLayerNormLayer(LayerNormLayerSpec spec, int size, Func<string, float[]> tensor) : ReferenceStepLayer
{
    private readonly ReferenceLayerNorm norm = new(
        Array.ConvertAll(TensorValues.Get(tensor, spec.Tensors + "weight", size), value => (double)value),
        spec.Bias ? Array.ConvertAll(TensorValues.Get(tensor, spec.Tensors + "bias", size), value => (double)value) : new double[size],
        spec.Epsilon);

    protected override double[] Step(double[] x) => norm.Of(x);
}
