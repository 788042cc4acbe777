using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>
/// WHILE as a Loop of ONNX: its condition looks at what the body hands on, and values that the body only hands on are taken from around it. A list of
/// outputs, to which each iteration adds one, is an output of the loop.
/// </summary>
internal static class LoopTranslation
{
    private const string SetItem = "FlexTensorListSetItem", Whole = "a loop and its graphs with as many values each";

    public static void Add(GraphTranslation outer, TfLiteOperator op)
    {
        GraphTranslation condition = outer.Within(op, op.Options?.Int(0) ?? 0), body = outer.Within(op, op.Options?.Int(1) ?? 0);
        var (before, after) = (body.Graph.Inputs, body.Graph.Outputs);
        int count = op.Inputs.Count;
        if (before.Count != count || after.Count != count || op.Outputs.Count != count || condition.Graph.Inputs.Count != count || condition.Graph.Outputs.Count != 1)
        {
            throw outer.Fault(op, $"it has {count} values, and its body {before.Count} and {after.Count}", Whole);
        }
        var makers = body.Graph.Operators.SelectMany(one => one.Outputs.Select(output => (output, one))).DistinctBy(pair => pair.output).ToDictionary(pair => pair.output, pair => pair.one);
        bool IsKept(int k) => before[k] == after[k];
        var lists = Enumerable.Range(0, count).Where(k => !IsKept(k)).Select(k => (k, Item: ItemOf(body, makers, before[k], after[k]))).Where(list => list.Item is not null).ToDictionary(list => list.k, list => list.Item!);
        int[] states = [.. Enumerable.Range(0, count).Where(k => !IsKept(k) && !lists.ContainsKey(k))];
        foreach (int k in Enumerable.Range(0, count).Where(IsKept))
        {
            body.Rename(before[k], outer.Take(op.Inputs[k]));
        }
        body.Translate(lists.Values.SelectMany(list => list.Operators).ToHashSet());
        for (int k = 0; k < count; k++)
        {
            condition.Rename(condition.Graph.Inputs[k], lists.ContainsKey(k) ? "" : body.Take(after[k]));
        }
        condition.Translate();
        body.Add(condition);
        OnnxValueInfo Info(string name, int tensor) => new(name, OperatorTranslation.ElementType(body.Graph.Tensors[tensor].Type), [.. body.Shape(tensor).Select(size => size > 0 ? size : (long?)null)]);
        OnnxValueInfo[] inputs = [new(body.Fresh(op), OnnxType.Int64, []), new(body.Fresh(op), OnnxType.Bool, []), .. states.Select(k => Info(body.NameOf(before[k]), before[k]))];
        OnnxValueInfo[] outputs = [new(condition.Take(condition.Graph.Outputs[0]), OnnxType.Bool, []), .. states.Select(k => Info(body.Take(after[k]), after[k])), .. lists.Values.Select(list => Info(body.Take(list.Value), list.Value))];
        string[] made = [.. lists.Keys.Select(_ => outer.Fresh(op))];
        outer.Several(op, "Loop", ["", outer.Scalar(op, 1), .. states.Select(k => outer.Take(op.Inputs[k]))], [.. states.Select(k => outer.NameOf(op.Outputs[k])), .. made], NodeAttribute.Of("body", new OnnxGraph(body.Nodes, body.Constants, inputs, outputs)));
        foreach (var ((k, list), name) in lists.Zip(made))
        {
            bool isLast = list.Place is { } place && IsFirst(place);
            outer.Node(op, isLast ? "Slice" : "Identity", isLast ? [name, outer.Whole(op, -1), outer.Whole(op, int.MaxValue), outer.Whole(op, 0)] : [name], outer.NameOf(op.Outputs[k]));
        }
        foreach (int k in Enumerable.Range(0, count).Where(IsKept))
        {
            outer.Node(op, "Identity", [outer.Take(op.Inputs[k])], outer.NameOf(op.Outputs[k]));
        }

        // Where only the last output is kept, each iteration puts its own in the place of the one before.
        bool IsFirst(int place) => body.Numbers(place) is [0] || Enumerable.Range(0, count).Any(k => IsKept(k) && before[k] == place && outer.Numbers(op.Inputs[k]) is [0]);
    }

    // A list with an item put in: as TensorFlow does it, or what it becomes, all before the item, the item, and all behind it.
    private static List? ItemOf(GraphTranslation body, Dictionary<int, TfLiteOperator> makers, int list, int next)
    {
        if (!makers.TryGetValue(next, out var maker))
        {
            return null;
        }
        if (maker.Name == SetItem && maker.Input(0) == list && maker.Input(2) >= 0)
        {
            return new(maker.Input(2), maker.Input(1), [maker]);
        }
        bool IsPart(int tensor, out TfLiteOperator? part) => makers.TryGetValue(tensor, out part) && part.Name is "SLICE" or "STRIDED_SLICE" && part.Input(0) == list;
        return maker.Name == "CONCATENATION" && maker.Inputs.Count == 3 && (maker.Options?.Int(0) ?? 0) == 0 && IsPart(maker.Inputs[0], out var first) && IsPart(maker.Inputs[2], out var last)
            && makers.TryGetValue(maker.Inputs[1], out var widened) && widened.Name is "EXPAND_DIMS" or "RESHAPE" && widened.Input(0) >= 0 && body.Shape(widened.Input(0)).Count == body.Shape(maker.Inputs[1]).Count - 1
            ? new(widened.Input(0), null, [maker, first!, last!])
            : null;
    }

    private sealed record List(int Value, int? Place, TfLiteOperator[] Operators);
}
