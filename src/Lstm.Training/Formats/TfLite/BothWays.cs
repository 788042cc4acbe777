using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>
/// Bidirectional layers as Keras' converter leaves them: two LSTM operators, one of which takes the samples in reversed order, and a concatenation of what
/// they answer: of all time steps, the second's reversed again, or of the last of each. They become one layer in the concatenation's place.
/// </summary>
internal sealed class BothWays(GraphTranslation graph)
{
    private readonly Dictionary<int, TfLiteOperator> makers = graph.Graph.Operators.SelectMany(op => op.Outputs.Select(output => (output, op))).DistinctBy(pair => pair.output).ToDictionary(pair => pair.output, pair => pair.op);

    /// <summary>Adds the layer whose answers a concatenation puts together; false where it does no such thing.</summary>
    public bool Add(TfLiteOperator op)
    {
        int last = op.Outputs.Count == 1 ? graph.Shape(op.Outputs[0]).Count - 1 : -1;
        if (op is not { Name: "CONCATENATION", Inputs: [var first, var second] } || op.Fused(1) != 0 || last < 1 || (op.Options?.Int(0) ?? 0) is var axis && axis != -1 && axis != last)
        {
            return false;
        }
        return All(op, first, second) || Ends(op, first, second);
    }

    private bool All(TfLiteOperator op, int first, int second)
    {
        if (Maker(first, "UNIDIRECTIONAL_SEQUENCE_LSTM") is not { } forward || Turned(second, forward) is not { } turned || Pair(forward, turned) is not { } backward)
        {
            return false;
        }
        string all = RecurrentTranslation.Cell(graph, op, forward, Samples(op, forward), [graph.Fresh(op)], RecurrentTranslation.Direction(graph, forward), RecurrentTranslation.Direction(graph, backward))[0];
        RecurrentTranslation.Beside(graph, op, all, RecurrentTranslation.IsTimeFirst(forward), OperatorTranslation.Output(graph, op));
        return true;
    }

    private bool Ends(TfLiteOperator op, int first, int second)
    {
        if (LastOf(first) is not { } ended || Maker(ended, "UNIDIRECTIONAL_SEQUENCE_LSTM") is not { } forward || LastOf(second) is not { } begun || Pair(forward, begun) is not { } backward || graph.Shape(op.Outputs[0]).Count != 2)
        {
            return false;
        }
        string state = RecurrentTranslation.Cell(graph, op, forward, Samples(op, forward), [graph.Fresh(op), graph.Fresh(op)], RecurrentTranslation.Direction(graph, forward), RecurrentTranslation.Direction(graph, backward))[1];
        string turned = graph.Node(op, "Transpose", [state], null, NodeAttribute.Wholes("perm", 1, 0, 2));
        graph.Node(op, "Reshape", [turned, graph.Whole(op, 0, -1)], OperatorTranslation.Output(graph, op));
        return true;
    }

    private string Samples(TfLiteOperator op, TfLiteOperator forward)
    {
        string samples = graph.Take(forward.Input(0));
        return RecurrentTranslation.IsTimeFirst(forward) ? samples : graph.Node(op, "Transpose", [samples], null, NodeAttribute.Wholes("perm", 1, 0, 2));
    }

    // The LSTM that makes a value of the samples of another one in reversed order; in all else it is alike.
    private TfLiteOperator? Pair(TfLiteOperator forward, int value) =>
        Maker(value, "UNIDIRECTIONAL_SEQUENCE_LSTM") is { } backward && Turned(backward.Input(0), forward) == forward.Input(0)
        && RecurrentTranslation.IsTimeFirst(backward) == RecurrentTranslation.IsTimeFirst(forward) && backward.Fused(0) == forward.Fused(0) && backward.Options?.Float(1) == forward.Options?.Float(1) ? backward : null;

    // What a REVERSE_V2 of time takes.
    private int? Turned(int value, TfLiteOperator forward) => Maker(value, "REVERSE_V2") is { } op && graph.Numbers(op.Input(1)) is [var axis] && axis == (RecurrentTranslation.IsTimeFirst(forward) ? 0 : 1) ? op.Input(0) : null;

    // What a STRIDED_SLICE takes the last time step of, [:, -1, :].
    private int? LastOf(int value)
    {
        if (Maker(value, "STRIDED_SLICE") is not { Options: { } options } op || graph.Shape(op.Input(0)) is not [_, var steps, _] || graph.Numbers(op.Input(1)) is not [0, var begin, 0] || options.Int(2) != 0 || options.Int(3) != 0)
        {
            return null;
        }
        bool isWhole = (options.Int(0) & 7) == 5 && (options.Int(1) & 5) == 5;
        return isWhole && options.Int(4) == 2 && (begin == -1 || begin == steps - 1) ? op.Input(0) : null;
    }

    private TfLiteOperator? Maker(int value, string name) => makers.TryGetValue(value, out var op) && op.Name == name ? op : null;
}
