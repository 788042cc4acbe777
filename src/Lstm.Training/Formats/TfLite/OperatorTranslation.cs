using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>What the operators of TensorFlow Lite are in ONNX.</summary>
internal static class OperatorTranslation
{
    /// <summary>Slice's end of an axis that is taken whole.</summary>
    private const long Whole = int.MaxValue;

    private static readonly Dictionary<string, string> Same = new()
    {
        ["LOGISTIC"] = "Sigmoid",
        ["TANH"] = "Tanh",
        ["RELU"] = "Relu",
        ["ELU"] = "Elu",
        ["ABS"] = "Abs",
        ["NEG"] = "Neg",
        ["EXP"] = "Exp",
        ["SQRT"] = "Sqrt",
        ["PRELU"] = "PRelu",
        ["SHAPE"] = "Shape",
        ["MAXIMUM"] = "Max",
        ["MINIMUM"] = "Min",
        ["POW"] = "Pow",
        ["RANGE"] = "Range",
        ["LESS"] = "Less",
        ["LESS_EQUAL"] = "LessOrEqual",
        ["GREATER"] = "Greater",
        ["GREATER_EQUAL"] = "GreaterOrEqual",
        ["EQUAL"] = "Equal",
        ["LOGICAL_AND"] = "And",
        ["LOGICAL_OR"] = "Or",
        ["LOGICAL_NOT"] = "Not",
        ["SELECT"] = "Where",
        ["SELECT_V2"] = "Where",
        ["QUANTIZE"] = "Identity",
        ["DEQUANTIZE"] = "Identity",
        ["FlexTensorListFromTensor"] = "Identity",
        ["FlexTensorListStack"] = "Identity",
    };

    private static readonly Dictionary<string, string> Arithmetic = new() { ["ADD"] = "Add", ["SUB"] = "Sub", ["MUL"] = "Mul", ["DIV"] = "Div" };

    private static readonly Dictionary<string, Action<GraphTranslation, TfLiteOperator>> Others = new()
    {
        ["FULLY_CONNECTED"] = FullyConnected,
        ["BATCH_MATMUL"] = Product,
        ["SOFTMAX"] = Softmax,
        ["LEAKY_RELU"] = (graph, op) => graph.Node(op, "LeakyRelu", [graph.Take(op.Input(0))], Output(graph, op), NodeAttribute.Of("alpha", op.Options?.Float(0) ?? 0)),
        ["RELU6"] = (graph, op) => Clip(graph, op, graph.Take(op.Input(0)), 0, 6, Output(graph, op)),
        ["RELU_N1_TO_1"] = (graph, op) => Clip(graph, op, graph.Take(op.Input(0)), -1, 1, Output(graph, op)),
        ["RELU_0_TO_1"] = (graph, op) => Clip(graph, op, graph.Take(op.Input(0)), 0, 1, Output(graph, op)),
        ["RSQRT"] = (graph, op) => graph.Node(op, "Reciprocal", [graph.Node(op, "Sqrt", [graph.Take(op.Input(0))])], Output(graph, op)),
        ["RESHAPE"] = Reshape,
        ["SQUEEZE"] = (graph, op) => graph.Node(op, "Squeeze", op.Options?.Ints(0) is { Length: > 0 } axes ? [graph.Take(op.Input(0)), graph.Whole(op, [.. axes.Select(axis => (long)axis)])] : [graph.Take(op.Input(0))], Output(graph, op)),
        ["EXPAND_DIMS"] = (graph, op) => graph.Node(op, "Unsqueeze", [graph.Take(op.Input(0)), graph.Whole(op, Known(graph, op, 1, "axis"))], Output(graph, op)),
        ["TRANSPOSE"] = (graph, op) => graph.Node(op, "Transpose", [graph.Take(op.Input(0))], Output(graph, op), NodeAttribute.Wholes("perm", Known(graph, op, 1, "order of axes"))),
        ["MEAN"] = (graph, op) => graph.Node(op, "ReduceMean", [graph.Take(op.Input(0))], Output(graph, op), NodeAttribute.Wholes("axes", Known(graph, op, 1, "axes")), NodeAttribute.Of("keepdims", op.Options?.Bool(0) == true ? 1L : 0)),
        ["CAST"] = (graph, op) => graph.Node(op, "Cast", [graph.Take(op.Input(0))], Output(graph, op), NodeAttribute.Of("to", (long)ElementType(graph.Graph.Tensors[op.Outputs[0]].Type))),
        ["FILL"] = (graph, op) => graph.Node(op, "Expand", [graph.Take(op.Input(1)), graph.Take(op.Input(0))], Output(graph, op)),
        ["ZEROS_LIKE"] = (graph, op) => graph.Node(op, "Mul", [graph.Take(op.Input(0)), graph.Floats(op, [0])], Output(graph, op)),
        ["SQUARE"] = (graph, op) => graph.Node(op, "Mul", [graph.Take(op.Input(0)), graph.Take(op.Input(0))], Output(graph, op)),
        ["SQUARED_DIFFERENCE"] = SquaredDifference,
        ["GATHER"] = Gather,
        ["FlexTensorListGetItem"] = (graph, op) => graph.Node(op, "Gather", [graph.Take(op.Input(0)), graph.Take(op.Input(1))], Output(graph, op), NodeAttribute.Of("axis", 0L)),
        ["CONCATENATION"] = Concatenation,
        ["PACK"] = Pack,
        ["UNPACK"] = Unpack,
        ["SPLIT"] = (graph, op) => graph.Several(op, "Split", [graph.Take(op.Input(1))], Outputs(graph, op), NodeAttribute.Of("axis", Known(graph, op, 0, "axis")[0])),
        ["SPLIT_V"] = (graph, op) => graph.Several(op, "Split", [graph.Take(op.Input(0)), graph.Take(op.Input(1))], Outputs(graph, op), NodeAttribute.Of("axis", Known(graph, op, 2, "axis")[0])),
        ["SLICE"] = Slice,
        ["STRIDED_SLICE"] = StridedSlice,
        ["REVERSE_V2"] = (graph, op) => graph.Node(op, "Slice", [graph.Take(op.Input(0)), graph.Whole(op, -1), graph.Whole(op, long.MinValue), graph.Take(op.Input(1)), graph.Whole(op, -1)], Output(graph, op)),
        ["UNIDIRECTIONAL_SEQUENCE_LSTM"] = RecurrentTranslation.Lstm,
        ["BIDIRECTIONAL_SEQUENCE_LSTM"] = RecurrentTranslation.BidirectionalLstm,
        ["CONV_2D"] = Convolution,
        ["DEPTHWISE_CONV_2D"] = Convolution,
        ["PAD"] = Pad,
        ["UNIDIRECTIONAL_SEQUENCE_RNN"] = RecurrentTranslation.Rnn,
        ["WHILE"] = LoopTranslation.Add,
    };

    /// <summary>Adds what an operator computes. One that has no counterpart stays, and is refused where the network needs it.</summary>
    public static void Add(GraphTranslation graph, TfLiteOperator op)
    {
        if (op.Outputs.Count == 0)
        {
            return;
        }
        if (Same.TryGetValue(op.Name, out string? same))
        {
            graph.Node(op, same, same == "Identity" ? [graph.Take(op.Input(0))] : All(graph, op), Output(graph, op));
        }
        else if (Arithmetic.TryGetValue(op.Name, out string? arithmetic))
        {
            Fused(graph, op, op.Fused(0), output => graph.Node(op, arithmetic, All(graph, op), output));
        }
        else if (Others.TryGetValue(op.Name, out var add))
        {
            add(graph, op);
        }
        else if (op.Name is "VAR_HANDLE" or "READ_VARIABLE" or "ASSIGN_VARIABLE" or "CALL_ONCE")
        {
            throw graph.Fault(op, "its weights are variables, whose values the graph does not have", "a conversion with constants: load the .keras file, tf.lite.TFLiteConverter.from_keras_model(model) or, of a concrete function, from_concrete_functions([f], model); or import the .keras file itself");
        }
        else
        {
            graph.Several(op, "tflite." + op.Name, All(graph, op), Outputs(graph, op));
        }
    }

    public static string Output(GraphTranslation graph, TfLiteOperator op) => graph.NameOf(op.Outputs[0]);

    /// <summary>The type of a value that is computed: integers that stand for numbers are numbers.</summary>
    public static int ElementType(int type) => type switch { TfLiteType.Int32 => OnnxType.Int32, TfLiteType.Int64 => OnnxType.Int64, TfLiteType.Bool => OnnxType.Bool, _ => OnnxType.Float };

    private static string[] Outputs(GraphTranslation graph, TfLiteOperator op) => [.. op.Outputs.Select(graph.NameOf)];

    private static string[] All(GraphTranslation graph, TfLiteOperator op) => [.. op.Inputs.Select(graph.Take)];

    private static long[] Known(GraphTranslation graph, TfLiteOperator op, int input, string what) =>
        graph.Numbers(op.Input(input)) is { Length: > 0 } numbers ? numbers : throw graph.Fault(op, $"its {what} {(what == "axes" ? "are" : "is")} not known", "a constant");

    // What an operator makes goes through a function where one is fused with it (ActivationFunctionType).
    private static void Fused(GraphTranslation graph, TfLiteOperator op, int function, Action<string> make)
    {
        string output = Output(graph, op), before = function == 0 ? output : graph.Fresh(op);
        make(before);
        switch (function)
        {
            case 0:
                break;
            case 1 or 4:
                graph.Node(op, function == 1 ? "Relu" : "Tanh", [before], output);
                break;
            case 2 or 3:
                Clip(graph, op, before, function == 2 ? -1 : 0, function == 2 ? 1 : 6, output);
                break;
            default:
                throw graph.Fault(op, $"the function that is fused with it is number {function}", "none, relu, relu6 or tanh");
        }
    }

    private static void Clip(GraphTranslation graph, TfLiteOperator op, string value, float least, float most, string output) => graph.Node(op, "Clip", [value, graph.Floats(op, [least]), graph.Floats(op, [most])], output);

    private static void Concatenation(GraphTranslation graph, TfLiteOperator op)
    {
        if (!graph.BothWays.Add(op))
        {
            Fused(graph, op, op.Fused(1), output => graph.Node(op, "Concat", All(graph, op), output, NodeAttribute.Of("axis", (long)(op.Options?.Int(0) ?? 0))));
        }
    }

    private static void Convolution(GraphTranslation graph, TfLiteOperator op)
    {
        if (!ConvolutionTranslation.Add(graph, op, (function, make) => Fused(graph, op, function, make)))
        {
            graph.Several(op, "tflite." + op.Name, All(graph, op), Outputs(graph, op)); // over two axes
        }
    }

    // TensorFlow Lite has a begin and an end for each axis, ONNX all begins before all ends.
    private static void Pad(GraphTranslation graph, TfLiteOperator op)
    {
        long[] pads = Known(graph, op, 1, "paddings");
        graph.Node(op, "Pad", [graph.Take(op.Input(0)), graph.Whole(op, [.. pads.Where((_, k) => k % 2 == 0), .. pads.Where((_, k) => k % 2 == 1)])], Output(graph, op));
    }

    private static void FullyConnected(GraphTranslation graph, TfLiteOperator op)
    {
        var shape = graph.Shape(op.Input(1));
        if (shape.Count != 2 || op.Options?.Byte(1) is > 0)
        {
            throw graph.Fault(op, $"its weights are {TfLiteType.Text(shape)}{(shape.Count == 2 ? ", in another order" : "")}", "[outputs, inputs], row by row");
        }
        string value = graph.Take(op.Input(0));
        if (op.Options?.Bool(2) != true && graph.Shape(op.Input(0)).Count != 2)
        {
            value = graph.Node(op, "Reshape", [value, graph.Whole(op, -1, shape[1])]);
        }
        string matrix = graph.Node(op, "Transpose", [graph.Take(op.Input(1))], null, NodeAttribute.Wholes("perm", 1, 0));
        Fused(graph, op, op.Fused(0), output =>
        {
            string? product = op.Input(2) < 0 ? output : null;
            product = graph.Node(op, "MatMul", [value, matrix], product);
            if (op.Input(2) >= 0)
            {
                graph.Node(op, "Add", [product, graph.Take(op.Input(2))], output);
            }
        });
    }

    private static void Product(GraphTranslation graph, TfLiteOperator op)
    {
        string Turned(int input, bool isTurned)
        {
            int rank = graph.Shape(op.Input(input)).Count;
            return isTurned && rank >= 2 ? graph.Node(op, "Transpose", [graph.Take(op.Input(input))], null, NodeAttribute.Wholes("perm", [.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2])) : graph.Take(op.Input(input));
        }
        graph.Node(op, "MatMul", [Turned(0, op.Options?.Bool(0) == true), Turned(1, op.Options?.Bool(1) == true)], Output(graph, op));
    }

    private static void Softmax(GraphTranslation graph, TfLiteOperator op)
    {
        if (op.Options?.Float(0) is not 1 and var beta)
        {
            throw graph.Fault(op, FormattableString.Invariant($"its beta is {beta ?? 0}"), "1");
        }
        graph.Node(op, "Softmax", [graph.Take(op.Input(0))], Output(graph, op), NodeAttribute.Of("axis", -1L));
    }

    private static void SquaredDifference(GraphTranslation graph, TfLiteOperator op)
    {
        string difference = graph.Node(op, "Sub", All(graph, op));
        graph.Node(op, "Mul", [difference, difference], Output(graph, op));
    }

    private static void Reshape(GraphTranslation graph, TfLiteOperator op)
    {
        string shape = op.Input(1) >= 0 ? graph.Take(op.Input(1)) : graph.Whole(op, [.. (op.Options?.Ints(0) ?? []).Select(size => (long)size)]);
        graph.Node(op, "Reshape", [graph.Take(op.Input(0)), shape], Output(graph, op));
    }

    private static void Gather(GraphTranslation graph, TfLiteOperator op)
    {
        if (op.Options?.Int(1) is > 0)
        {
            throw graph.Fault(op, "it goes along axes of a batch", "no batch_dims");
        }
        graph.Node(op, "Gather", All(graph, op), Output(graph, op), NodeAttribute.Of("axis", (long)(op.Options?.Int(0) ?? 0)));
    }

    private static void Pack(GraphTranslation graph, TfLiteOperator op)
    {
        long axis = op.Options?.Int(1) ?? 0;
        graph.Node(op, "Concat", [.. op.Inputs.Select(input => graph.Node(op, "Unsqueeze", [graph.Take(input), graph.Whole(op, axis)]))], Output(graph, op), NodeAttribute.Of("axis", axis));
    }

    private static void Unpack(GraphTranslation graph, TfLiteOperator op)
    {
        long axis = op.Options?.Int(1) ?? 0;
        string[] parts = graph.Several(op, "Split", [graph.Take(op.Input(0))], [.. op.Outputs.Select(_ => graph.Fresh(op))], NodeAttribute.Of("axis", axis));
        for (int k = 0; k < parts.Length; k++)
        {
            graph.Node(op, "Squeeze", [parts[k], graph.Whole(op, axis)], graph.NameOf(op.Outputs[k]));
        }
    }

    private static void Slice(GraphTranslation graph, TfLiteOperator op)
    {
        if (graph.Numbers(op.Input(1)) is not { } begin || graph.Numbers(op.Input(2)) is not { } sizes || begin.Length != sizes.Length)
        {
            graph.Several(op, "tflite." + op.Name, All(graph, op), Outputs(graph, op)); // its place is computed
            return;
        }
        Cut(graph, op, graph.Take(op.Input(0)), [.. begin.Select((start, axis) => (axis, start, sizes[axis] < 0 ? Whole : start + sizes[axis], 1L)).Where(cut => cut.start != 0 || cut.Item3 < ExtentOf(graph, op, cut.axis))], Output(graph, op));
    }

    // Masks have a bit for each axis; an axis of which one place is taken disappears where its bit of shrink_axis_mask is set.
    private static void StridedSlice(GraphTranslation graph, TfLiteOperator op)
    {
        if (graph.Numbers(op.Input(1)) is not { } begin || graph.Numbers(op.Input(2)) is not { } end || graph.Numbers(op.Input(3)) is not { } strides || begin.Length != end.Length || begin.Length != strides.Length || begin.Length > 31)
        {
            graph.Several(op, "tflite." + op.Name, All(graph, op), Outputs(graph, op)); // its place is computed
            return;
        }
        int Mask(int field) => op.Options?.Int(field) ?? 0;
        if (Mask(2) != 0 || Mask(3) != 0)
        {
            throw graph.Fault(op, "it has an ellipsis or new axes", "places along axes");
        }
        bool IsSet(int mask, int axis) => ((mask >> axis) & 1) != 0;
        int[] gone = [.. Enumerable.Range(0, begin.Length).Where(axis => IsSet(Mask(4), axis)).Reverse()];
        (int Axis, long Start, long End, long Step) CutAlong(int axis)
        {
            bool isBackwards = strides[axis] < 0;
            return (axis, IsSet(Mask(0), axis) ? isBackwards ? -1 : 0 : begin[axis], IsSet(Mask(1), axis) ? isBackwards ? long.MinValue : Whole : end[axis], strides[axis]);
        }
        var cuts = Enumerable.Range(0, begin.Length).Except(gone).Select(CutAlong).Where(cut => cut.Start != 0 || cut.Step != 1 || cut.End < ExtentOf(graph, op, cut.Axis)).ToArray();
        string value = graph.Take(op.Input(0));
        if (cuts.Length > 0)
        {
            string cut = gone.Length == 0 ? Output(graph, op) : graph.Fresh(op);
            Cut(graph, op, value, cuts, cut);
            value = cut;
        }
        foreach (int axis in gone)
        {
            value = graph.Node(op, "Gather", [value, graph.Scalar(op, begin[axis])], axis == gone[^1] ? Output(graph, op) : null, NodeAttribute.Of("axis", (long)axis));
        }
        if (cuts.Length == 0 && gone.Length == 0)
        {
            graph.Node(op, "Identity", [value], Output(graph, op));
        }
    }

    private static int ExtentOf(GraphTranslation graph, TfLiteOperator op, int axis) => axis < graph.Shape(op.Input(0)).Count ? graph.Shape(op.Input(0))[axis] : 0;

    private static void Cut(GraphTranslation graph, TfLiteOperator op, string value, (int Axis, long Start, long End, long Step)[] cuts, string output)
    {
        if (cuts.Length == 0)
        {
            graph.Node(op, "Identity", [value], output);
            return;
        }
        graph.Node(op, "Slice", [value, graph.Whole(op, [.. cuts.Select(cut => cut.Start)]), graph.Whole(op, [.. cuts.Select(cut => cut.End)]), graph.Whole(op, [.. cuts.Select(cut => (long)cut.Axis)]), graph.Whole(op, [.. cuts.Select(cut => cut.Step)])], output);
    }
}
