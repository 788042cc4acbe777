using System;
using Lstm.Specification;

namespace Lstm.Trainer;

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
/// b is <c>bias_ih + bias_hh</c>, the two biases of the weight file.
/// </remarks>
internal sealed class ReferenceLstm : IReferenceLayer
{
    private readonly LstmActivations activations;
    private readonly int inputSize;
    private readonly int hiddenSize;
    private readonly Gate inputGate;
    private readonly Gate forgetGate;
    private readonly Gate candidate;
    private readonly Gate outputGate;

    public ReferenceLstm(LstmLayerSpec spec, int inputSize, Func<string, float[]> tensor)
    {
        activations = spec.Activations;
        this.inputSize = inputSize;
        hiddenSize = spec.HiddenSize;

        string Name(string kind) => $"{spec.Tensors}{kind}_l{spec.Index}";
        float[] inputWeights = TensorValues.Get(tensor, Name("weight_ih"), 4 * hiddenSize * inputSize);
        float[] recurrentWeights = TensorValues.Get(tensor, Name("weight_hh"), 4 * hiddenSize * hiddenSize);
        float[] inputBias = spec.Bias ? TensorValues.Get(tensor, Name("bias_ih"), 4 * hiddenSize) : new float[4 * hiddenSize];
        float[] recurrentBias = spec.Bias ? TensorValues.Get(tensor, Name("bias_hh"), 4 * hiddenSize) : new float[4 * hiddenSize];
        float[] peephole = spec.Peephole ? TensorValues.Get(tensor, Name("peephole"), 3 * hiddenSize) : new float[3 * hiddenSize];

        // The weight file's rows come in the order i f g o; its peepholes in the order i f o, g having none.
        Gate GateAt(int row, float[] gatePeephole) => new(
            TensorValues.Rows(inputWeights, row * hiddenSize, hiddenSize, inputSize),
            TensorValues.Rows(recurrentWeights, row * hiddenSize, hiddenSize, hiddenSize),
            inputBias[(row * hiddenSize)..((row + 1) * hiddenSize)],
            recurrentBias[(row * hiddenSize)..((row + 1) * hiddenSize)],
            gatePeephole);
        inputGate = GateAt(0, peephole[..hiddenSize]);
        forgetGate = GateAt(1, peephole[hiddenSize..(2 * hiddenSize)]);
        candidate = GateAt(2, new float[hiddenSize]);
        outputGate = GateAt(3, peephole[(2 * hiddenSize)..]);

        Now = new ReferenceLstmStep(hiddenSize);
    }

    /// <summary>What the last step came to; all zero at t = 0.</summary>
    public ReferenceLstmStep Now { get; private set; }

    public void Reset() => Now = new ReferenceLstmStep(hiddenSize);

    public double[] Step(double[] x)
    {
        var before = Now;
        var now = new ReferenceLstmStep(hiddenSize);
        for (int unit = 0; unit < hiddenSize; unit++)
        {
            double i = ReferenceActivations.Apply(activations.InputGate, inputGate.Sum(unit, x, before.Hidden, before.Cell[unit]));
            double f = ReferenceActivations.Apply(activations.ForgetGate, forgetGate.Sum(unit, x, before.Hidden, before.Cell[unit]));
            double g = ReferenceActivations.Apply(activations.Candidate, candidate.Sum(unit, x, before.Hidden, before.Cell[unit]));
            double c = (f * before.Cell[unit]) + (i * g);
            double o = ReferenceActivations.Apply(activations.OutputGate, outputGate.Sum(unit, x, before.Hidden, c));
            now.InputGate[unit] = i;
            now.ForgetGate[unit] = f;
            now.Candidate[unit] = g;
            now.OutputGate[unit] = o;
            now.Cell[unit] = c;
            now.Hidden[unit] = o * ReferenceActivations.Apply(activations.Cell, c);
        }
        Now = now;
        return [.. now.Hidden];
    }

    /// <summary>The weights of one gate, or of the candidate (whose peephole is zero), each indexed by unit.</summary>
    private sealed record Gate(double[][] InputWeights, double[][] RecurrentWeights, float[] InputBias, float[] RecurrentBias, float[] Peephole)
    {
        /// <summary>W x + R h + b_ih + b_hh + p c for one unit: what the gate's activation is applied to.</summary>
        public double Sum(int unit, double[] x, double[] hidden, double cell)
        {
            double sum = (double)InputBias[unit] + RecurrentBias[unit];
            for (int column = 0; column < x.Length; column++)
            {
                sum += InputWeights[unit][column] * x[column];
            }
            for (int column = 0; column < hidden.Length; column++)
            {
                sum += RecurrentWeights[unit][column] * hidden[column];
            }
            return sum + (Peephole[unit] * cell);
        }
    }
}
