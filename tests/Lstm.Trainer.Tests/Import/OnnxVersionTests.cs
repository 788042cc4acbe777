using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>A graph is read by the version of the operators that it states.</summary>
public class OnnxVersionTests
{
    [Theory]
    [InlineData(12, true, null)]
    [InlineData(12, false, "axes are given as an input; expected an attribute, as version 12")]
    [InlineData(13, true, "axes are given as an attribute; expected an input, as version 13")]
    [InlineData(13, false, null)]
    public void The_axes_of_a_Squeeze(int opset, bool asAttribute, string? words) => Check(words, () => Squeezed(opset, asAttribute).Output("y"));

    [Theory]
    [InlineData(17, true, null)]
    [InlineData(18, true, "as version 18")]
    [InlineData(18, false, null)]
    public void The_axes_of_a_ReduceMean(int opset, bool asAttribute, string? words) => Check(words, () => asAttribute
        ? Squeezed(opset, false).Node("ReduceMean", ["y"], ["z"], Attributes("axes", 0L)).Output("z")
        : Squeezed(opset, false).Whole("time", 0).Node("ReduceMean", ["y", "time"], ["z"]).Output("z"));

    [Theory]
    [InlineData(10, true, null)]
    [InlineData(11, true, "min are given as an attribute")]
    [InlineData(11, false, null)]
    [InlineData(10, false, "min are given as an input")]
    public void The_limits_of_a_Clip(int opset, bool asAttribute, string? words) => Check(words, () => asAttribute
        ? Squeezed(opset, true).Node("Clip", ["y"], ["z"], Attribute("min", 0f)).Output("z")
        : Squeezed(opset, true).Floats("least", [], 0).Node("Clip", ["y", "least"], ["z"]).Output("z"));

    // Before 13 it went over all axes from its own on, and its own was the second one.
    [Theory]
    [InlineData(12, "features")]
    [InlineData(13, null)]
    public void The_axis_of_a_Softmax(int opset, string? words) =>
        Check(words, () => Squeezed(opset, opset < 13).Node("Transpose", ["y"], ["t"], Attributes("perm", 1L, 0L, 2L)).Node("Softmax", ["t"], ["z"]).Output("z"));

    [Theory]
    [InlineData(6, "version 6")]
    [InlineData(1, "7 or newer")]
    public void Versions_before_7_are_refused(int opset, string words) => Check(words, () => Squeezed(opset, true).Output("y"));

    [Fact]
    public void A_newer_version_is_said()
    {
        var imported = Squeezed(99, false).Output("y").Import();
        Assert.Contains(imported.Notes, note => note.Contains("version 99", StringComparison.Ordinal) && note.Contains("--verify", StringComparison.Ordinal));
        Assert.DoesNotContain(Squeezed(22, false).Output("y").Import().Notes, note => note.Contains("version", StringComparison.Ordinal));
        Assert.Contains(OfIr(99).Import().Notes, note => note.Contains("IR version 99", StringComparison.Ordinal));
        Assert.Contains("ir_version", Assert.Throws<ImportException>(() => OfIr(2).Import()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Concat_must_say_its_axis() => Check("\"axis\": it is missing", () => TestGraph.WithLstm().Floats("c", [1], 1).Node("Concat", ["c", "c"], ["d"]).Node("Mul", ["y", "d"], ["z"]).Output("z"));

    [Theory]
    [InlineData("LeakyRelu", ActivationKind.LeakyRelu, 0.01f, 0f)]
    [InlineData("Elu", ActivationKind.Elu, 1f, 0f)]
    [InlineData("HardSigmoid", ActivationKind.HardSigmoid, 0.2f, 0.5f)]
    [InlineData("ThresholdedRelu", ActivationKind.ThresholdedRelu, 1f, 0f)]
    public void Functions_have_the_defaults_of_their_operators(string name, ActivationKind kind, float alpha, float beta)
    {
        var imported = TestGraph.WithLstm(Attributes("activations", name, "Tanh", "Tanh")).Output("y").Import();
        Assert.Equal(new ActivationSpec(kind, alpha, beta), ((LstmLayerSpec)imported.Spec.Layers[0]).Activations.InputGate);
        Assert.Equal(name == "ThresholdedRelu", imported.Notes.Any(note => note.Contains("ONNX Runtime 1.30 takes 0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Affine", false, false, "no activation_alpha and no activation_beta; expected activation_alpha and activation_beta with a number")]
    [InlineData("ScaledTanh", false, false, "no text of ONNX says their defaults")]
    [InlineData("ScaledTanh", true, false, "has no activation_beta; expected activation_beta with a number")]
    [InlineData("Affine", false, true, "has no activation_alpha; expected activation_alpha with a number")]
    [InlineData("Affine", true, true, null)]
    public void Functions_without_defaults_must_be_given_their_numbers(string name, bool alpha, bool beta, string? words) => Check(words, () => TestGraph.WithLstm(
        [Attributes("activations", "Sigmoid", name, "Tanh"), .. alpha ? [Attributes("activation_alpha", 2f)] : Array.Empty<Lstm.Training.Formats.Onnx.MessageWriter>(), .. beta ? [Attributes("activation_beta", 1f)] : Array.Empty<Lstm.Training.Formats.Onnx.MessageWriter>()]).Output("y"));

    [Fact]
    public void What_a_clip_limits_is_said()
    {
        var imported = TestGraph.WithLstm(Attribute("clip", 0.5f)).Output("y").Import();
        Assert.Contains(imported.Notes, note => note.Contains("clip 0.5 limits the sums", StringComparison.Ordinal));
        Assert.DoesNotContain(new TestGraph().Input("x", 1, "time", 1, 2).Recurrent("GRU", 6, [Attribute("clip", 0.5f)]).Output("Y").Import().Notes, note => note.Contains("clip", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new float[] { 0.25f }, null)]
    [InlineData(new float[] { 0.25f, 0.25f }, null)]
    [InlineData(new float[] { 0.25f, 0.5f }, "its 2 slopes differ")]
    public void A_PRelu_with_one_slope(float[] slopes, string? words)
    {
        TestGraph Graph() => TestGraph.WithLstm().Floats("s", [slopes.Length], slopes).Node("PRelu", ["y", "s"], ["z"]).Output("z");
        Check(words, Graph);
        if (words is null)
        {
            Assert.Equal(new ActivationSpec(ActivationKind.LeakyRelu, 0.25f, 0), ((ActivationLayerSpec)Graph().Import().Spec.Layers[1]).Activation);
        }
    }

    // Three readings of the axes are tried; the reason of the one that fits so far is told, not that of the first.
    [Fact]
    public void A_convolution_is_refused_for_its_padding()
    {
        var graph = new TestGraph().Input("x", 1, 1, "time", 2).Node("Transpose", ["x"], ["t"], Attributes("perm", 0L, 2L, 1L)).Floats("w", [2, 2, 3]).Node("Conv", ["t", "w"], ["z"], Attributes("pads", 1L, 1L)).Output("z");
        Check("is not causal", () => graph);
        Check("causal padding, 2 before", () => graph);
    }

    [Fact]
    public void Fields_of_newer_versions_are_passed_over_where_they_are_empty()
    {
        var imported = TestGraph.WithLstm().Tensor("c", 1, [2], writer => writer.Bytes(9, new byte[8]).Bytes(77, [])).Node("Add", ["y", "c"], ["z"]).Output("z").Import();
        Assert.Contains(imported.Notes, note => note.Contains("field 77", StringComparison.Ordinal) && note.Contains("empty", StringComparison.Ordinal));
        byte[] file = [.. TestGraph.WithLstm().Output("y").ToBytes(), .. new MessageWriter().Message(20, new MessageWriter().Integer(1, 1)).ToArray()];
        Assert.Contains(Importer.Read(new ModelSource("test.onnx", file), new ImportOptions()).Notes, note => note.Contains("how it was trained", StringComparison.Ordinal));
    }

    private static TestGraph Squeezed(int opset, bool asAttribute)
    {
        var graph = new TestGraph { Opset = opset }.Input("x", 1, "time", 1, 2).Recurrent("LSTM", 8, []);
        return asAttribute ? graph.Node("Squeeze", ["Y"], ["y"], Attributes("axes", 1L)) : graph.Whole("axis", 1).Node("Squeeze", ["Y", "axis"], ["y"]);
    }

    private static TestGraph OfIr(long version) => new TestGraph { Ir = version }.Input("x", 1, "time", 1, 2).Recurrent("LSTM", 8, []).Output("Y");

    private static void Check(string? words, Func<TestGraph> graph)
    {
        if (words is null)
        {
            Assert.NotEmpty(graph().Import().Spec.Layers);
        }
        else
        {
            Assert.Contains(words, Assert.Throws<ImportException>(() => graph().Import()).Message, StringComparison.Ordinal);
        }
    }
}
