using System;
using System.Linq;
using Lstm.Training.Reference;
using Xunit;
using static Lstm.Trainer.Tests.Reference.ReferenceModels;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>What an LSTM layer can have beyond its gates, with numbers that were worked out term by term.</summary>
public class LstmOptionTests
{
    [Fact]
    public void Coupled_f_is_1_minus_i_and_rows_are_i_g_o()
    {
        var network = Network(
            1,
            """{ "type": "lstm", "hidden": 1, "coupled": true, "peephole": true, "bias": false }""",
            ("weight_ih_l0", [0.5f, -1f, 0.75f]),
            ("weight_hh_l0", [0.25f, 0.5f, -2f]),
            ("peephole_l0", [1.5f, -0.5f]));
        double h = 0, c = 0;
        foreach (double x in (double[])[1, -2, 0.5])
        {
            double i = Sigmoid((0.5 * x) + (0.25 * h) + (1.5 * c));
            c = ((1 - i) * c) + (i * Math.Tanh(-x + (0.5 * h)));
            h = Sigmoid((0.75 * x) - (2 * h) - (0.5 * c)) * Math.Tanh(c);
            Same([h], network.Step([x]));
        }
    }

    [Fact]
    public void Peephole_sums_are_limited_with_their_peepholes_and_the_output_gate_sees_the_limited_cell()
    {
        var network = Network(
            1,
            """{ "type": "lstm", "hidden": 1, "peephole": true, "bias": false, "clip": 2, "cellClip": 0.5 }""",
            ("weight_ih_l0", [3f, 1f, 5f, 0.5f]),
            ("weight_hh_l0", [0f, 0f, 0f, 1f]),
            ("peephole_l0", [-4f, 8f, 1f]));
        double h = 0, c = 0;
        foreach (double x in (double[])[1, 1, -0.125])
        {
            double i = Sigmoid(Math.Clamp((3 * x) - (4 * c), -2, 2)), f = Sigmoid(Math.Clamp(x + (8 * c), -2, 2));
            c = Math.Clamp((f * c) + (i * Math.Tanh(Math.Clamp(5 * x, -2, 2))), -0.5, 0.5);
            h = Sigmoid(Math.Clamp((0.5 * x) + h + c, -2, 2)) * Math.Tanh(c);
            Same([h], network.Step([x]));
            Same([c], network.Cell(0));
        }
    }

    [Fact]
    public void Projection_h_is_W_hr_times_o_tanh_c_and_goes_around()
    {
        var network = Network(
            1,
            """{ "type": "lstm", "hidden": 2, "projection": 1, "bias": false }""",
            ("weight_ih_l0", [0.5f, -0.5f, 1f, 0.25f, 0.75f, -1f, 2f, -0.25f]),
            ("weight_hh_l0", [1f, 0.5f, -0.5f, 0.25f, -1f, 2f, 0.125f, 1f]),
            ("weight_hr_l0", [3f, -2f]));
        double h = 0;
        double[] c = [0, 0];
        foreach (double x in (double[])[1, -2, 0.5])
        {
            c[0] = (Sigmoid(x - (0.5 * h)) * c[0]) + (Sigmoid((0.5 * x) + h) * Math.Tanh((0.75 * x) - h));
            c[1] = (Sigmoid((0.25 * x) + (0.25 * h)) * c[1]) + (Sigmoid((-0.5 * x) + (0.5 * h)) * Math.Tanh(-x + (2 * h)));
            h = (3 * Sigmoid((2 * x) + (0.125 * h)) * Math.Tanh(c[0])) - (2 * Sigmoid((-0.25 * x) + h) * Math.Tanh(c[1]));
            Same([h], network.Step([x]));
            Same([h], network.Hidden(0));
            Same(c, network.Cell(0));
        }
    }

    [Fact]
    public void Layer_norm_is_over_the_units_of_a_gate_and_the_bias_comes_behind()
    {
        // Of two sums s and t the mean is half way and the deviation d = (s − t)/2, so they become ±d/√(d² + 1e-8).
        var network = Network(
            1,
            """{ "type": "lstm", "hidden": 2, "layerNorm": true, "peephole": true }""",
            ("weight_ih_l0", [1f, 3f, -2f, 0.5f, 4f, 1f, 0.25f, 0.75f]),
            ("weight_hh_l0", new float[16]),
            ("bias_ih_l0", [0.5f, -0.5f, 1f, 0.25f, -0.25f, 2f, 0f, -1f]),
            ("bias_hh_l0", [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f]),
            ("norm_l0", [2f, 0.5f, 1f, -1f, 3f, 0.25f, -0.5f, 1.5f]),
            ("peephole_l0", [1f, -1f, 0.5f, 2f, 4f, -3f]));
        double[] c = [0, 0];
        foreach (double x in (double[])[0.001, -2])
        {
            (double, double) i = Norm((1 * x) + c[0], (3 * x) - c[1]), f = Norm((-2 * x) + (0.5 * c[0]), (0.5 * x) + (2 * c[1])), g = Norm(4 * x, x);
            c =
            [
                (Sigmoid(f.Item1 + 1.5) * c[0]) + (Sigmoid((2 * i.Item1) + 1) * Math.Tanh((3 * g.Item1) + 0.25)),
                (Sigmoid(-f.Item2 + 0.75) * c[1]) + (Sigmoid(0.5 * i.Item2) * Math.Tanh((0.25 * g.Item2) + 2.5)),
            ];
            var o = Norm((0.25 * x) + (4 * c[0]), (0.75 * x) - (3 * c[1]));
            Same([Sigmoid((-0.5 * o.Item1) + 0.5) * Math.Tanh(c[0]), Sigmoid((1.5 * o.Item2) - 0.5) * Math.Tanh(c[1])], network.Step([x]));
        }
    }

    [Fact]
    public void A_stream_begins_with_h0_and_c0()
    {
        (string, float[])[] tensors =
        [
            ("weight_ih_l0", [0.5f, -1f, 0.75f, 2f]),
            ("weight_hh_l0", [0.25f, 0.5f, -2f, 1f]),
            ("h0_l0", [0.5f]),
            ("c0_l0", [-2f]),
        ];
        var network = Network(1, """{ "type": "lstm", "hidden": 1, "bias": false, "initialState": true }""", tensors);
        double c = (Sigmoid(-1 + 0.25) * -2) + (Sigmoid(0.5 + 0.125) * Math.Tanh(0.75 - 1));
        double[] first = [Sigmoid(2 + 0.5) * Math.Tanh(c)];
        Same([0.5], network.Hidden(0));
        Same([-2], network.Cell(0));
        Same(first, network.Step([1]));
        network.Step([3]);
        network.Reset();
        Same(first, network.Step([1]));

        var zero = Network(1, """{ "type": "lstm", "hidden": 1, "bias": false }""", tensors);
        Assert.NotEqual(first, zero.Step([1]));
        zero.Begin(0, 0, [0.5], [-2]);
        Same(first, zero.Step([1]));
        zero.Reset();
        Same(first, zero.Step([1]));
        Assert.Throws<ArgumentException>(() => zero.Begin(0, 0, [0.5], []));
    }

    // var = d² + 1e-8; the first x is small enough for the 1e-8 to show.
    private static (double, double) Norm(double s, double t)
    {
        double d = (s - t) / 2, scaled = d / Math.Sqrt((d * d) + 1e-8);
        return (scaled, -scaled);
    }
}
