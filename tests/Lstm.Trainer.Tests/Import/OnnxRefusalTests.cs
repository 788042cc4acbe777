using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What cannot be represented is named: the node, and the attribute or input.</summary>
public class OnnxRefusalTests
{
    private static readonly Dictionary<string, (Func<TestGraph> Graph, string[] Words)> Cases = new()
    {
        ["unknown operator"] = (() => TestGraph.WithLstm().Node("Erf", ["y"], ["z"]).Output("z"), ["\"the Erf\" (Erf)", "no counterpart"]),
        ["operator of another domain"] = (() => TestGraph.WithLstm().NodeOfDomain("com.microsoft", "Gelu", ["y"], ["z"]).Output("z"), ["com.microsoft.Gelu"]),
        ["unknown attribute"] = (() => TestGraph.WithLstm(Attribute("cell_clip", 1f)).Output("y"), ["the LSTM", "\"cell_clip\"", "not known"]),
        ["attribute of another type"] = (() => TestGraph.WithLstm(Attribute("clip", "1")).Output("y"), ["\"clip\"", "type"]),
        ["unknown direction"] = (() => TestGraph.WithLstm(Attribute("direction", "sideways")).Output("y"), ["\"direction\"", "sideways", "bidirectional"]),
        ["unknown activation"] = (() => TestGraph.WithLstm(Attributes("activations", "Gelu", "Tanh", "Tanh")).Output("y"), ["\"activations\"", "Gelu"]),
        ["too many alphas"] = (() => TestGraph.WithLstm(Attributes("activation_alpha", 1f)).Output("y"), ["activation_alpha", "more values"]),
        ["too few alphas"] = (() => TestGraph.WithLstm(Attributes("activations", "Elu", "Elu", "Tanh"), Attributes("activation_alpha", 1f)).Output("y"), ["activation_alpha", "fewer"]),
        ["a clip of 0"] = (() => TestGraph.WithLstm(Attribute("clip", 0f)).Output("y"), ["\"clip\"", "above 0"]),
        ["another hidden size"] = (() => TestGraph.WithLstm(Attribute("hidden_size", 3)).Output("y"), ["the LSTM", "W", "[1, 12, 2]"]),
        ["lengths of sequences"] = (() => new TestGraph().Input("x", 1, "time", 1, 2).Floats("B", [1, 16]).Tensor("lengths", 6, [1], writer => writer.Integer(5, 3)).Recurrent("LSTM", 8, [], "B", "lengths").Output("Y"), ["the LSTM", "sequence_lens"]),
        ["state computed in the graph"] = (() => new TestGraph().Input("x", 1, "time", 1, 2).Floats("B", [1, 16]).Recurrent("LSTM", 8, [], "B", "", "x").Output("Y"), ["initial state"]),
        ["weights of another shape"] = (() => new TestGraph().Input("x", 1, "time", 1, 3).Recurrent("LSTM", 8, []).Output("Y"), ["W", "[1, 8, 2]", "[1, 8, 3]"]),
        ["weights that are computed"] = (() => new TestGraph().Input("x", 1, "time", 1, 2).Floats("R", [1, 8, 2]).Node("LSTM", ["x", "x", "R"], ["Y"]).Output("Y"), ["W", "constant"]),
        ["a graph as attribute"] = (() => TestGraph.WithLstm().Node("Loop", ["y"], ["z"], new Lstm.Training.Formats.Onnx.MessageWriter().Text(1, "body").Bytes(6, []).Integer(20, 5)).Output("z"), ["the Loop", "do not go together"]),
        ["a branch behind the mean over time"] = (() => TestGraph.WithLstm().Node("ReduceMean", ["y"], ["m"], Attributes("axes", 0L), Attribute("keepdims", 0)).Node("Tanh", ["m"], ["a"]).Node("Sigmoid", ["m"], ["b"]).Node("Mul", ["a", "b"], ["z"]).Output("z"), ["it takes the mean over time, and the network branches"]),
        ["an output at the end and one at every time step"] = (() => TestGraph.WithLstm().Node("Tanh", ["Y_h"], ["a"]).Node("Sigmoid", ["y"], ["b"]).Output("a").Output("b"), ["some outputs are one answer for the whole sequence"]),
        ["a product of signals of other sizes"] = (() => TestGraph.WithLstm().Floats("m", [2, 3]).Node("MatMul", ["y", "m"], ["d"]).Node("Mul", ["y", "d"], ["z"]).Output("z"), ["the Mul", "as many values"]),
        ["a quotient of signals"] = (() => TestGraph.WithLstm().Node("Div", ["y", "x"], ["z"]).Output("z"), ["the Div", "added, subtracted and multiplied only"]),
        ["a constant for each time step"] = (() => TestGraph.WithLstm().Floats("c", [9, 1, 2]).Node("Add", ["y", "c"], ["z"]).Output("z"), ["the Add", "[9, 1, 2]"]),
        ["a division by what flows"] = (() => TestGraph.WithLstm().Floats("c", [1], 1).Node("Div", ["c", "y"], ["z"]).Output("z"), ["the Div", "divides a constant"]),
        ["a softmax over time"] = (() => TestGraph.WithLstm().Node("Softmax", ["y"], ["z"], Attribute("axis", 0)).Output("z"), ["the Softmax", "features"]),
        ["relu6"] = (() => TestGraph.WithLstm().Floats("a", [], 0).Floats("b", [], 6).Node("Clip", ["y", "a", "b"], ["z"]).Output("z"), ["the Clip", "[0, 6]"]),
        ["the mean over features"] = (() => TestGraph.WithLstm().Node("ReduceMean", ["y"], ["z"], Attributes("axes", 2L)).Output("z"), ["\"z\"", "a step of a layer normalisation"]),
        ["the mean over the batch"] = (() => TestGraph.WithLstm().Node("ReduceMean", ["y"], ["z"], Attributes("axes", 1L, 2L)).Output("z"), ["the ReduceMean", "over the features alone in a layer normalisation"]),
        ["a normalisation over time"] = (() => TestGraph.WithLstm().Floats("w", [1]).Node("LayerNormalization", ["y", "w"], ["z"], Attribute("axis", 0)).Output("z"), ["the LayerNormalization", "over axes 0", "over the last axis, the features"]),
        ["a normalisation that divides by 0"] = (() => TestGraph.WithLstm().Floats("w", [2]).Node("LayerNormalization", ["y", "w"], ["z"], Attribute("epsilon", 0f)).Output("z"), ["the LayerNormalization", "epsilon is 0", "above 0"]),
        ["a normalisation by what flows"] = (() => TestGraph.WithLstm().Node("LayerNormalization", ["y", "y"], ["z"]).Output("z"), ["the LayerNormalization", "no constant"]),
        ["a mean over the features without their axis"] = (() => TestGraph.WithLstm().Node("ReduceMean", ["y"], ["z"], Attributes("axes", 2L), Attribute("keepdims", 0)).Output("z"), ["the ReduceMean", "keepdims"]),
        ["what is no normalisation"] = (() => TestGraph.WithLstm().Node("ReduceMean", ["y"], ["m"], Attributes("axes", 2L)).Node("Add", ["y", "m"], ["z"]).Output("z"), ["the Add", "a step of a layer normalisation", "(x − mean)/√(variance + ε)"]),
        ["a reciprocal"] = (() => TestGraph.WithLstm().Node("Reciprocal", ["y"], ["z"]).Output("z"), ["the Reciprocal", "layer normalisation"]),
        ["the first time step"] = (() => TestGraph.WithLstm().Tensor("k", 7, [], writer => writer.Integer(7, 0)).Node("Gather", ["y", "k"], ["z"]).Output("z"), ["the Gather", "last time step"]),
        ["time turned round"] = (() => TestGraph.WithLstm().Whole("a", -1).Whole("b", long.MinValue).Whole("c", 0).Whole("d", -1).Node("Slice", ["y", "a", "b", "c", "d"], ["z"]).Output("z"), ["the Slice", "steps of -1"]),
        ["the last features"] = (() => TestGraph.WithLstm().Whole("a", 1).Whole("b", 2).Whole("c", 2).Node("Slice", ["y", "a", "b", "c"], ["z"]).Output("z"), ["\"z\"", "half of the channels"]),
        ["only some features"] = (() => TestGraph.WithLstm().Whole("a", 0).Whole("b", 1).Whole("c", 2).Node("Slice", ["y", "a", "b", "c"], ["z"]).Output("z"), ["first 1 values"]),
        ["a convolution that looks ahead"] = (() => Convolution(Attributes("pads", 1L, 1L)), ["the Conv", "\"pads\"", "causal"]),
        ["a convolution without padding before an LSTM"] = (() => new TestGraph().Input("x", 1, 1, 2, "time").Floats("w", [2, 2, 3]).Node("Conv", ["x", "w"], ["c"]).Node("Transpose", ["c"], ["t"], Attributes("perm", 2L, 0L, 1L)).Floats("W", [1, 8, 2]).Floats("R", [1, 8, 2]).Node("LSTM", ["t", "W", "R"], ["Y"]).Output("Y"), ["the LSTM", "convolution without padding", "time step 3", "causal"]),
        ["a convolution without padding and with a stride"] = (() => Convolution(Attributes("strides", 3L)), ["the Conv", "\"pads\"", "time step 3", "2 before"]),
        ["the mean behind a convolution without padding"] = (() => new TestGraph().Input("x", 1, 1, 2, "time").Floats("w", [2, 2, 3]).Node("Conv", ["x", "w"], ["c"]).Node("GlobalAveragePool", ["c"], ["z"]).Output("z"), ["without padding", "first 2 answers"]),
        ["a DequantizeLinear of blocks"] = (() => TestGraph.WithLstm().Tensor("q", 3, [2, 2], writer => writer.Bytes(9, new byte[4])).Floats("s", [], 1).Node("DequantizeLinear", ["q", "s"], ["w"], Attribute("block_size", 2)).Node("MatMul", ["y", "w"], ["z"]).Output("z"), ["\"block_size\"", "0"]),
        ["a QuantizeLinear alone"] = (() => TestGraph.WithLstm().Floats("s", [], 1).Node("QuantizeLinear", ["y", "s"], ["z"]).Output("z"), ["\"z\"", "without a DequantizeLinear"]),
        ["a convolution padded by a word"] = (() => Convolution(Attribute("auto_pad", "SAME_UPPER")), ["\"auto_pad\"", "SAME_UPPER"]),
        ["dropout in training"] = (() => TestGraph.WithLstm().Floats("r", [], 0.5f).Tensor("t", 9, [], writer => writer.Bytes(9, [1])).Node("Dropout", ["y", "r", "t"], ["z"]).Output("z"), ["the Dropout", "training_mode"]),
        ["the final cell state"] = (() => TestGraph.WithLstm().Node("Tanh", ["Y_c"], ["z"]).Output("z"), ["final cell state"]),
        ["a matrix of another size"] = (() => TestGraph.WithLstm().Floats("w", [3, 2]).Node("MatMul", ["y", "w"], ["z"]).Output("z"), ["the MatMul", "[3, 2]"]),
        ["a matrix before what flows"] = (() => TestGraph.WithLstm().Floats("w", [2, 2]).Node("MatMul", ["w", "y"], ["z"]).Output("z"), ["the MatMul", "then a constant matrix"]),
        ["a value that nobody makes"] = (() => TestGraph.WithLstm().Node("Tanh", ["nothing"], ["z"]).Output("z"), ["the Tanh", "\"nothing\""]),
        ["the sample as a result"] = (() => TestGraph.WithLstm().Output("y").Output("x"), ["\"x\"", "the sample itself"]),
        ["no result"] = (() => TestGraph.WithLstm(), ["no output"]),
        ["a picture"] = (() => new TestGraph().Input("x", 1, 1, 3, 8, 8).Node("Relu", ["x"], ["z"]).Output("z"), ["\"x\"", "4 dimensions"]),
        ["text"] = (() => new TestGraph().Input("x", 8, 1, 2, 3).Node("Relu", ["x"], ["z"]).Output("z"), ["\"x\"", "data type"]),
        ["an open number of features"] = (() => new TestGraph().Input("x", 1, "time", "batch", "features").Node("Relu", ["x"], ["z"]).Output("z"), ["\"x\"", "how many values"]),
        ["a type of weights that is not read"] = (() => TestGraph.WithLstm().Tensor("c", 15, [1], writer => writer.Bytes(9, new byte[16])).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "data type 15"]),
        ["too few values"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], writer => writer.Bytes(9, new byte[4])).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "1 values", "2 for its shape"]),
        ["values that are not finite"] = (() => TestGraph.WithLstm().Floats("c", [2], 1, float.NaN).Node("Add", ["y", "c"], ["z"]).Output("z"), ["the Add", "NaN"]),
        ["weights from anywhere"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], External("../secret.bin")).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "secret.bin", "beside the model"]),
        ["weights in a file without a name"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], External("a\0b")).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "its values are in \"a", "a file beside the model"]),
        ["weights of a negative size"] = (() => TestGraph.WithLstm().Tensor("c", 1, [-2], writer => writer.Bytes(9, new byte[8])).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "its shape is [-2]", "sizes from 0 on"]),
        ["a constant of a negative size"] = (() => TestGraph.WithLstm().Whole("n", -4).Node("ConstantOfShape", ["n"], ["c"]).Node("Add", ["y", "c"], ["z"]).Output("z"), ["the ConstantOfShape", "a shape of [-4]", "sizes from 0 on"]),
        ["a type beyond 32 bits"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], writer => writer.Integer(2, (1L << 32) + 1).Bytes(9, new byte[8])).Node("Add", ["y", "c"], ["z"]).Output("z"), ["\"c\"", "data type 2147483647"]),
        ["a sum with the sample that does not fit"] = (() => new TestGraph().Input("x", 1, "time", 1, 2).Recurrent("LSTM", 8, []).Node("Add", ["Y", "x"], ["z"]).Output("z"), ["of layer 0 and [", "of the sample"]),
        ["weights that are missing"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], External("none.bin")).Node("Add", ["y", "c"], ["z"]).Output("z"), ["none.bin", "no such file"]),
        ["an unknown field"] = (() => TestGraph.WithLstm().Tensor("c", 1, [2], writer => writer.Integer(77, 1)).Output("y"), ["field 77"]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_and_named(string name)
    {
        var error = Assert.Throws<ImportException>(() => Cases[name].Graph().Import());
        Assert.StartsWith(name == "weights that are missing" ? "none.bin" : "test.onnx", error.Message, StringComparison.Ordinal);
        Assert.All(Cases[name].Words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Contains("; expected ", error.Message, StringComparison.Ordinal);
    }

    private static TestGraph Convolution(params Lstm.Training.Formats.Onnx.MessageWriter[] attributes) =>
        new TestGraph().Input("x", 1, 1, 2, "time").Floats("w", [2, 2, 3]).Node("Conv", ["x", "w"], ["z"], attributes).Output("z");

    private static Action<Lstm.Training.Formats.Onnx.MessageWriter> External(string location) => writer =>
        writer.Message(13, new Lstm.Training.Formats.Onnx.MessageWriter().Text(1, "location").Text(2, location)).Integer(14, 1);
}
