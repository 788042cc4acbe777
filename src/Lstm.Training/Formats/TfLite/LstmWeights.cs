using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>
/// One direction's weights of an LSTM operator, in the order of ONNX. The operator's inputs are those of TensorFlow Lite's unidirectional_sequence_lstm.cc
/// and bidirectional_sequence_lstm.cc.
/// </summary>
/// <param name="Units">Its hidden size.</param>
/// <param name="Inputs">Values that it takes.</param>
/// <param name="IsCoupled">Whether its input gate is 1 − f.</param>
/// <param name="Weight">[4·units, inputs].</param>
/// <param name="Recurrent">[4·units, units].</param>
/// <param name="Bias">[8·units]; the second half is zeros.</param>
/// <param name="Peephole">[3·units]; null for none.</param>
internal sealed record LstmWeights(int Units, int Inputs, bool IsCoupled, float[] Weight, float[] Recurrent, float[] Bias, float[]? Peephole)
{
    /// <summary>In the order of the operator's inputs: input, forget, cell and output.</summary>
    private const int InputGate = 0, ForgetGate = 1, Candidate = 2, OutputGate = 3;

    /// <summary>How far behind the first input weights the others are.</summary>
    private const int ToRecurrent = 4, ToPeepholes = 8, ToBiases = 11, ToProjection = 15;

    /// <summary>The order of the blocks in ONNX.</summary>
    private static readonly int[] OnnxBlocks = [InputGate, OutputGate, ForgetGate, Candidate];

    /// <summary>Reads them.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="op">The operator.</param>
    /// <param name="first">Which of its inputs is the weights of the input gate.</param>
    public static LstmWeights Of(GraphTranslation graph, TfLiteOperator op, int first)
    {
        if (op.Input(first + ToProjection) >= 0)
        {
            throw graph.Fault(op, "it has a projection", "a plain LSTM, coupled or with peepholes perhaps; import the .keras or .pt file that it was converted from");
        }
        var shape = Shape(graph, op, first + ForgetGate);
        int units = shape[0], inputs = shape[1];
        // Of a coupled cell the input gate is 1 − f, and 1 − σ(x) is σ(−x); ONNX has the forget gate as 1 − i, without weights.
        bool isCoupled = op.Input(first) < 0;
        float[] Gate(int begin, int gate, int size, bool isOptional = false)
        {
            if (isCoupled && gate == ForgetGate)
            {
                return new float[size];
            }
            bool isNegative = isCoupled && gate == InputGate;
            int tensor = op.Input(begin + (isNegative ? ForgetGate : gate));
            if (tensor < 0 && isOptional)
            {
                return new float[size];
            }
            float[] values = Values(graph, op, tensor, size);
            return isNegative ? Array.ConvertAll(values, value => -value) : values;
        }
        float[] Blocks(int begin, int size, bool isOptional = false) => [.. OnnxBlocks.SelectMany(gate => Gate(begin, gate, size, isOptional))];
        // Peepholes have no candidate: input, forget, output.
        float[] Peephole(int gate) => Values(graph, op, op.Input(first + ToPeepholes + (isCoupled && gate == 0 ? 1 : gate)), units) is var values && isCoupled && gate == 0 ? Array.ConvertAll(values, value => -value) : values;
        bool hasPeepholes = op.Input(first + ToPeepholes + 1) >= 0;
        return new(units, inputs, isCoupled, Blocks(first, units * inputs), Blocks(first + ToRecurrent, units * units), [.. Blocks(first + ToBiases, units, isOptional: true), .. new float[4 * units]], hasPeepholes ? [.. Peephole(0), .. Peephole(2), .. Peephole(1)] : null);
    }

    /// <summary>The shape of weights, [units, inputs].</summary>
    public static IReadOnlyList<int> Shape(GraphTranslation graph, TfLiteOperator op, int input) =>
        op.Input(input) >= 0 && graph.Shape(op.Input(input)) is [> 0, > 0] shape && (long)shape[0] * shape[1] < int.MaxValue ? shape : throw graph.Fault(op, $"input {input} is {(op.Input(input) < 0 ? "missing" : TfLiteType.Text(graph.Shape(op.Input(input))))}", "weights, [units, inputs]");

    /// <summary>The values of a constant that an operator takes.</summary>
    public static float[] Values(GraphTranslation graph, TfLiteOperator op, int tensor, int count)
    {
        if (tensor < 0 || graph.Graph.Tensors[tensor] is not { Data: not null } constant)
        {
            throw graph.Fault(op, "a weight of it is missing or computed", "constants");
        }
        float[] values = TensorValues.Floats(graph.Source, constant);
        return values.Length == count ? values : throw graph.Fault(op, $"{Common.ModelSource.Quote(constant.Name)} has {values.Length} values", $"{count}");
    }
}
