using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>RNNoise 0.1, as a model file of rnnoise-nu and as the C file of its own weights.</summary>
public class RnNoiseTests
{
    private const int Steps = 20;

    // Sizes that all differ, so that no layer can take another's values: inputs, dense, vad, noise, denoise, gains.
    private static readonly Part[] Network =
    [
        new("input_dense", 5, 4, "tanh", false),
        new("vad_gru", 4, 3, "relu", true),
        new("noise_gru", 4 + 3 + 5, 6, "tanh", true),
        new("denoise_gru", 3 + 6 + 5, 7, "relu", true),
        new("denoise_output", 7, 2, "sigmoid", false),
        new("vad_output", 3, 1, "sigmoid", false),
    ];

    [Fact]
    public void Both_forms_are_the_network_of_the_formula()
    {
        var text = Importer.Read(new ModelSource("model.rnnn", Text()), new ImportOptions());
        var code = Importer.Read(new ModelSource("rnn_data.c", Code()), new ImportOptions());
        Assert.Equal(["gains", "voice"], text.Spec.Graph!.Outputs.Select(layer => text.Spec.Graph.Layers[layer].Name));
        Assert.Equal(text.Tensors.OrderBy(pair => pair.Key), code.Tensors.OrderBy(pair => pair.Key));

        var random = new Random(3);
        float[][] samples = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, Network[0].Inputs).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];
        double[] expected = Formula(samples);
        Assert.All(Verification.Answers(text, samples).SelectMany(row => row).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.All(Answers.OfGenerated(text, [.. samples.SelectMany(row => row)]).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Theory]
    [InlineData("version 1", "version 2", "the first line: its version is 2; expected 1")]
    [InlineData("5 4 0", "5 4 3", "input_dense's activation (0 tanh, 1 sigmoid, 2 relu), number 3 of the file: it is \"3\"; expected a whole number from 0 to 2")]
    [InlineData("5 4 0", "5 129 0", "input_dense's units, number 2 of the file: it is \"129\"; expected a whole number from 1 to 128")]
    [InlineData("4 3 2", "4 0 2", "vad_gru's units")]
    public void A_damaged_text_is_refused(string part, string instead, string message) => Refused("model.rnnn", Changed(Text(), part, instead), message);

    [Theory]
    [InlineData("DenseLayer vad_output ", "DenseLayer other ", "there is no DenseLayer vad_output; expected the six layers of RNNoise 0.1: input_dense, vad_gru, noise_gru")]
    [InlineData("ACTIVATION_TANH", "ACTIVATION_ELU", "input_dense's activation: it is \"ACTIVATION_ELU\"")]
    [InlineData("vad_gru_bias,", "elsewhere,", "vad_gru's bias: there is no array \"elsewhere\"")]
    [InlineData("4, 3, ACTIVATION", "4, 2, ACTIVATION", "vad_gru's weights: vad_gru_weights has 36 numbers; expected 24 for 4 inputs and 2 units")]
    [InlineData("4, 3, ACTIVATION_RELU", "3, ACTIVATION_RELU", "vad_gru: it has 5 members; expected bias, weights, recurrent weights, inputs, units, activation")]
    [InlineData("input_dense_bias[4] = {", "input_dense_bias[4] = { 200,", "input_dense_bias[0]: it is \"200\"; expected a whole number from -128 to 127")]
    public void A_damaged_C_file_is_refused(string part, string instead, string message) => Refused("rnn_data.c", Changed(Code(), part, instead), message);

    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        Refused("model.rnnn", Text([.. Network[..2], Network[2] with { Inputs = 11 }, .. Network[3..]]), "noise_gru: it takes 11 values; expected 12, those of input_dense, vad_gru and the sample");
        Refused("model.rnnn", Text()[..^4], "vad_output's bias: the file ends here; expected a whole file");
        Refused("model.rnnn", [.. Text(), .. " 7"u8], "is behind the last layer; expected the end of the file");
    }

    [Fact]
    public void Its_layers_are_explained()
    {
        var explanation = Explanation.Of(new ModelSource("model.rnnn", Text()), new ImportOptions());
        Assert.Equal("a network of RNNoise 0.1", explanation.Kind);
        Assert.Equal("noise_gru: GRU, 12 to 6, tanh", explanation.Description.Layers[2]);
        Assert.NotNull(explanation.Imported);
    }

    /// <summary>The model file of rnnoise-nu.</summary>
    internal static byte[] Text() => Text(Network);

    /// <summary>The C file that RNNoise's training writes.</summary>
    internal static byte[] Code()
    {
        var code = new StringBuilder("/*A network*/\n#include \"rnn.h\"\n");
        foreach (var part in Network)
        {
            var arrays = new List<(string Name, int[] Values)> { (part.Name + "_bias", part.Bias), (part.Name + "_weights", part.Weights) };
            if (part.IsGru)
            {
                arrays.Add((part.Name + "_recurrent_weights", part.Recurrent));
            }
            arrays.ForEach(array => code.Append($"static const rnn_weight {array.Name}[{array.Values.Length}] = {{\n   {string.Join(", ", array.Values)}\n}};\n"));
            code.Append($"static const {(part.IsGru ? "GRULayer" : "DenseLayer")} {part.Name} = {{\n   {string.Join(",\n   ", arrays.Select(array => array.Name))},\n   {part.Inputs}, {part.Units}, ACTIVATION_{part.Activation.ToUpperInvariant()}\n}};\n");
        }
        return Encoding.UTF8.GetBytes(code.ToString());
    }

    private static byte[] Text(IEnumerable<Part> parts) => Encoding.UTF8.GetBytes("rnnoise-nu model file version 1\n" + string.Concat(parts.Select(part =>
        $"{part.Inputs} {part.Units} {Array.IndexOf(["tanh", "sigmoid", "relu"], part.Activation)}\n{string.Join(' ', part.Weights)}\n{(part.IsGru ? string.Join(' ', part.Recurrent) + "\n" : "")}{string.Join(' ', part.Bias)}\n")));

    private static byte[] Changed(byte[] file, string part, string instead)
    {
        string text = Encoding.UTF8.GetString(file);
        int at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, part);
        return Encoding.UTF8.GetBytes(text[..at] + instead + text[(at + part.Length)..]);
    }

    private static void Refused(string name, byte[] file, string message) =>
        Assert.Contains(message, Assert.Throws<ImportException>(() => Importer.Read(new ModelSource(name, file), new ImportOptions())).Message, StringComparison.Ordinal);

    // compute_rnn, with weights as they lie in the file and tanh itself.
    private static double[] Formula(float[][] samples)
    {
        double[] vad = new double[3], noise = new double[6], denoise = new double[7];
        var results = new List<double>();
        foreach (float[] sample in samples)
        {
            double[] x = Array.ConvertAll(sample, value => (double)value), dense = Network[0].Dense(x);
            vad = Network[1].Gru(vad, dense);
            noise = Network[2].Gru(noise, [.. dense, .. vad, .. x]);
            denoise = Network[3].Gru(denoise, [.. vad, .. noise, .. x]);
            results.AddRange([.. Network[4].Dense(denoise), .. Network[5].Dense(vad)]);
        }
        return [.. results];
    }

    private sealed record Part(string Name, int Inputs, int Units, string Activation, bool IsGru)
    {
        public int Rows => IsGru ? 3 * Units : Units;

        public int[] Weights => Drawn(1, Inputs * Rows);

        public int[] Recurrent => Drawn(2, Units * Rows);

        public int[] Bias => Drawn(3, Rows);

        public double[] Dense(double[] x) => [.. Enumerable.Range(0, Units).Select(unit => Activate(Activation, Sum(unit, x, [])))];

        public double[] Gru(double[] h, double[] x)
        {
            double[] update = [.. h.Select((_, unit) => Activate("sigmoid", Sum(unit, x, h)))], reset = [.. h.Select((_, unit) => Activate("sigmoid", Sum(Units + unit, x, h)))];
            double[] kept = [.. h.Zip(reset, (value, gate) => value * gate)];
            return [.. h.Select((value, unit) => (update[unit] * value) + ((1 - update[unit]) * Activate(Activation, Sum((2 * Units) + unit, x, kept))))];
        }

        private double Sum(int row, double[] x, double[] h) =>
            (Bias[row] + x.Select((value, j) => Weights[(j * Rows) + row] * value).Sum() + h.Select((value, j) => Recurrent[(j * Rows) + row] * value).Sum()) / 256;

        private int[] Drawn(int which, int count)
        {
            var random = new Random((100 * which) + Units);
            return [.. Enumerable.Range(0, count).Select(_ => random.Next(-128, 128))];
        }

        private static double Activate(string name, double x) => name switch
        {
            "tanh" => Math.Tanh(x),
            "sigmoid" => 1 / (1 + Math.Exp(-x)),
            _ => Math.Max(x, 0),
        };
    }
}
