using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.EndToEnd.Tests.Oracles.Keras;

/// <summary>
/// The conventions of Keras, by its layers' formulas: kernels are [input, gates·H] and multiply from the right, an LSTM's gates
/// come in the order i f c o, a GRU's in the order z r h.
/// </summary>
public class KerasTests
{
    private const int Input = 3, Units = 4, Steps = 6;

    [Theory]
    [InlineData(1f / 6)] // hard_sigmoid of Keras 3: relu6(x + 3)/6
    [InlineData(0.2f)] // of Keras 2: 0.2·x + 0.5, limited to [0, 1]
    public void Lstm_with_hard_sigmoid(float slope)
    {
        var random = new Random(1);
        double[,] kernel = Matrix(random, Input, 4 * Units, 3), recurrent = Matrix(random, Units, 4 * Units, 1), bias = Matrix(random, 1, 4 * Units, 1);
        var x = Sequence(random);
        double HardSigmoid(double z) => slope < 0.2f ? Math.Min(Math.Max(z + 3, 0), 6) / 6 : Math.Clamp((0.2 * z) + 0.5, 0, 1);

        double[] h = new double[Units], c = new double[Units];
        var expected = new List<double[]>();
        foreach (double[] sample in x)
        {
            double[] z = Sum(Product(sample, kernel), Product(h, recurrent), Row(bias, 0));
            double[] before = c;
            c = EachUnit(u => (HardSigmoid(z[Units + u]) * before[u]) + (HardSigmoid(z[u]) * Math.Tanh(z[(2 * Units) + u])));
            h = EachUnit(u => HardSigmoid(z[(3 * Units) + u]) * Math.Tanh(c[u]));
            expected.Add(h);
        }

        ActivationSpec gate = new(ActivationKind.HardSigmoid, slope, 0.5f);
        var layer = new LstmLayerSpec("", 0, Units, Peephole: false, Bias: true, new LstmActivations(gate, gate, ActivationKind.Tanh, gate, ActivationKind.Tanh));
        Same(expected, Network(layer, "0123", kernel, recurrent, Row(bias, 0), new double[4 * Units]).Run(x));
    }

    [Theory]
    [InlineData(true)] // reset_after, the default; a bias for each of the two products
    [InlineData(false)]
    public void Gru_with_reset_after_or_not(bool resetAfter)
    {
        var random = new Random(2);
        double[,] kernel = Matrix(random, Input, 3 * Units, 1), recurrent = Matrix(random, Units, 3 * Units, 1), bias = Matrix(random, 2, 3 * Units, 1);
        double[] inputBias = Row(bias, 0), recurrentBias = resetAfter ? Row(bias, 1) : new double[3 * Units];
        var x = Sequence(random);

        double[] h = new double[Units];
        var expected = new List<double[]>();
        foreach (double[] sample in x)
        {
            double[] before = h;
            double[] of = Sum(Product(sample, kernel), inputBias), inner = Sum(Product(before, recurrent), recurrentBias);
            double[] z = EachUnit(u => Sigmoid(of[u] + inner[u])), r = EachUnit(u => Sigmoid(of[Units + u] + inner[Units + u]));
            double[] reset = Product(EachUnit(u => r[u] * before[u]), recurrent);
            double[] hh = EachUnit(u => Math.Tanh(of[(2 * Units) + u] + (resetAfter ? r[u] * inner[(2 * Units) + u] : reset[(2 * Units) + u])));
            h = EachUnit(u => (z[u] * before[u]) + ((1 - z[u]) * hh[u]));
            expected.Add(h);
        }

        var layer = new GruLayerSpec("", 0, Units, Bias: true, GruActivations.Standard) { ResetBefore = !resetAfter };
        Same(expected, Network(layer, "102", kernel, recurrent, inputBias, recurrentBias).Run(x));
    }

    [Fact]
    public void Simple_rnn_that_goes_backwards_puts_its_results_out_as_they_come()
    {
        var random = new Random(3);
        double[,] kernel = Matrix(random, Input, Units, 1), recurrent = Matrix(random, Units, Units, 1), bias = Matrix(random, 1, Units, 1);
        var x = Sequence(random);

        double[] h = new double[Units];
        var expected = new List<double[]>();
        foreach (double[] sample in Enumerable.Reverse(x))
        {
            h = Array.ConvertAll(Sum(Product(sample, kernel), Product(h, recurrent), Row(bias, 0)), Math.Tanh);
            expected.Add(h);
        }

        var layer = new RnnLayerSpec("", 0, Units, Bias: true, ActivationKind.Tanh) { Direction = Direction.Backwards };
        Same(expected, Network(layer, "0", kernel, recurrent, Row(bias, 0), new double[Units]).Run(x));
    }

    /// <summary>The layer with Keras' weights; <paramref name="order"/> says which of Keras' blocks comes where.</summary>
    private static ReferenceNetwork Network(RecurrentLayerSpec layer, string order, double[,] kernel, double[,] recurrent, double[] inputBias, double[] recurrentBias)
    {
        IEnumerable<int> columns = order.SelectMany(block => Enumerable.Range((block - '0') * Units, Units));
        float[] Turned(double[,] matrix) => [.. columns.SelectMany(column => Enumerable.Range(0, matrix.GetLength(0)).Select(row => (float)matrix[row, column]))];
        var tensors = new Dictionary<string, float[]>
        {
            ["weight_ih_l0"] = Turned(kernel),
            ["weight_hh_l0"] = Turned(recurrent),
            ["bias_ih_l0"] = [.. columns.Select(column => (float)inputBias[column])],
            ["bias_hh_l0"] = [.. columns.Select(column => (float)recurrentBias[column])],
        };
        var spec = new ModelSpec(Input, new EquatableArray<LayerSpec>(new LayerSpec[] { layer }));
        return new ReferenceNetwork(SpecParser.Parse(SpecWriter.Write(spec)).Model!, name => tensors[name]);
    }

    private static void Same(List<double[]> expected, double[][] actual)
    {
        Assert.Equal(expected.Count, actual.Length);
        Assert.All(expected.SelectMany(row => row).Zip(actual.SelectMany(row => row)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] EachUnit(Func<int, double> value) => [.. Enumerable.Range(0, Units).Select(value)];

    private static double[] Sum(params double[][] terms) => [.. Enumerable.Range(0, terms[0].Length).Select(n => terms.Sum(term => term[n]))];

    /// <summary>v M.</summary>
    private static double[] Product(double[] v, double[,] matrix) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => v.Select((value, row) => value * matrix[row, column]).Sum())];

    private static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];

    private static double[,] Matrix(Random random, int rows, int columns, double reach)
    {
        double[,] matrix = new double[rows, columns];
        for (int n = 0; n < matrix.Length; n++)
        {
            matrix[n / columns, n % columns] = (float)(reach * ((2 * random.NextDouble()) - 1));
        }
        return matrix;
    }

    private static double[][] Sequence(Random random) => [.. Enumerable.Range(0, Steps).Select(_ => Row(Matrix(random, 1, Input, 1), 0))];
}
