using System;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.TfLite;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>TensorFlow Lite files, with what TensorFlow Lite answered (tflite_models.js).</summary>
public class TfLiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("lstm", "lstm 4|lstm 3|pool last|dense 4 relu|dense 2 softmax", 1e-6)]
    [InlineData("coupled", "lstm 3 peephole coupled|dense 2", 1e-6)]
    [InlineData("peephole", "lstm 3 peephole|dense 1 tanh", 1e-6)]
    [InlineData("rnn", "rnn 3 tanh|pool mean|dense 2", 1e-6)]
    [InlineData("unrolled", "lstm 3|pool final|dense 1", 1e-6)]
    [InlineData("looped", "gru 3|dense 2", 1e-6)]
    [InlineData("both", "lstm 3 bidirectional|lstm 2 bidirectional|lstm 3 bidirectional|pool final|dense 2", 1e-6)]
    [InlineData("conv", "conv1d 4 kernel 3 relu|conv1d 8 kernel 2|lstm 3|dense 1", 1e-6)]
    [InlineData("embedded", "embedding 5|rnn 3 tanh|pool final|dense 2", 1e-6)]
    [InlineData("hybrid", "lstm 4|pool last|dense 2", 1e-3)] // TensorFlow Lite rounds samples and states to 8 bits
    public void The_same_layers_and_answers(string name, string layers, double tolerance)
    {
        var imported = Read(name);
        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        double difference = Answers.Difference(imported, KerasFile.PathOf($"tflite-{name}.x.csv"), KerasFile.PathOf($"tflite-{name}.y.csv"));
        output.WriteLine($"{name}: at most {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, tolerance);
    }

    /// <summary>The converter of Keras limits the cell state of each fused layer to 10.</summary>
    [Fact]
    public void The_limit_of_the_cell_state_is_kept()
    {
        Assert.Equal(10, Assert.IsType<LstmLayerSpec>(Read("lstm").Spec.Layers[0]).CellClip);
        Assert.Equal(0.25f, Assert.IsType<LstmLayerSpec>(Read("coupled").Spec.Layers[0]).CellClip);
        Assert.Null(Assert.IsType<LstmLayerSpec>(Read("peephole").Spec.Layers[0]).CellClip);
    }

    /// <summary>A convolution without padding: the graph has no answers for the first two time steps.</summary>
    [Fact]
    public void A_convolution_without_padding_answers_late()
    {
        var imported = Read("late");
        Assert.Equal(2, imported.Late);
        double[][] found = Verification.Answers(imported, Answers.Read(KerasFile.PathOf("tflite-late.x.csv")))[2..];
        float[][] wanted = Answers.Read(KerasFile.PathOf("tflite-late.y.csv"));
        Assert.Equal(wanted.Length, found.Length);
        Assert.InRange(found.Zip(wanted, (a, b) => a.Zip(b, (one, other) => Math.Abs(one - other)).Max()).Max(), 0, 1e-6);
    }

    [Fact]
    public void What_rounding_is_left_out_is_said() => Assert.Contains(Read("hybrid").Notes, note => note.Contains("rounds samples and states to 8 bits", StringComparison.Ordinal));

    [Fact]
    public void Graphs_and_constants_are_explained()
    {
        var explanation = Explanation.Of(KerasFile.PathOf("tflite-looped.tflite"), new ImportOptions());
        Assert.Equal("a TensorFlow Lite graph", explanation.Kind);
        Assert.Contains("WHILE", explanation.Description.Layers);
        Assert.Contains("SPLIT, 2 times of graph 2", explanation.Description.Layers);
        Assert.Contains(("inputs", "\"x\" float32 [1, 6, 2]"), explanation.Description.Facts);
        Assert.Contains(explanation.Description.Tensors, tensor => tensor is { Name: "r", Type: "float32", Shape: [9, 3] });
    }

    /// <summary>An operator is changed into one that is not known, or the file is cut.</summary>
    [Theory]
    [InlineData("lstm", "SOFTMAX", 50, "operator has no counterpart")] // LOG_SOFTMAX
    [InlineData("lstm", "UNIDIRECTIONAL_SEQUENCE_LSTM", 142, "its weights are variables")] // VAR_HANDLE
    [InlineData("looped", "LOGISTIC", 66, "its body is no time step")] // SIN
    public void Another_operator_is_refused(string name, string from, byte to, string reason)
    {
        byte[] bytes = File.ReadAllBytes(KerasFile.PathOf($"tflite-{name}.tflite"));
        int code = Enumerable.Range(0, 127).First(number => TfLiteOperators.NameOf(number) == from), changed = 0;
        // A code is written as a byte, and four bytes behind it as a number.
        for (int at = 0; at < 400; at++)
        {
            if (bytes[at] == code && bytes[at + 8] == code && bytes[at + 4] is > 0 and < 10)
            {
                (bytes[at], bytes[at + 8]) = (Math.Min(to, (byte)127), to);
                changed++;
            }
        }
        Assert.Equal(1, changed);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.tflite", bytes), new ImportOptions()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(KerasFile.PathOf("tflite-lstm.tflite"));
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.tflite", bytes[..(bytes.Length / 2)]), new ImportOptions()));
        Assert.Contains("expected a whole TensorFlow Lite file", error.Message, StringComparison.Ordinal);
    }

    private static ImportedModel Read(string name) => Importer.Read(KerasFile.PathOf($"tflite-{name}.tflite"), new ImportOptions());
}
