using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>A layer of gated recurrent units in double precision.</summary>
/// <remarks>
/// Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder" (EMNLP 2014); σ the gates' activations, φ the
/// candidate's:
/// <code>
/// r_t = σ(W_r x_t + R_r h_{t-1} + b_r)                       reset gate
/// z_t = σ(W_z x_t + R_z h_{t-1} + b_z)                       update gate
/// n_t = φ(W_n x_t + R_n (r_t ∘ h_{t-1}) + b_n)               candidate, reset before (Cho et al.; linear_before_reset = 0)
/// n_t = φ(W_n x_t + b_ih_n + r_t ∘ (R_n h_{t-1} + b_hh_n))   candidate, reset after (cuDNN, PyTorch; linear_before_reset = 1)
/// h_t = (1 − z_t) ∘ n_t + z_t ∘ h_{t-1}
/// </code>
/// b is <c>bias_ih + bias_hh</c>. The paper's formula (5) and the ONNX operator agree on who gets z: it keeps the old state.
/// With <c>clip</c> the sums are limited to [−clip, clip] before their activation (operator <c>GRU</c> of ONNX).
/// </remarks>
internal sealed class ReferenceGru(GruLayerSpec spec, CellTensors tensors) : ReferenceCell(tensors)
{
    private readonly ReferenceSums resetGate = new(tensors, 'r');
    private readonly ReferenceSums updateGate = new(tensors, 'z');
    private readonly ReferenceSums candidate = new(tensors, 'n');

    protected override (double[] Hidden, double[] Cell) Next(double[] x)
    {
        double[] r = ElementWise.Activate(spec.Activations.ResetGate, resetGate.Of(x, Hidden), spec.Clip);
        double[] z = ElementWise.Activate(spec.Activations.UpdateGate, updateGate.Of(x, Hidden), spec.Clip);
        double[] sum = spec.ResetBefore
            ? candidate.Of(x, ElementWise.Multiply(r, Hidden))
            : ElementWise.Add(candidate.OfInput(x), ElementWise.Multiply(r, candidate.OfHidden(Hidden)));
        double[] n = ElementWise.Activate(spec.Activations.Candidate, sum, spec.Clip);
        return (ElementWise.Add(ElementWise.Multiply(ElementWise.OneMinus(z), n), ElementWise.Multiply(z, Hidden)), []);
    }
}
