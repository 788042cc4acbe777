using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>The recurrent operators. Their inputs and options are those of TensorFlow Lite's kernels of the same names.</summary>
internal static class RecurrentTranslation
{
    /// <summary>Of the unidirectional LSTM.</summary>
    private const int Samples = 0, Weights = 1, NormFirst = 20, NormLast = 23;

    /// <summary>Of the bidirectional LSTM: the weights of the two directions, and other samples for the second layer of a stack.</summary>
    private const int ForwardWeights = 1, BackwardWeights = 18, OtherFirst = 39, OtherLast = 47;

    private static readonly Dictionary<int, string> Functions = new() { [0] = "Affine", [1] = "Relu", [4] = "Tanh" };

    /// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM.</summary>
    public static void Lstm(GraphTranslation graph, TfLiteOperator op)
    {
        string samples = graph.Take(op.Input(Samples)), output = OperatorTranslation.Output(graph, op);
        bool isTimeFirst = IsTimeFirst(op);
        samples = isTimeFirst ? samples : graph.Node(op, "Transpose", [samples], null, NodeAttribute.Wholes("perm", 1, 0, 2));
        string all = Cell(graph, op, op, samples, [graph.Fresh(op)], Direction(graph, op))[0];
        string squeezed = graph.Node(op, "Squeeze", [all, graph.Whole(op, 1)], isTimeFirst ? output : null);
        if (!isTimeFirst)
        {
            graph.Node(op, "Transpose", [squeezed], output, NodeAttribute.Wholes("perm", 1, 0, 2));
        }
    }

    /// <summary>Whether time is the first axis of a unidirectional LSTM's samples, rather than the batch.</summary>
    public static bool IsTimeFirst(TfLiteOperator op) => op.Options?.Bool(3) == true;

    /// <summary>BIDIRECTIONAL_SEQUENCE_LSTM.</summary>
    public static void BidirectionalLstm(GraphTranslation graph, TfLiteOperator op)
    {
        if (Enumerable.Range(OtherFirst, OtherLast - OtherFirst + 1).Any(input => op.Input(input) >= 0) || op.Options?.Bool(3) != true)
        {
            throw graph.Fault(op, op.Options?.Bool(3) == true ? "it takes other samples beside its own" : "its two directions have an output each", "one input and one output (merge_outputs)");
        }
        bool isTimeFirst = op.Options?.Has(4) != true || op.Options?.Bool(4) == true; // which is the default
        string samples = graph.Take(op.Input(Samples));
        samples = isTimeFirst ? samples : graph.Node(op, "Transpose", [samples], null, NodeAttribute.Wholes("perm", 1, 0, 2));
        string all = Cell(graph, op, op, samples, [graph.Fresh(op)], LstmWeights.Of(graph, op, ForwardWeights), LstmWeights.Of(graph, op, BackwardWeights))[0];
        Beside(graph, op, all, isTimeFirst, OperatorTranslation.Output(graph, op));
    }

    /// <summary>One direction's weights of a unidirectional LSTM.</summary>
    public static LstmWeights Direction(GraphTranslation graph, TfLiteOperator op) => Enumerable.Range(NormFirst, NormLast - NormFirst + 1).Any(input => op.Input(input) >= 0)
        ? throw graph.Fault(op, "it has layer normalisation", "a plain LSTM, coupled or with peepholes perhaps; import the .keras or .pt file that it was converted from")
        : LstmWeights.Of(graph, op, Weights);

    /// <summary>Adds an LSTM of one or two directions.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="op">The operator that it belongs to.</param>
    /// <param name="options">The operator whose function and limit of the cell state it has.</param>
    /// <param name="samples">Its samples, time first.</param>
    /// <param name="outputs">What its outputs are called.</param>
    /// <param name="directions">The weights.</param>
    public static string[] Cell(GraphTranslation graph, TfLiteOperator op, TfLiteOperator options, string samples, string[] outputs, params LstmWeights[] directions)
    {
        var first = directions[0];
        if (directions.Any(one => one.Units != first.Units || one.Inputs != first.Inputs || one.IsCoupled != first.IsCoupled || one.Peephole is null != first.Peephole is null))
        {
            throw graph.Fault(op, "its two directions differ in size, or only one is coupled or has peepholes", "the same of both");
        }
        int units = first.Units;
        string Together(Func<LstmWeights, float[]> part, params long[] shape) => graph.Floats(op, [.. directions.SelectMany(part)], [directions.Length, .. shape]);
        string[] weights =
        [
            Together(one => one.Weight, 4 * units, first.Inputs), Together(one => one.Recurrent, 4 * units, units), Together(one => one.Bias, 8 * units), "", "", "",
            first.Peephole is null ? "" : Together(one => one.Peephole!, 3 * units),
        ];
        string function = Function(graph, op, options.Fused(0));
        string[] functions = [.. directions.SelectMany(_ => (string[])["Sigmoid", function, function])];
        List<OnnxAttribute> attributes = [NodeAttribute.Of("hidden_size", (long)units), NodeAttribute.Texts("activations", functions)];
        if (directions.Length > 1)
        {
            attributes.Add(NodeAttribute.Of("direction", "bidirectional"));
        }
        if (function == "Affine")
        {
            attributes.AddRange([NodeAttribute.Floats("activation_alpha", [.. Enumerable.Repeat(1f, 2 * directions.Length)]), NodeAttribute.Floats("activation_beta", new float[2 * directions.Length])]);
        }
        if (first.IsCoupled)
        {
            attributes.Add(NodeAttribute.Of("input_forget", 1L));
        }
        string[] made = graph.Several(op, "LSTM", [samples, .. weights], outputs, [.. attributes]);
        float cellClip = options.Options?.Float(1) ?? 0;
        graph.LimitCell(cellClip > 0 ? cellClip : null);
        return made;
    }

    /// <summary>Puts the directions of all time steps, [time, 2, batch, units], beside each other.</summary>
    public static void Beside(GraphTranslation graph, TfLiteOperator op, string all, bool isTimeFirst, string output)
    {
        string turned = graph.Node(op, "Transpose", [all], null, NodeAttribute.Wholes("perm", isTimeFirst ? [0, 2, 1, 3] : [2, 0, 1, 3]));
        graph.Node(op, "Reshape", [turned, graph.Whole(op, 0, 0, -1)], output);
    }

    /// <summary>UNIDIRECTIONAL_SEQUENCE_RNN.</summary>
    public static void Rnn(GraphTranslation graph, TfLiteOperator op)
    {
        var shape = LstmWeights.Shape(graph, op, 1);
        int units = shape[0], inputs = shape[1];
        string function = Function(graph, op, op.Fused(1));
        List<OnnxAttribute> attributes = [NodeAttribute.Of("hidden_size", (long)units), NodeAttribute.Texts("activations", function)];
        if (function == "Affine")
        {
            attributes.AddRange([NodeAttribute.Floats("activation_alpha", 1), NodeAttribute.Floats("activation_beta", 0)]);
        }
        string weights = graph.Floats(op, LstmWeights.Values(graph, op, op.Input(1), units * inputs), 1, units, inputs);
        string recurrent = graph.Floats(op, LstmWeights.Values(graph, op, op.Input(2), units * units), 1, units, units);
        string bias = graph.Floats(op, [.. LstmWeights.Values(graph, op, op.Input(3), units), .. new float[units]], 1, 2 * units);
        // ONNX has time first, and an axis for the directions behind it.
        bool isTimeFirst = op.Options?.Bool(0) == true;
        string samples = graph.Take(op.Input(Samples)), output = OperatorTranslation.Output(graph, op);
        samples = isTimeFirst ? samples : graph.Node(op, "Transpose", [samples], null, NodeAttribute.Wholes("perm", 1, 0, 2));
        string all = graph.Node(op, "RNN", [samples, weights, recurrent, bias], null, [.. attributes]);
        string squeezed = graph.Node(op, "Squeeze", [all, graph.Whole(op, 1)], isTimeFirst ? output : null);
        if (!isTimeFirst)
        {
            graph.Node(op, "Transpose", [squeezed], output, NodeAttribute.Wholes("perm", 1, 0, 2));
        }
    }

    private static string Function(GraphTranslation graph, TfLiteOperator op, int number) => Functions.TryGetValue(number, out string? function) ? function : throw graph.Fault(op, $"the function that is fused with it is number {number}", "tanh, relu or none");
}
