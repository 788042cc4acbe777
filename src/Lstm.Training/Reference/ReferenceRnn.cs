using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// A plain recurrent layer in double precision (Elman, "Finding Structure in Time", Cognitive Science 14(2), 1990), with φ
/// tanh unless the spec says otherwise:
/// <code>
/// h_t = φ(W x_t + R h_{t-1} + b)
/// </code>
/// b is <c>bias_ih + bias_hh</c>; with <c>clip</c> the sum is limited to [−clip, clip] before φ (operator <c>RNN</c> of ONNX).
/// </summary>
internal sealed class ReferenceRnn(RnnLayerSpec spec, CellTensors tensors) : ReferenceCell(tensors)
{
    private readonly ReferenceSums sums = new(tensors, 'h');

    protected override (double[] Hidden, double[] Cell) Next(double[] x) => (ElementWise.Activate(spec.Activation, sums.Of(x, Hidden), spec.Clip), []);
}
