using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>A layer of LSTM cells in double precision.</summary>
/// <remarks>
/// For every unit, with σ the gates' activations, φ the candidate's and ψ the cell's (the logistic function, tanh and
/// tanh unless the spec says otherwise), ∘ the elementwise product, and the p terms present with peepholes only:
/// <code>
/// i_t = σ(W_i x_t + R_i h_{t-1} + b_i + p_i ∘ c_{t-1})      input gate    Hochreiter and Schmidhuber 1997
/// f_t = σ(W_f x_t + R_f h_{t-1} + b_f + p_f ∘ c_{t-1})      forget gate   Gers, Schmidhuber and Cummins 2000
/// g_t = φ(W_g x_t + R_g h_{t-1} + b_g)                      candidate     Hochreiter and Schmidhuber 1997
/// c_t = f_t ∘ c_{t-1} + i_t ∘ g_t                           cell          with the forget gate of 2000
/// o_t = σ(W_o x_t + R_o h_{t-1} + b_o + p_o ∘ c_t)          output gate   sees the new cell (Gers and Schmidhuber 2000)
/// h_t = o_t ∘ ψ(c_t)                                        hidden
/// </code>
/// b is <c>bias_ih + bias_hh</c>, the two biases of the weight file. Where the spec asks for it:
/// <code>
/// f_t = 1 − i_t                     coupled      Greff et al., "LSTM: A Search Space Odyssey", IEEE TNNLS 28(10), 2017
/// c_t limited to [−m, m]            cellClip     Sak, Senior and Beaufays, "Long Short-Term Memory Recurrent Neural Network
/// h_t = W_hr (o_t ∘ ψ(c_t))         projection   Architectures for Large Scale Acoustic Modeling", Interspeech 2014
/// sums limited to [−m, m]           clip         operator LSTM of ONNX
/// </code>
/// and <see cref="ReferenceLayerNorm"/>. The output gate sees the limited cell; the next step the projected h.
/// </remarks>
internal sealed class ReferenceLstm : ReferenceCell
{
    private readonly LstmLayerSpec spec;
    private readonly ReferenceLstmGate inputGate;
    private readonly ReferenceLstmGate? forgetGate;
    private readonly ReferenceLstmGate candidate;
    private readonly ReferenceLstmGate outputGate;
    private readonly double[][]? projection;

    public ReferenceLstm(LstmLayerSpec spec, CellTensors tensors)
        : base(tensors)
    {
        this.spec = spec;
        var activations = spec.Activations;
        inputGate = new(spec, tensors, 'i', activations.InputGate);
        forgetGate = spec.Coupled ? null : new(spec, tensors, 'f', activations.ForgetGate);
        candidate = new(spec, tensors, 'g', activations.Candidate);
        outputGate = new(spec, tensors, 'o', activations.OutputGate);
        projection = spec.Projection is { } size ? TensorValues.Rows(tensors.Get("weight_hr"), 0, size, spec.HiddenSize) : null;
        Now = AtTheBeginning();
    }

    /// <summary>What the last step came to; the gates are zero at t = 0.</summary>
    public ReferenceLstmStep Now { get; private set; }

    public override void Reset()
    {
        base.Reset();
        Now = AtTheBeginning();
    }

    protected override (double[] Hidden, double[] Cell) Next(double[] x)
    {
        double[] i = inputGate.Of(x, Hidden, Cell);
        double[] f = forgetGate is null ? ElementWise.OneMinus(i) : forgetGate.Of(x, Hidden, Cell);
        double[] g = candidate.Of(x, Hidden, Cell);
        double[] c = ElementWise.Clamp(ElementWise.Add(ElementWise.Multiply(f, Cell), ElementWise.Multiply(i, g)), spec.CellClip);
        double[] o = outputGate.Of(x, Hidden, c);
        double[] h = ElementWise.Multiply(o, ActivationMath.ApplyAll(spec.Activations.Cell, c));
        if (projection is not null)
        {
            h = ElementWise.Product(projection, h);
        }
        Now = new ReferenceLstmStep(i, f, g, o, c, h);
        return (h, c);
    }

    private ReferenceLstmStep AtTheBeginning()
    {
        double[] none = new double[spec.HiddenSize];
        return new ReferenceLstmStep(none, none, none, none, Cell, Hidden);
    }
}
