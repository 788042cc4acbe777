using System;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>A layer of the lectures' memory cells in double precision.</summary>
/// <remarks>
/// The long-term memory LTM is c, the short-term memory STM is h, the event E is x; all gates look at STM and E of this step,
/// and with the usual activations:
/// <code>
/// N_t = tanh(W_n [STM_{t-1}, E_t] + b_n)                  what may be learned
/// i_t = σ(W_i [STM_{t-1}, E_t] + b_i)                     learn gate: N_t ∘ i_t
/// f_t = σ(W_f [STM_{t-1}, E_t] + b_f)                     forget gate: LTM_{t-1} ∘ f_t
/// LTM_t = LTM_{t-1} ∘ f_t + N_t ∘ i_t                     remember gate
/// U_t = tanh(W_u (LTM_{t-1} ∘ f_t) + b_u)                 use gate, which sees what was kept, not what was learned
/// V_t = σ(W_v [STM_{t-1}, E_t] + b_v)
/// STM_t = U_t ∘ V_t
/// </code>
/// </remarks>
internal sealed class ReferenceLtmStm(LtmStmLayerSpec spec, CellTensors tensors) : ReferenceCell(tensors)
{
    private readonly ReferenceSums learnGate = new(tensors, 'i');
    private readonly ReferenceSums forgetGate = new(tensors, 'f');
    private readonly ReferenceSums candidate = new(tensors, 'n');
    private readonly ReferenceSums output = new(tensors, 'v');
    private readonly double[][] useWeights = TensorValues.Rows(tensors.Get("weight_use"), 0, spec.HiddenSize, spec.HiddenSize);
    private readonly double[] useBias = spec.Bias ? Array.ConvertAll(tensors.Get("bias_use"), value => (double)value) : new double[spec.HiddenSize];

    protected override (double[] Hidden, double[] Cell) Next(double[] x)
    {
        double[] n = ElementWise.Activate(spec.Activations.Candidate, candidate.Of(x, Hidden), spec.Clip);
        double[] i = ElementWise.Activate(spec.Activations.LearnGate, learnGate.Of(x, Hidden), spec.Clip);
        double[] f = ElementWise.Activate(spec.Activations.ForgetGate, forgetGate.Of(x, Hidden), spec.Clip);
        double[] kept = ElementWise.Multiply(Cell, f);
        double[] u = ElementWise.Activate(spec.Activations.UseGate, ElementWise.Product(useWeights, kept, useBias), spec.Clip);
        double[] v = ElementWise.Activate(spec.Activations.Output, output.Of(x, Hidden), spec.Clip);
        return (ElementWise.Multiply(u, v), ElementWise.Add(kept, ElementWise.Multiply(n, i)));
    }
}
