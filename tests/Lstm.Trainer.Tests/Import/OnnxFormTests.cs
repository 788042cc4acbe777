using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Models;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>The forms in which files hold the same: types of values, attributes of recurrent operators, states.</summary>
public class OnnxFormTests
{
    private static readonly float[] Bias = [0.5f, -1.25f];

    [Theory]
    [InlineData("raw float")]
    [InlineData("float_data")]
    [InlineData("raw double")]
    [InlineData("double_data")]
    [InlineData("raw float16")]
    [InlineData("float16 in int32_data")]
    [InlineData("raw bfloat16")]
    [InlineData("one by one")]
    public void Initializers_in_any_form(string form)
    {
        int type = form.Contains("bfloat16", StringComparison.Ordinal) ? 16 : form.Contains("float16", StringComparison.Ordinal) ? 10 : form.Contains("double", StringComparison.Ordinal) ? 11 : 1;
        Half[] halves = Array.ConvertAll(Bias, value => (Half)value);
        byte[] floats = MemoryMarshal.AsBytes(Bias.AsSpan()).ToArray();
        Action<MessageWriter> write = form switch
        {
            "raw float" => writer => writer.Bytes(9, floats),
            "float_data" => writer => writer.Bytes(4, floats),
            "raw double" => writer => writer.Bytes(9, Doubles()),
            "double_data" => writer => writer.Bytes(10, Doubles()),
            "raw float16" => writer => writer.Bytes(9, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray()),
            "float16 in int32_data" => writer => writer.Integer(5, BitConverter.HalfToUInt16Bits(halves[0])).Integer(5, BitConverter.HalfToUInt16Bits(halves[1])),
            "raw bfloat16" => writer => writer.Bytes(9, [.. Bias.SelectMany(value => BitConverter.GetBytes(value)[2..])]),
            _ => writer => writer.Float(4, Bias[0]).Float(4, Bias[1]),
        };
        AssertBias(WithBias(graph => graph.Tensor("b", type, [2], write)).Import());
    }

    [Fact]
    public void A_difference_of_signals_is_a_sum()
    {
        var imported = TestGraph.WithLstm().Node("Sub", ["y", "x"], ["z"]).Output("z").Import();
        Assert.Equal([[-1, -2], [-3, 4]], Verification.Answers(imported, [[1, 2], [3, -4]]));
        imported = TestGraph.WithLstm().Node("Tanh", ["y"], ["a"]).Node("Sigmoid", ["y"], ["b"]).Node("Sub", ["a", "b"], ["z"]).Output("z").Import();
        Assert.Equal([[-0.5, -0.5]], Verification.Answers(imported, [[1, 2]]));
    }

    [Fact]
    public void One_result_under_two_names_is_one()
    {
        var imported = TestGraph.WithLstm().Node("Identity", ["y"], ["z"]).Output("y").Output("z").Import();
        Assert.Null(imported.Spec.Graph);
        Assert.Contains("Output \"z\" is what output \"y\" is, and left out.", imported.Notes);
    }

    /// <summary>Values in a file beside the model, which was cloned without Git LFS.</summary>
    [Fact]
    public void A_pointer_in_the_place_of_values_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-pointer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "values.bin"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 8\n");
            var error = Assert.Throws<ImportException>(() => FileBeside.Open(new ModelSource(Path.Combine(folder, "a.onnx"), []), "values.bin", "the tensor"));
            Assert.Contains("values.bin: the tensor: it is a pointer of Git LFS", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("operator without bias")]
    [InlineData("division")]
    [InlineData("division without factors")]
    [InlineData("squares by a product")]
    [InlineData("reciprocal")]
    [InlineData("power")]
    [InlineData("one over the root")]
    [InlineData("factor over the root")]
    [InlineData("mean subtracted at the end")]
    [InlineData("mean subtracted at the end, without factors and biases")]
    public void Layer_normalisation_in_any_form(string form)
    {
        bool plain = form.Contains("without factors", StringComparison.Ordinal), bias = !form.Contains("without bias", StringComparison.Ordinal) && form != "mean subtracted at the end, without factors and biases";
        var graph = TestGraph.WithLstm().Floats("w", [2], 2, -3).Floats("b", [2], 5, 7).Floats("e", [], 0.25f).Floats("two", [], 2).Floats("half", [], -0.5f).Floats("one", [], 1)
            .Node("ReduceMean", ["y"], ["m"], Attributes("axes", 2L)).Node("Sub", ["y", "m"], ["d"])
            .Node(form.StartsWith("squares", StringComparison.Ordinal) ? "Mul" : "Pow", ["d", form.StartsWith("squares", StringComparison.Ordinal) ? "d" : "two"], ["q"])
            .Node("ReduceMean", ["q"], ["v"], Attributes("axes", -1L)).Node("Add", form == "power" ? ["e", "v"] : ["v", "e"], ["s"]).Node("Sqrt", ["s"], ["r"]);
        graph = form switch
        {
            "operator" => graph.Node("LayerNormalization", ["y", "w", "b"], ["z"], Attribute("epsilon", 0.25f)),
            "operator without bias" => graph.Node("LayerNormalization", ["y", "w"], ["z"], Attribute("axis", 2), Attribute("epsilon", 0.25f)),
            "reciprocal" => graph.Node("Reciprocal", ["r"], ["i"]).Node("Mul", ["i", "w"], ["iw"]).Node("Mul", ["iw", "d"], ["n"]).Node("Add", ["b", "n"], ["z"]),
            "power" => graph.Node("Pow", ["s", "half"], ["i"]).Node("Mul", ["d", "i"], ["n"]).Node("Mul", ["w", "n"], ["nw"]).Node("Add", ["nw", "b"], ["z"]),
            "one over the root" => graph.Node("Div", ["one", "r"], ["i"]).Node("Mul", ["d", "i"], ["n"]).Node("Mul", ["n", "w"], ["nw"]).Node("Add", ["nw", "b"], ["z"]),
            "factor over the root" => graph.Node("Div", ["w", "r"], ["i"]).Node("Mul", ["d", "i"], ["n"]).Node("Add", ["n", "b"], ["z"]),
            "mean subtracted at the end" => graph.Node("Reciprocal", ["r"], ["i"]).Node("Mul", ["i", "w"], ["iw"]).Node("Mul", ["y", "iw"], ["x1"]).Node("Mul", ["m", "iw"], ["m1"]).Node("Sub", ["b", "m1"], ["o"]).Node("Add", ["x1", "o"], ["z"]),
            "mean subtracted at the end, without factors and biases" => graph.Node("Reciprocal", ["r"], ["i"]).Node("Mul", ["y", "i"], ["x1"]).Node("Mul", ["m", "i"], ["m1"]).Node("Sub", ["x1", "m1"], ["z"]),
            _ => graph.Node("Div", ["d", "r"], ["n"]).Node(plain ? "Identity" : "Mul", plain ? ["n"] : ["n", "w"], ["nw"]).Node("Add", ["nw", "b"], ["z"]),
        };
        var model = graph.Output("z").Import();
        Assert.Equal(2, model.Spec.Layers.Count);
        Assert.Equal(new LayerNormLayerSpec("norm0.", 0.25f, bias), model.Spec.Layers[1]);
        float[] weight = plain ? [1, 1] : [2, -3];
        Assert.Equal(weight, model.Tensors["norm0.weight"]);
        Assert.True(bias ? model.Tensors["norm0.bias"] is [5, 7] : !model.Tensors.ContainsKey("norm0.bias"));
    }

    [Fact]
    public void Values_in_a_file_beside()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-external-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "weights.bin"), [.. new byte[8], .. MemoryMarshal.AsBytes(Bias.AsSpan())]);
            MessageWriter Entry(string key, string value) => new MessageWriter().Text(1, key).Text(2, value);
            var graph = WithBias(graph => graph.Tensor("b", 1, [2], writer => writer.Message(13, Entry("location", "weights.bin")).Message(13, Entry("offset", "8")).Message(13, Entry("length", "8")).Integer(14, 1)));
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, graph.ToBytes());
            AssertBias(Importer.Read(path, new ImportOptions()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_attribute_of_an_LSTM()
    {
        var graph = new TestGraph().Input("x", 1, "time", 1, 2).Floats("B", [1, 16]).Floats("h", [1, 1, 2], 0.25f, -0.5f).Floats("c", [1, 1, 2], 3, 4).Floats("P", [1, 6], 1, 2, 3, 4, 5, 6)
            .Recurrent("LSTM", 8, [Attribute("hidden_size", 2), Attribute("direction", "reverse"), Attribute("clip", 1.5f), Attributes("activations", "HardSigmoid", "ScaledTanh", "Softsign"), Attributes("activation_alpha", 0.3f, 2f), Attributes("activation_beta", 0.4f, 0.5f)], "B", "", "h", "c", "P").Output("Y");
        var imported = graph.Import();

        var lstm = Assert.IsType<LstmLayerSpec>(Assert.Single(imported.Spec.Layers));
        Assert.Equal((Direction.Reverse, 1.5f, true, true, false), (lstm.Direction, lstm.Clip!.Value, lstm.InitialState, lstm.Peephole, lstm.Coupled));
        Assert.Equal(new ActivationSpec(ActivationKind.HardSigmoid, 0.3f, 0.4f), lstm.Activations.OutputGate);
        Assert.Equal(new ActivationSpec(ActivationKind.ScaledTanh, 2, 0.5f), lstm.Activations.Candidate);
        Assert.Equal(ActivationKind.Softsign, lstm.Activations.Cell.Kind);
        Assert.Equal([1, 2, 5, 6, 3, 4], imported.Tensors["peephole_l0"]); // i o f there, i f o here
        Assert.Equal([0.25f, -0.5f], imported.Tensors["h0_l0"]);
        Assert.Equal([3f, 4f], imported.Tensors["c0_l0"]);
    }

    [Fact]
    public void Gates_are_put_in_order()
    {
        float[] rows = [.. Enumerable.Range(0, 16).Select(k => (float)k)];
        float[] lstm = new TestGraph().Input("x", 1, "time", 1, 2).Floats("W", [1, 8, 2], rows).Floats("R", [1, 8, 2]).Node("LSTM", ["x", "W", "R"], ["Y"]).Output("Y").Import().Tensors["weight_ih_l0"];
        Assert.Equal([0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7], lstm); // i o f c there, i f g o here
        float[] coupled = new TestGraph().Input("x", 1, "time", 1, 2).Floats("W", [1, 8, 2], rows).Floats("R", [1, 8, 2]).Node("LSTM", ["x", "W", "R"], ["Y"], Attribute("input_forget", 1)).Output("Y").Import().Tensors["weight_ih_l0"];
        Assert.Equal([0, 1, 2, 3, 12, 13, 14, 15, 4, 5, 6, 7], coupled);
        float[] gru = new TestGraph().Input("x", 1, "time", 1, 2).Floats("W", [1, 6, 2], rows[..12]).Floats("R", [1, 6, 2]).Node("GRU", ["x", "W", "R"], ["Y"]).Output("Y").Import().Tensors["weight_ih_l0"];
        Assert.Equal([4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11], gru); // z r h there, r z n here
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Where_a_GRU_resets(int linearBeforeReset, bool before)
    {
        var imported = new TestGraph().Input("x", 1, "time", 1, 2).Recurrent("GRU", 6, [Attribute("linear_before_reset", linearBeforeReset)]).Output("Y").Import();
        Assert.Equal(before, ((GruLayerSpec)imported.Spec.Layers[0]).ResetBefore);
    }

    [Fact]
    public void States_that_are_inputs_are_a_streams()
    {
        var graph = new TestGraph().Input("x", 1, 1, 1, 2).Input("h", 1, 1, 1, 2).Input("c", 1, 1, 1, 2).Floats("B", [1, 16]).Recurrent("LSTM", 8, [], "B", "", "h", "c").Output("Y").Output("Y_h").Output("Y_c");
        var imported = graph.Import();
        Assert.False(((LstmLayerSpec)imported.Spec.Layers[0]).InitialState);
        Assert.Contains(imported.Notes, note => note.Contains("\"h\"", StringComparison.Ordinal));
        Assert.Contains(imported.Notes, note => note.Contains("\"Y_c\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_result_that_is_named_is_the_only_one()
    {
        var graph = TestGraph.WithLstm().Node("Relu", ["y"], ["positive"]).Node("Tanh", ["y"], ["bounded"]).Output("positive").Output("bounded");
        var imported = graph.Import(new ImportOptions { Result = "bounded" });
        Assert.Equal(["lstm 2", "tanh"], imported.Spec.Layers.Select(layer => layer.Label));
        Assert.Contains("Left out, as --result names \"bounded\": output \"positive\".", imported.Notes);
        Assert.Equal(4, graph.Import().Spec.OutputSize);
    }

    [Fact]
    public void Outputs_that_are_called_otherwise_are_told()
    {
        var imported = TestGraph.WithLstm().Node("Relu", ["y"], ["positive"]).Node("Tanh", ["y"], ["output"]).Output("positive").Output("output").Import();
        Assert.Contains("Output \"output\" is \"output2\" here.", imported.Notes);
        Assert.DoesNotContain(imported.Notes, note => note.Contains("\"positive\"", StringComparison.Ordinal));
    }

    [Fact]
    public void More_outputs_than_a_network_has_are_to_be_left_out()
    {
        var graph = Enumerable.Range(1, 17).Aggregate(TestGraph.WithLstm(), (all, k) => all.Node("Tanh", ["y"], [$"y{k}"]).Output($"y{k}"));
        Assert.Contains("it has 17 outputs that are no states; expected at most 16; --ignore NAME leaves one out", Assert.Throws<ImportException>(() => graph.Import()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_to_ignore_is_one_of_the_graph()
    {
        var graph = TestGraph.WithLstm().Output("y");
        var error = Assert.Throws<ImportException>(() => graph.Import(new ImportOptions { Ignored = ["z"] }));
        Assert.Equal("test.onnx: --ignore: the graph has no output \"z\"; expected one of \"y\"", error.Message);
    }

    [Fact]
    public void A_batch_first_layout()
    {
        var imported = new TestGraph().Input("x", 1, 1, "time", 2).Recurrent("LSTM", 8, [Attribute("layout", 1)]).Output("Y").Import();
        Assert.IsType<LstmLayerSpec>(Assert.Single(imported.Spec.Layers));
    }

    // What the exporter of Keras models puts around a layer: the time steps of all sequences as rows of one matrix, and back.
    [Fact]
    public void A_dense_layer_with_its_time_steps_put_together()
    {
        var graph = new TestGraph { Opset = 12 }.Input("x", 1, "batch", "time", 2).Node("Transpose", ["x"], ["t"], Attributes("perm", 1L, 0L, 2L)).Floats("W", [1, 8, 2]).Floats("R", [1, 8, 2]).Node("LSTM", ["t", "W", "R"], ["Y"])
            .Node("Squeeze", ["Y"], ["s"], Attributes("axes", 1L)).Node("Transpose", ["s"], ["h"], Attributes("perm", 1L, 0L, 2L))
            .Whole("rows", -1, 2).Node("Reshape", ["h", "rows"], ["flat"]).Floats("w", [2, 3], 1, 2, 3, 4, 5, 6).Node("MatMul", ["flat", "w"], ["m"]).Floats("b", [3], 7, 8, 9).Node("Add", ["m", "b"], ["a"])
            .Node("Shape", ["h"], ["shape"]).Whole("from", 0).Whole("to", 2).Node("Slice", ["shape", "from", "to"], ["both"]).Whole("three", 3).Node("Concat", ["both", "three"], ["wanted"], Attribute("axis", 0))
            .Node("Reshape", ["a", "wanted"], ["z"]).Node("Sigmoid", ["z"], ["y"]).Output("y");
        var imported = graph.Import();
        Assert.Equal("lstm 2|dense 3 sigmoid", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        Assert.Equal([1, 4, 2, 5, 3, 6], imported.Tensors["dense0.weight"]);
        Assert.Equal([7, 8, 9], imported.Tensors["dense0.bias"]);
    }

    [Fact]
    public void Batch_normalisation_and_grouped_convolutions_are_folded()
    {
        var graph = new TestGraph().Input("x", 1, 1, 2, "time").Floats("w", [2, 1, 2], 1, 2, 3, 4).Node("Conv", ["x", "w"], ["a"], Attribute("group", 2), Attributes("pads", 1L, 0L))
            .Floats("s", [2], 2, 3).Floats("o", [2], 1, 1).Floats("m", [2], 0.5f, 0).Floats("v", [2], 4, 1).Node("BatchNormalization", ["a", "s", "o", "m", "v"], ["z"], Attribute("epsilon", 0f)).Output("z");
        var imported = graph.Import();

        Assert.Equal([1, 2, 0, 0, 0, 0, 3, 4], imported.Tensors["conv0.weight"]);
        Assert.Equal([1, 3], imported.Tensors["scale0.factor"]);
        Assert.Equal([-0.5f, -1f / 3], imported.Tensors["scale0.offset"]);
        Assert.Contains(imported.Notes, note => note.Contains("groups", StringComparison.Ordinal));
    }

    private static TestGraph WithBias(Func<TestGraph, TestGraph> bias) => bias(TestGraph.WithLstm().Floats("w", [2, 2]).Node("MatMul", ["y", "w"], ["p"])).Node("Add", ["b", "p"], ["z"]).Output("z");

    private static void AssertBias(ImportedModel imported) => Assert.Equal(Bias, imported.Tensors["dense0.bias"]);

    private static byte[] Doubles() => MemoryMarshal.AsBytes(Array.ConvertAll(Bias, value => (double)value).AsSpan()).ToArray();
}
