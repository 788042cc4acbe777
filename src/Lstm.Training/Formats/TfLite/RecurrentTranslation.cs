using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>The recurrent operators. Their inputs and options are those of TensorFlow Lite's unidirectional_sequence_lstm.cc and _rnn.cc.</summary>
internal static class RecurrentTranslation
{
    private const int Samples = 0, InputWeights = 1, RecurrentWeights = 5, Peepholes = 9, Biases = 12, Projection = 16, NormFirst = 20, NormLast = 23;

    /// <summary>In the order of the operator's inputs: input, forget, cell and output.</summary>
    private const int InputGate = 0, ForgetGate = 1, Candidate = 2, OutputGate = 3;

    /// <summary>The order of the blocks in ONNX.</summary>
    private static readonly int[] OnnxBlocks = [InputGate, OutputGate, ForgetGate, Candidate];

    private static readonly Dictionary<int, string> Functions = new() { [0] = "Affine", [1] = "Relu", [4] = "Tanh" };

    /// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM.</summary>
    public static void Lstm(GraphTranslation graph, TfLiteOperator op)
    {
        if (op.Input(Projection) >= 0 || Enumerable.Range(NormFirst, NormLast - NormFirst + 1).Any(input => op.Input(input) >= 0))
        {
            throw graph.Fault(op, $"it has {(op.Input(Projection) >= 0 ? "a projection" : "layer normalisation")}", "a plain LSTM, coupled or with peepholes perhaps; import the .keras or .pt file that it was converted from");
        }
        var shape = Shape(graph, op, InputWeights + ForgetGate);
        int units = shape[0], inputs = shape[1];
        // Of a coupled cell the input gate is 1 − f, and 1 − σ(x) is σ(−x); ONNX has the forget gate as 1 − i, without weights.
        bool isCoupled = op.Input(InputWeights) < 0;
        float[] Gate(int first, int gate, int size, bool isOptional = false)
        {
            if (isCoupled && gate == ForgetGate)
            {
                return new float[size];
            }
            bool isNegative = isCoupled && gate == InputGate;
            int tensor = op.Input(first + (isNegative ? ForgetGate : gate));
            if (tensor < 0 && isOptional)
            {
                return new float[size];
            }
            float[] values = Values(graph, op, tensor, size);
            return isNegative ? Array.ConvertAll(values, value => -value) : values;
        }
        float[] Blocks(int first, int size, bool isOptional = false) => [.. OnnxBlocks.SelectMany(gate => Gate(first, gate, size, isOptional))];
        bool hasPeepholes = op.Input(Peepholes + 1) >= 0;
        // Peepholes have no candidate: input, forget, output.
        float[] Peephole(int gate) => Values(graph, op, op.Input(Peepholes + (isCoupled && gate == 0 ? 1 : gate)), units) is var values && isCoupled && gate == 0 ? Array.ConvertAll(values, value => -value) : values;
        string weights = graph.Floats(op, Blocks(InputWeights, units * inputs), 1, 4 * units, inputs);
        string recurrent = graph.Floats(op, Blocks(RecurrentWeights, units * units), 1, 4 * units, units);
        string bias = graph.Floats(op, [.. Blocks(Biases, units, isOptional: true), .. new float[4 * units]], 1, 8 * units);
        string peephole = hasPeepholes ? graph.Floats(op, [.. Peephole(0), .. Peephole(2), .. Peephole(1)], 1, 3 * units) : "";
        string function = Function(graph, op, op.Fused(0));
        List<OnnxAttribute> attributes = [NodeAttribute.Of("hidden_size", (long)units), NodeAttribute.Texts("activations", "Sigmoid", function, function)];
        if (function == "Affine")
        {
            attributes.AddRange([NodeAttribute.Floats("activation_alpha", 1, 1), NodeAttribute.Floats("activation_beta", 0, 0)]);
        }
        if (isCoupled)
        {
            attributes.Add(NodeAttribute.Of("input_forget", 1L));
        }
        float cellClip = op.Options?.Float(1) ?? 0;
        Add(graph, op, "LSTM", [weights, recurrent, bias, "", "", "", peephole], op.Options?.Bool(3) == true, attributes, cellClip > 0 ? cellClip : null);
    }

    /// <summary>UNIDIRECTIONAL_SEQUENCE_RNN.</summary>
    public static void Rnn(GraphTranslation graph, TfLiteOperator op)
    {
        var shape = Shape(graph, op, 1);
        int units = shape[0], inputs = shape[1];
        string function = Function(graph, op, op.Fused(1));
        List<OnnxAttribute> attributes = [NodeAttribute.Of("hidden_size", (long)units), NodeAttribute.Texts("activations", function)];
        if (function == "Affine")
        {
            attributes.AddRange([NodeAttribute.Floats("activation_alpha", 1), NodeAttribute.Floats("activation_beta", 0)]);
        }
        string weights = graph.Floats(op, Values(graph, op, op.Input(1), units * inputs), 1, units, inputs);
        string recurrent = graph.Floats(op, Values(graph, op, op.Input(2), units * units), 1, units, units);
        string bias = graph.Floats(op, [.. Values(graph, op, op.Input(3), units), .. new float[units]], 1, 2 * units);
        Add(graph, op, "RNN", [weights, recurrent, bias], op.Options?.Bool(0) == true, attributes, null);
    }

    // ONNX has time first, and an axis for the directions behind it.
    private static void Add(GraphTranslation graph, TfLiteOperator op, string type, string[] weights, bool isTimeFirst, List<OnnxAttribute> attributes, float? cellClip)
    {
        string samples = graph.Take(op.Input(Samples));
        samples = isTimeFirst ? samples : graph.Node(op, "Transpose", [samples], null, NodeAttribute.Wholes("perm", 1, 0, 2));
        string all = graph.Node(op, type, [samples, .. weights], null, [.. attributes]);
        graph.LimitCell(cellClip);
        string output = OperatorTranslation.Output(graph, op);
        string squeezed = graph.Node(op, "Squeeze", [all, graph.Whole(op, 1)], isTimeFirst ? output : null);
        if (!isTimeFirst)
        {
            graph.Node(op, "Transpose", [squeezed], output, NodeAttribute.Wholes("perm", 1, 0, 2));
        }
    }

    private static IReadOnlyList<int> Shape(GraphTranslation graph, TfLiteOperator op, int input) =>
        op.Input(input) >= 0 && graph.Shape(op.Input(input)) is [> 0, > 0] shape && (long)shape[0] * shape[1] < int.MaxValue ? shape : throw graph.Fault(op, $"input {input} is {(op.Input(input) < 0 ? "missing" : TfLiteType.Text(graph.Shape(op.Input(input))))}", "weights, [units, inputs]");

    private static float[] Values(GraphTranslation graph, TfLiteOperator op, int tensor, int count)
    {
        if (tensor < 0 || graph.Graph.Tensors[tensor] is not { Data: not null } constant)
        {
            throw graph.Fault(op, "a weight of it is missing or computed", "constants");
        }
        float[] values = TensorValues.Floats(graph.Source, constant);
        return values.Length == count ? values : throw graph.Fault(op, $"{Common.ModelSource.Quote(constant.Name)} has {values.Length} values", $"{count}");
    }

    private static string Function(GraphTranslation graph, TfLiteOperator op, int number) => Functions.TryGetValue(number, out string? function) ? function : throw graph.Fault(op, $"the function that is fused with it is number {number}", "tanh, relu or none");
}
