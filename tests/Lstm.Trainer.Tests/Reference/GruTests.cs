using System;
using Lstm.Training.Reference;
using Xunit;
using static Lstm.Trainer.Tests.Reference.ReferenceModels;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>Gated recurrent units in both conventions, with numbers that were worked out term by term.</summary>
public class GruTests
{
    private static readonly double[] Samples = [1, -2, 0.5];

    // One value in, two units: rows r, z, n.
    private static readonly (string, float[])[] Tensors =
    [
        ("weight_ih_l0", [0.5f, -1f, 0.25f, 0.75f, 1.5f, -0.5f]),
        ("weight_hh_l0", [0.5f, -0.25f, 1f, 2f, -0.5f, 0.25f, 0.125f, 1f, -2f, 0.5f, 1.5f, -1f]),
        ("bias_ih_l0", [0.25f, 0.5f, -0.5f, 0.125f, 0.75f, -0.25f]),
        ("bias_hh_l0", [0.5f, -1f, 0.25f, 0.5f, -0.75f, 2f]),
    ];

    [Fact]
    public void Reset_after_n_is_tanh_of_W_x_plus_b_plus_r_times_R_h_plus_b() => Check("", (r, h) =>
        (r[0] * ((-2 * h[0]) + (0.5 * h[1]) - 0.75), r[1] * ((1.5 * h[0]) - h[1] + 2)));

    [Fact]
    public void Reset_before_n_is_tanh_of_W_x_plus_R_times_r_h_plus_b() => Check(""", "reset": "before" """, (r, h) =>
        ((-2 * r[0] * h[0]) + (0.5 * r[1] * h[1]) - 0.75, (1.5 * r[0] * h[0]) - (r[1] * h[1]) + 2));

    [Fact]
    public void The_sums_that_go_into_activations_are_limited()
    {
        var network = Network(
            1,
            """{ "type": "gru", "hidden": 1, "bias": false, "clip": 1, "activations": { "resetGate": "identity", "updateGate": "identity", "candidate": "affine" } }""",
            ("weight_ih_l0", [5f, 0.5f, 0.25f]),
            ("weight_hh_l0", [0f, 0f, 3f]));
        Same([0.5 * 0.25], network.Step([1]));
        Same([(0.5 * (0.25 + (3 * 0.125))) + (0.5 * 0.125)], network.Step([1]));
        network.Begin(0, 0, [4], []);
        Same([(0.5 * 1) + (0.5 * 4)], network.Step([1]));
    }

    private static void Check(string option, Func<double[], double[], (double, double)> recurrent)
    {
        var network = Network(1, $$"""{ "type": "gru", "hidden": 2{{option}} }""", Tensors);
        double[] h = [0, 0];
        foreach (double x in Samples)
        {
            double[] r = [Sigmoid((0.5 * x) + (0.5 * h[0]) - (0.25 * h[1]) + 0.75), Sigmoid(-x + h[0] + (2 * h[1]) - 0.5)];
            double[] z = [Sigmoid((0.25 * x) - (0.5 * h[0]) + (0.25 * h[1]) - 0.25), Sigmoid((0.75 * x) + (0.125 * h[0]) + h[1] + 0.625)];
            var (first, second) = recurrent(r, h);
            double[] n = [Math.Tanh((1.5 * x) + 0.75 + first), Math.Tanh((-0.5 * x) - 0.25 + second)];
            h = [((1 - z[0]) * n[0]) + (z[0] * h[0]), ((1 - z[1]) * n[1]) + (z[1] * h[1])];
            Same(h, network.Step([x]));
        }
        Assert.Empty(network.Cell(0));
    }
}
