using System;
using System.Linq;
using Lstm.Training.Reference;
using Xunit;
using static Lstm.Trainer.Tests.Reference.ReferenceModels;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>The formulas as the lectures write them, each with numbers that were worked out term by term.</summary>
public class LectureFormulaTests
{
    // Two units; the event has one value. Rows: i0 i1, f0 f1, N0 N1, V0 V1; all are sums of powers of two, so floats hold them.
    private static readonly float[] EventWeights = [0.5f, -0.25f, 0.75f, 1f, -1.5f, 0.625f, 0.375f, -0.5f];
    private static readonly float[] StmWeights = [0.25f, 0.5f, -0.5f, 1f, 0.125f, -0.75f, 1.25f, 0.5f, -1f, 0.25f, 0.5f, 0.875f, 0.75f, -0.125f, -0.25f, 1.5f];
    private static readonly float[] Bias = [0.125f, -0.5f, 0.25f, 0.75f, -0.25f, 0.5f, 1f, -0.75f];
    private static readonly float[] UseWeights = [1.5f, -0.5f, 0.25f, 2f];
    private static readonly float[] UseBias = [0.5f, -0.125f];
    private const double E = -0.75;
    private static readonly double[] Stm = [0.5, -0.25];
    private static readonly double[] Ltm = [1.25, -2];

    [Fact]
    public void Plain_recurrent_network_M_is_tanh_of_W_STM_E_plus_b_and_its_output_o_is_g_of_V_h_plus_b()
    {
        var network = Network(
            1,
            """{ "type": "rnn", "hidden": 2 }, { "type": "dense", "size": 1, "activation": "sigmoid" }""",
            ("weight_ih_l0", [0.5f, -0.25f]),
            ("weight_hh_l0", [0.25f, 0.5f, -0.5f, 1f]),
            ("bias_ih_l0", [0.125f, -0.5f]),
            ("bias_hh_l0", [0.25f, 0.75f]),
            ("dense0.weight", [2f, -1f]),
            ("dense0.bias", [0.25f]));

        double m0 = Math.Tanh((0.5 * 2) + 0.375), m1 = Math.Tanh((-0.25 * 2) + 0.25);
        Same([Sigmoid((2 * m0) - m1 + 0.25)], network.Step([2]));
        double n0 = Math.Tanh((0.5 * -1) + (0.25 * m0) + (0.5 * m1) + 0.375), n1 = Math.Tanh((-0.25 * -1) + (-0.5 * m0) + m1 + 0.25);
        Same([Sigmoid((2 * n0) - n1 + 0.25)], network.Step([-1]));
        Same([n0, n1], network.Hidden(0));
    }

    [Fact]
    public void Learn_gate_N_times_i()
    {
        var cell = MemoryCell([0, 0]);
        cell.Step([E]);
        Same([N(0) * I(0), N(1) * I(1)], cell.Cell(0));
    }

    [Fact]
    public void Forget_gate_LTM_times_f()
    {
        // Nothing is learned: N = tanh(0).
        float[] Without(float[] rows, int columns) => [.. rows.Select((value, k) => k / columns is 4 or 5 ? 0 : value)];
        var cell = MemoryCell(Ltm, Without(EventWeights, 1), Without(StmWeights, 2), Without(Bias, 1));
        cell.Step([E]);
        Same([Ltm[0] * F(0), Ltm[1] * F(1)], cell.Cell(0));
    }

    [Fact]
    public void Remember_gate_LTM_times_f_plus_N_times_i()
    {
        var cell = MemoryCell(Ltm);
        cell.Step([E]);
        Same([(Ltm[0] * F(0)) + (N(0) * I(0)), (Ltm[1] * F(1)) + (N(1) * I(1))], cell.Cell(0));
    }

    [Fact]
    public void Use_gate_STM_is_U_times_V_with_U_tanh_of_W_u_LTM_f_plus_b_u_and_V_sigma_of_W_v_STM_E_plus_b_v()
    {
        var cell = MemoryCell(Ltm);
        double kept0 = Ltm[0] * F(0), kept1 = Ltm[1] * F(1);
        double u0 = Math.Tanh((1.5 * kept0) - (0.5 * kept1) + 0.5), u1 = Math.Tanh((0.25 * kept0) + (2 * kept1) - 0.125);
        Same([u0 * Sigmoid(Sum(6)), u1 * Sigmoid(Sum(7))], cell.Step([E]));
    }

    [Fact]
    public void Gates_with_other_activations_and_clipped_sums()
    {
        var cell = Network(
            1,
            """{ "type": "ltm-stm", "hidden": 1, "clip": 0.5, "activations": { "learnGate": "identity", "forgetGate": "softsign", "candidate": "relu", "useGate": "affine", "output": "identity" } }""",
            ("weight_ih_l0", [0.25f, 0.25f, 2f, -3f]),
            ("weight_hh_l0", [0f, 0f, 0f, 0f]),
            ("bias_ih_l0", [0f, 0f, 0f, 0f]),
            ("bias_hh_l0", [0f, 0f, 0f, 0f]),
            ("weight_use_l0", [10f]),
            ("bias_use_l0", [0f]));
        cell.Begin(0, 0, [0], [2]);
        Same([0.5 * -0.5], cell.Step([1]));
        Same([(2 * 0.25 / 1.25) + (0.25 * 0.5)], cell.Cell(0));
    }

    [Fact]
    public void Lstm_with_separate_U_and_W_without_biases_and_a_softmax_output()
    {
        // i = σ(x U^i + h W^i) and so on for f, g, o; c' = c∘f + g∘i; h = tanh(c)∘o; y = softmax(V h).
        var network = Network(
            2,
            """{ "type": "lstm", "hidden": 1, "bias": false }, { "type": "dense", "size": 3, "bias": false, "activation": "softmax" }""",
            ("weight_ih_l0", [0.5f, -1f, 0.25f, 0.75f, -0.5f, 1.5f, 1f, 0.125f]),
            ("weight_hh_l0", [0.5f, -0.25f, 2f, -1.5f]),
            ("dense0.weight", [1f, -2f, 4f]));
        double h = 0, c = 0;
        foreach (double[] x in (double[][])[[1, 2], [-0.5, 0.25], [3, -1]])
        {
            double i = Sigmoid((0.5 * x[0]) - x[1] + (0.5 * h)), f = Sigmoid((0.25 * x[0]) + (0.75 * x[1]) - (0.25 * h));
            double g = Math.Tanh((-0.5 * x[0]) + (1.5 * x[1]) + (2 * h)), o = Sigmoid(x[0] + (0.125 * x[1]) - (1.5 * h));
            c = (c * f) + (g * i);
            h = Math.Tanh(c) * o;
            double sum = Math.Exp(h) + Math.Exp(-2 * h) + Math.Exp(4 * h);
            Same([Math.Exp(h) / sum, Math.Exp(-2 * h) / sum, Math.Exp(4 * h) / sum], network.Step(x));
        }
    }

    [Fact]
    public void Gates_with_arbitrary_activations_f_g_and_h()
    {
        // f for the gates, g for what comes in, h for what goes out.
        var network = Network(
            1,
            """
            { "type": "lstm", "hidden": 1, "bias": false, "activations": {
                "inputGate": { "type": "hardSigmoid", "alpha": 0.25, "beta": 0.5 }, "forgetGate": "softplus",
                "candidate": { "type": "scaledTanh", "alpha": 2, "beta": 0.5 }, "outputGate": { "type": "elu", "alpha": 0.5 },
                "cell": { "type": "leakyRelu", "alpha": 0.125 } } }
            """,
            ("weight_ih_l0", [0.5f, -0.25f, 1f, -2f]),
            ("weight_hh_l0", [1f, 0.5f, -0.5f, 0.25f]));
        double h = 0, c = 0;
        foreach (double x in (double[])[1, -2, 0.5, 6])
        {
            double i = Math.Clamp((0.25 * ((0.5 * x) + h)) + 0.5, 0, 1), f = Math.Log(1 + Math.Exp((-0.25 * x) + (0.5 * h)));
            double g = 2 * Math.Tanh(0.5 * (x - (0.5 * h))), sum = (-2 * x) + (0.25 * h), o = sum < 0 ? 0.5 * (Math.Exp(sum) - 1) : sum;
            c = (f * c) + (i * g);
            h = o * (c < 0 ? 0.125 * c : c);
            Same([h], network.Step([x]));
        }
    }

    private static ReferenceNetwork MemoryCell(double[] ltm, float[]? eventWeights = null, float[]? stmWeights = null, float[]? bias = null)
    {
        var network = Network(
            1,
            """{ "type": "ltm-stm", "hidden": 2 }""",
            ("weight_ih_l0", eventWeights ?? EventWeights),
            ("weight_hh_l0", stmWeights ?? StmWeights),
            ("bias_ih_l0", bias ?? Bias),
            ("bias_hh_l0", new float[8]),
            ("weight_use_l0", UseWeights),
            ("bias_use_l0", UseBias));
        network.Begin(0, 0, Stm, ltm);
        return network;
    }

    /// <summary>W [STM, E] + b of one row.</summary>
    private static double Sum(int row) => (StmWeights[2 * row] * Stm[0]) + (StmWeights[(2 * row) + 1] * Stm[1]) + (EventWeights[row] * E) + Bias[row];

    private static double I(int unit) => Sigmoid(Sum(unit));

    private static double F(int unit) => Sigmoid(Sum(2 + unit));

    private static double N(int unit) => Math.Tanh(Sum(4 + unit));
}
