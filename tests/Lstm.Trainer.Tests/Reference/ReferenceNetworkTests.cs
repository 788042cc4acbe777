using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Shared;
using Lstm.Specification;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>The reference network against numbers worked by hand, the lecture's memory cell, and PyTorch on a network from elsewhere.</summary>
public class ReferenceNetworkTests
{
    [Fact]
    public void One_unit_by_hand()
    {
        // z = W x + R h + b for i, f, g, o, all weights different; two steps of x = 1, −2.
        var network = Network(
            """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1 } ] }""",
            ("weight_ih_l0", [0.1f, 0.2f, 0.3f, 0.4f]),
            ("weight_hh_l0", [0.5f, 0.6f, 0.7f, 0.8f]),
            ("bias_ih_l0", [0.01f, 0.02f, 0.03f, 0.04f]),
            ("bias_hh_l0", [0.1f, 0.1f, 0.1f, 0.1f]));

        double c1 = Sigmoid(0.1 + 0.11) * Math.Tanh(0.3 + 0.13);
        double h1 = Sigmoid(0.4 + 0.14) * Math.Tanh(c1);
        Assert.Equal(h1, network.Step([1.0])[0], 7);
        double c2 = (Sigmoid((-0.4) + (0.6 * h1) + 0.12) * c1) + (Sigmoid((-0.2) + (0.5 * h1) + 0.11) * Math.Tanh((-0.6) + (0.7 * h1) + 0.13));
        double h2 = Sigmoid((-0.8) + (0.8 * h1) + 0.14) * Math.Tanh(c2);
        Assert.Equal(h2, network.Step([-2.0])[0], 7);
        Assert.Equal(c2, network.Cell(0)[0], 7);

        network.Reset();
        Assert.Equal(h1, network.Step([1.0])[0], 7);
    }

    [Fact]
    public void Peepholes_see_the_old_cell_for_i_and_f_and_the_new_one_for_o()
    {
        var network = Network(
            """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1, "peephole": true, "bias": false } ] }""",
            ("weight_ih_l0", [1f, 0f, 1f, 0f]),
            ("weight_hh_l0", [0f, 0f, 0f, 0f]),
            ("peephole_l0", [2f, 3f, 4f]));

        double c1 = Sigmoid(1) * Math.Tanh(1);
        Assert.Equal(Sigmoid(4 * c1) * Math.Tanh(c1), network.Step([1.0])[0], 12);
        double c2 = (Sigmoid(3 * c1) * c1) + (Sigmoid(1 + (2 * c1)) * Math.Tanh(1));
        Assert.Equal(Sigmoid(4 * c2) * Math.Tanh(c2), network.Step([1.0])[0], 12);
    }

    [Fact]
    public void Dense_softmax_and_scale()
    {
        var network = Network(
            """{ "input": 2, "layers": [ { "type": "scale", "tensor": "s" }, { "type": "lstm", "hidden": 1, "bias": false, "activations": { "inputGate": "identity", "forgetGate": "sigmoid", "candidate": "identity", "outputGate": "identity", "cell": "relu" } }, { "type": "dense", "size": 2, "activation": "softmax", "tensors": "head." } ] }""",
            ("s", [2f, -1f]),
            ("weight_ih_l0", [1f, 0f, 0f, 0f, 0f, 1f, 1f, 1f]), // i = x1, f = σ(0), g = x2, o = x1 + x2 of the scaled x
            ("weight_hh_l0", [0f, 0f, 0f, 0f]),
            ("head.weight", [1f, 3f]),
            ("head.bias", [0.5f, 0f]));

        // Scaled x = (6, −2): c = 6 · −2 = −12, relu 0, h = 0. Then x = (6, 2): c = −6 + 12 = 6, h = 8 · 6.
        double even = Math.Exp(0.5) / (Math.Exp(0.5) + 1);
        Assert.Equal(even, network.Step([3.0, 2.0])[0], 12);
        double[] second = network.Step([3.0, -2.0]);
        Assert.Equal(48, network.Hidden(0)[0], 12);
        Assert.Equal([0, 1 / (1 + Math.Exp(48.5 - (3 * 48)))], second); // 1/(1 + e^95.5) = 3.3e-42 is below what a network outputs
    }

    [Fact]
    public void The_lectures_memory_cell()
    {
        var network = Network(
            """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 1, "activations": { "candidate": "identity", "cell": "identity" } } ] }""",
            ("weight_ih_l0", [0f, 200f, 0f, 0f, 200f, 0f, 1f, 0f, 0f, 0f, 0f, 200f]),
            ("weight_hh_l0", [0f, 0f, 0f, 0f]),
            ("bias_ih_l0", [-100f, 100f, 0f, -100f]),
            ("bias_hh_l0", [0f, 0f, 0f, 0f]));
        double[] x1 = [1, 3, 2, 4, 2, 1, 3, 6, 1], x2 = [0, 1, 0, 1, 0, 0, -1, 1, 0], x3 = [0, 0, 0, 0, 0, 1, 0, 0, 1];
        double[] y = [0, 0, 0, 0, 0, 7, 0, 0, 6];
        for (int t = 0; t < y.Length; t++)
        {
            Assert.Equal(y[t], network.Step([x1[t], x2[t], x3[t]])[0], 9);
        }
    }

    [Fact]
    public void A_joint_actuator_as_PyTorch_computes_it()
    {
        string folder = SharedFolder.Need("models", "anydrive");
        var file = WeightFile.Open(Path.Combine(folder, "anydrive_v3_lstm.safetensors"));
        var spec = SpecParser.Parse("""{ "input": 2, "layers": [ { "type": "scale", "tensor": "in_scale" }, { "type": "lstm", "hidden": 8, "tensors": "lstm." }, { "type": "lstm", "hidden": 8, "tensors": "lstm." }, { "type": "dense", "size": 1, "tensors": "linear." }, { "type": "scale", "tensor": "out_scale" } ] }""").Model!;
        var network = new ReferenceNetwork(spec, file.ReadAll);
        var expected = Rows(Path.Combine(folder, "torque_pytorch.csv")).ToList();
        var samples = Rows(Path.Combine(folder, "input.csv")).ToList();
        Assert.Equal(2000, samples.Count);
        for (int t = 0; t < samples.Count; t++)
        {
            Assert.Equal(expected[t][0], network.Step(samples[t])[0], 1e-4);
        }
    }

    private static ReferenceNetwork Network(string spec, params (string Name, float[] Values)[] tensors)
    {
        var result = SpecParser.Parse(spec);
        Assert.Empty(result.Errors);
        var byName = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        return new ReferenceNetwork(result.Model!, name => byName[name]);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static IEnumerable<double[]> Rows(string path) =>
        File.ReadLines(path).Skip(1).Select(line => Array.ConvertAll(line.Split(','), text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
}
