using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Tests.Export;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Graphs of frames, as detectors of speech are: a spectrum by convolution, branches by sampling rate and by size, states that are inputs.</summary>
public class OnnxFrameTests
{
    private const int Units = 3;

    [Theory]
    [InlineData(null, 16)]
    [InlineData(16000, 16)]
    [InlineData(8000, 8)]
    public void A_detector_answers_as_in_ONNX_Runtime(int? rate, int frame)
    {
        var runtime = OnnxRuntime.Need();
        byte[] file = Detector().ToBytes();
        var options = new ImportOptions { Frame = frame, Settings = rate is { } given ? new() { ["sr"] = given } : [] };
        var imported = Importer.Read(new ModelSource("test.onnx", file), options);

        Assert.Equal("frame-conv1d 6 kernel 4|magnitude|frame-conv1d 4 kernel 3 leakyRelu|frame-conv1d 2 kernel 3|lstm 3|leakyRelu|dense 1 sigmoid", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Equal(rate is null, imported.Notes.Any(note => note.Contains("\"sr\" decides", StringComparison.Ordinal) && note.Contains("16000", StringComparison.Ordinal)));
        Assert.Contains(imported.Notes, note => note.Contains("\"next\"", StringComparison.Ordinal));

        var random = new Random(3);
        float[][] samples = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, frame).Select(_ => (random.NextSingle() * 2) - 1).ToArray())];
        float[] expected = [.. runtime.Stream(file, samples, ("input", [1, frame]), ("output", [1, 1]), [("state", "next", [2, 1, Units])], ("sr", rate ?? 16000)).SelectMany(row => row)];
        float[] found = Answers.OfGenerated(imported, [.. samples.SelectMany(row => row)]);
        Assert.InRange(found.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6);
        Assert.InRange(expected.Max() - expected.Min(), 1e-3, 1); // the answers depend on the samples
    }

    [Fact]
    public void How_long_a_frame_is_must_be_said()
    {
        Assert.Contains("--frame", Assert.Throws<ImportException>(() => Detector().Import()).Message, StringComparison.Ordinal);
        Assert.Contains("--frame", Assert.Throws<ImportException>(() => Detector().Import(new ImportOptions { Frame = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_is_not_a_number_cannot_be_set() =>
        Assert.Contains("one of \"sr\"", Assert.Throws<ImportException>(() => Detector().Import(new ImportOptions { Frame = 16, Settings = new() { ["rate"] = 1 } })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_branch_that_depends_on_the_length_is_refused()
    {
        var graph = TestGraph.WithLstm().Node("Shape", ["y"], ["s"]).Whole("zero", 0).Node("Gather", ["s", "zero"], ["n"]).Whole("five", 5).Node("Equal", ["n", "five"], ["is"])
            .Node("If", ["is"], ["z"], new TestGraph().Node("Tanh", ["y"], ["a"]).Output("a").AsAttribute("then_branch"), new TestGraph().Node("Relu", ["y"], ["b"]).Output("b").AsAttribute("else_branch")).Output("z");
        Assert.Contains("depends on the number of time steps", Assert.Throws<ImportException>(() => graph.Import()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_cannot_be_the_result()
    {
        var graph = new TestGraph().Input("x", 1, 1, 8).Whole("one", 1).Node("Unsqueeze", ["x", "one"], ["u"]).Floats("w", [2, 1, 2]).Node("Conv", ["u", "w"], ["z"]).Output("z");
        Assert.Contains("channel, position]", Assert.Throws<ImportException>(() => graph.Import()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_cannot_lie_in_each_other_without_end()
    {
        var inner = new TestGraph().Node("Tanh", ["y"], ["a"]).Output("a");
        for (int k = 0; k < 20; k++)
        {
            inner = new TestGraph().Node("If", ["is"], ["a"], inner.AsAttribute("then_branch"), new TestGraph().AsAttribute("else_branch")).Output("a");
        }
        Assert.Contains("deep", Assert.Throws<ImportException>(() => inner.Input("x", 1, 1, 1, 2).Import()).Message, StringComparison.Ordinal);
    }

    /// <summary>A sample of one frame of any length, a rate that chooses one of two networks, and a state.</summary>
    internal static TestGraph Detector()
    {
        var random = new Random(5);
        return new TestGraph { Opset = 16 }.Input("input", 1, "batch", "sequence").Input("sr", 7).Input("state", 1, 2, 1, Units).Tensor("rate", 7, [], writer => writer.Integer(7, 16000))
            .Node("Equal", ["sr", "rate"], ["is16k"]).Node("If", ["is16k"], ["output", "next"], Network("a", stride: 4, random).AsAttribute("then_branch"), Network("b", stride: 2, random).AsAttribute("else_branch"))
            .Output("output", 1, 1).Output("next", 2, 1, Units);
    }

    private static TestGraph Network(string p, int stride, Random random)
    {
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 4 * (random.NextSingle() - 0.5f))];
        return new TestGraph().Whole(p + "pads", 0, 0, 0, 2).Whole(p + "0", 0).Whole(p + "1", 1).Whole(p + "3", 3).Whole(p + "all", long.MaxValue).Floats(p + "2.0", [], 2).Whole(p + "last", -1)
            .Floats(p + "stft", [6, 1, 4], Draw(24)).Floats(p + "w1", [4, 3, 3], Draw(36)).Floats(p + "b1", [4], Draw(4)).Floats(p + "w2", [2, 4, 3], Draw(24))
            .Floats(p + "W", [1, 12, 2], Draw(24)).Floats(p + "R", [1, 12, 3], Draw(36)).Floats(p + "B", [1, 24], Draw(24)).Floats(p + "wo", [1, 3, 1], Draw(3)).Floats(p + "bo", [1], Draw(1))
            .Node("Pad", ["input", p + "pads"], [p + "padded"], Attribute("mode", "reflect")).Node("Unsqueeze", [p + "padded", p + "1"], [p + "frame"])
            .Node("Conv", [p + "frame", p + "stft"], [p + "bins"], Attributes("strides", (long)stride))
            .Node("Slice", [p + "bins", p + "0", p + "3", p + "1"], [p + "re"]).Node("Slice", [p + "bins", p + "3", p + "all", p + "1"], [p + "im"])
            .Node("Pow", [p + "re", p + "2.0"], [p + "re2"]).Node("Mul", [p + "im", p + "im"], [p + "im2"]).Node("Add", [p + "re2", p + "im2"], [p + "power"]).Node("Sqrt", [p + "power"], [p + "mag"])
            .Node("Conv", [p + "mag", p + "w1", p + "b1"], [p + "c1"], Attributes("pads", 1L, 1L)).Node("LeakyRelu", [p + "c1"], [p + "r1"])
            .Node("Conv", [p + "r1", p + "w2"], [p + "c2"], Attributes("pads", 1L, 1L), Attributes("strides", 4L))
            .Node("Shape", [p + "c2"], [p + "s"]).Node("Gather", [p + "s", p + "last"], [p + "n"]).Node("Equal", [p + "n", p + "1"], [p + "isOne"])
            .Node("If", [p + "isOne"], [p + "x"], new TestGraph().Node("Squeeze", [p + "c2", p + "last"], [p + "x1"]).Output(p + "x1", 1, 2).AsAttribute("then_branch"), new TestGraph().Node("Identity", [p + "c2"], [p + "x2"]).Output(p + "x2", 1, 2, 1).AsAttribute("else_branch"))
            .Node("Unsqueeze", [p + "x", p + "0"], [p + "xt"]).Node("Slice", ["state", p + "0", p + "1", p + "0"], [p + "h0"]).Node("Slice", ["state", p + "1", p + "all", p + "0"], [p + "c0"])
            .Node("LSTM", [p + "xt", p + "W", p + "R", p + "B", "", p + "h0", p + "c0"], [p + "Y", p + "h", p + "c"], Attribute("hidden_size", Units))
            .Node("Concat", [p + "h", p + "c"], [p + "next"], Attribute("axis", 0)).Node("Squeeze", [p + "h", p + "0"], [p + "hs"]).Node("Unsqueeze", [p + "hs", p + "last"], [p + "hu"]).Node("LeakyRelu", [p + "hu"], [p + "hr"])
            .Node("Conv", [p + "hr", p + "wo", p + "bo"], [p + "o"]).Node("Sigmoid", [p + "o"], [p + "os"]).Node("Squeeze", [p + "os", p + "1"], [p + "oq"])
            .Node("ReduceMean", [p + "oq"], [p + "om"], Attributes("axes", 1L), Attribute("keepdims", 0)).Node("Unsqueeze", [p + "om", p + "1"], [p + "output"])
            .Output(p + "output", 1, 1).Output(p + "next", 2, 1, Units);
    }
}
