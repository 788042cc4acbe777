using System;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>A table's rows by their number: y = E_x, as <c>Gather</c> of ONNX and <c>Embedding</c> of PyTorch and Keras.</summary>
internal sealed class ReferenceEmbedding(EmbeddingLayerSpec spec, Func<string, float[]> tensor) : ReferenceStepLayer
{
    private readonly double[][] rows = TensorValues.Rows(TensorValues.Get(tensor, spec.Tensors + "weight", spec.Rows * spec.Size), 0, spec.Rows, spec.Size);

    protected override double[] Step(double[] x) => x[0] >= 0 && x[0] < rows.Length && x[0] == Math.Floor(x[0])
        ? [.. rows[(int)x[0]]]
        : throw new ArgumentException($"A token is a whole number from 0 to {rows.Length - 1}, not {x[0]}.", nameof(x));
}
