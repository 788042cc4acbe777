using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Trainer.Tests.Export;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Integer weights stand for floats; convolutions without padding answer late; lengths of sequences that are the whole length say nothing.</summary>
public class OnnxQuantizedTests
{
    [Fact]
    public void Integer_weights_answer_as_in_ONNX_Runtime()
    {
        var random = new Random(5);
        sbyte[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];
        byte[] weights = Bytes(Draw(16)), recurrent = Bytes(Draw(16));
        var graph = new TestGraph().Input("x", 1, 5, 1, 2).Tensor("Wq", 3, [1, 8, 2], writer => writer.Bytes(9, weights)).Tensor("Rq", 3, [1, 8, 2], writer => writer.Bytes(9, recurrent)).Floats("D", [2, 3], 1, 2, 3, 4, 5, 6)
            .Floats("s", [], 0.01f).Tensor("z", 3, [], writer => writer.Integer(5, 3)).Node("DequantizeLinear", ["Wq", "s", "z"], ["W"]).Node("DequantizeLinear", ["Rq", "s", "z"], ["R"])
            .Node("LSTM", ["x", "W", "R"], ["Y"], Attribute("hidden_size", 2)).Whole("axis", 1).Node("Squeeze", ["Y", "axis"], ["h"]).Node("MatMul", ["h", "D"], ["y"]).Output("y", 5, 1, 3);
        AssertSame(graph, "lstm 2|dense 3", [5, 1, 2], [5, 1, 3], 1e-6);
    }

    // Not compared with ONNX Runtime: all its optimisations make a product of it that rounds its other operand to integers too (1.31, 1e-3 off).
    [Fact]
    public void Scales_belong_to_places_of_an_axis()
    {
        var graph = TestGraph.WithLstm().Tensor("q", 3, [2, 3], writer => writer.Bytes(9, Bytes([10, 20, 30, -40, -50, -60]))).Floats("s", [3], 0.5f, 1, 2).Tensor("z", 3, [3], writer => writer.Integer(5, 0).Integer(5, 10).Integer(5, -10))
            .Node("DequantizeLinear", ["q", "s", "z"], ["D"], Attribute("axis", 1)).Node("MatMul", ["y", "D"], ["z2"]).Output("z2");
        Assert.Equal([5, -20, 10, -60, 80, -100], graph.Import().Tensors["dense0.weight"]);
    }

    // ONNX Runtime rounds inputs and states besides, so that its answers are near only.
    [Fact]
    public void The_quantised_LSTM_of_ONNX_Runtime_is_read_as_floats()
    {
        var imported = Quantised().Import();
        Assert.Equal("lstm 2", Assert.Single(imported.Spec.Layers).Label);
        Assert.Contains(imported.Notes, note => note.Contains("answers differ by that rounding", StringComparison.Ordinal));
        var (w, r) = (Drawn(1), Drawn(2));
        float[] samples = [.. Enumerable.Range(0, 10).Select(k => MathF.Sin(k))];
        float[] near = OnnxRuntime.Need().Run(Quantised().ToBytes(), samples, [5, 1, 2], [5, 1, 1, 2]);
        Assert.InRange(Answers.OfGenerated(imported, samples).Zip(near, (a, b) => Math.Abs(a - b)).Max(), 0, 0.03);
        // Row 0 is the input gate's first unit, columns its inputs; R's second column has twice the scale.
        Assert.Equal([0.02f * (w[0] - 128), 0.02f * (w[8] - 128)], imported.Tensors["weight_ih_l0"][..2]);
        Assert.Equal([0.02f * (r[1] - 128), 0.02f * (r[9] - 128)], imported.Tensors["weight_hh_l0"][2..4]);
    }

    [Fact]
    public void What_flows_is_not_rounded()
    {
        var graph = TestGraph.WithLstm().Floats("s", [], 0.01f).Tensor("z", 3, [], writer => writer.Integer(5, 0)).Node("QuantizeLinear", ["y", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "z"], ["f"]).Node("Tanh", ["f"], ["t"]).Output("t");
        var imported = graph.Import();
        Assert.Equal("lstm 2|tanh", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Contains(imported.Notes, note => note.Contains("not rounded here", StringComparison.Ordinal));
    }

    [Fact]
    public void A_convolution_without_padding_answers_late()
    {
        var random = new Random(3);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
        var graph = new TestGraph().Input("x", 1, 1, 2, 12).Floats("a", [3, 2, 3], Draw(18)).Floats("b", [2, 3, 2], Draw(12)).Node("Conv", ["x", "a"], ["c"]).Node("Tanh", ["c"], ["t"]).Node("Conv", ["t", "b"], ["d"], Attributes("dilations", 2L)).Node("Transpose", ["d"], ["y"], Attributes("perm", 0L, 2L, 1L)).Output("y", 1, 8, 2);
        var imported = graph.Import();
        Assert.Equal(4, imported.Late);
        Assert.Contains(imported.Notes, note => note.Contains("time step 5", StringComparison.Ordinal) && note.Contains("first 4 answers", StringComparison.Ordinal));

        float[][] samples = [.. Enumerable.Range(0, 12).Select(_ => Draw(2))];
        float[] byFeature = [.. Enumerable.Range(0, 2).SelectMany(feature => samples.Select(row => row[feature]))];
        float[] expected = OnnxRuntime.Need().Run(graph.ToBytes(), byFeature, [1, 2, 12], [1, 8, 2]);
        string folder = Directory.CreateTempSubdirectory("lstm-late-").FullName;
        try
        {
            var files = ImportedFiles.Of(Path.Combine(folder, "late"));
            files.Write(imported);
            var verification = Verification.Run(imported, files.Weights, new ImportedTest(samples, [.. expected.Chunk(2)]), "ONNX Runtime");
            Assert.InRange(Math.Max(verification.Reference, verification.Generated), 0, 1e-6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Lengths_that_are_the_whole_length_are_left_out()
    {
        TestGraph Graph(int length) => new TestGraph().Input("x", 1, 5, 1, 2).Floats("B", [1, 16]).Tensor("lengths", 6, [1], writer => writer.Integer(5, length)).Recurrent("LSTM", 8, [], "B", "lengths").Output("Y");
        Assert.Contains(Graph(5).Import().Notes, note => note.Contains("sequence_lens", StringComparison.Ordinal));
        Assert.Contains("sequence_lens", Assert.Throws<ImportException>(() => Graph(4).Import()).Message, StringComparison.Ordinal);
    }

    internal static TestGraph Quantised() => new TestGraph().Input("x", 1, "time", 1, 2).Tensor("W", 2, [1, 2, 8], writer => writer.Bytes(9, Drawn(1))).Tensor("R", 2, [1, 2, 8], writer => writer.Bytes(9, Drawn(2)))
        .Floats("Ws", [1], 0.02f).Floats("Rs", [1, 8], 0.01f, 0.02f, 0.01f, 0.02f, 0.01f, 0.02f, 0.01f, 0.02f).Tensor("Wz", 2, [1], writer => writer.Integer(5, 128)).Tensor("Rz", 2, [1, 8], writer => writer.Bytes(9, [.. Enumerable.Repeat((byte)128, 8)]))
        .NodeOfDomain("com.microsoft", "DynamicQuantizeLSTM", ["x", "W", "R", "", "", "", "", "", "Ws", "Wz", "Rs", "Rz"], ["y"], Attribute("hidden_size", 2)).Output("y", "time", 1, 1, 2);

    private static byte[] Drawn(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(1, 255))];
    }

    private static byte[] Bytes(sbyte[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static void AssertSame(TestGraph graph, string layers, long[] shape, long[] results, double bound)
    {
        byte[] file = graph.ToBytes();
        var imported = Importer.Read(new ModelSource("test.onnx", file), new ImportOptions());
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        var random = new Random(9);
        float[] samples = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (random.NextSingle() * 2) - 1)];
        float[] expected = OnnxRuntime.Need().Run(file, samples, shape, results), found = Answers.OfGenerated(imported, samples);
        Assert.Equal(expected.Length, found.Length);
        Assert.InRange(found.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, bound);
    }
}
