using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Writes recurrent layers as the operators LSTM, GRU and RNN.</summary>
internal sealed class RecurrentWriter(ExportSource source, GraphWriter graph)
{
    /// <summary>Adds a layer that takes <paramref name="value"/>.</summary>
    /// <returns>Its output at all time steps, and the hidden state that it ends with.</returns>
    public (string Value, string Final) Add(int index, RecurrentLayerSpec layer, int inputs, string value)
    {
        RequireOperator(index, layer);
        var (type, blocks) = (layer.CellType.Onnx!.Name, layer.CellType.Onnx.Blocks);
        int units = layer.HiddenSize, directions = TensorNames.Suffixes(layer).Count, rows = blocks.Length * units;
        string name = $"layer{index}.";
        var operands = new List<string>
        {
            value,
            graph.Constant(name + "W", All(layer, "weight_ih", values => Ordered(layer, values, blocks)), directions, rows, inputs),
            graph.Constant(name + "R", All(layer, "weight_hh", values => Ordered(layer, values, blocks)), directions, rows, units),
            layer.Bias ? graph.Constant(name + "B", Biases(layer, blocks), directions, 2 * rows) : "",
            "",
            layer.InitialState ? graph.Constant(name + "h", All(layer, "h0", values => values), directions, 1, units) : "",
        };
        if (layer is LstmLayerSpec lstm)
        {
            operands.Add(layer.InitialState ? graph.Constant(name + "c", All(layer, "c0", values => values), directions, 1, units) : "");
            operands.Add(lstm.Peephole ? graph.Constant(name + "P", All(layer, "peephole", values => Common.Blocks.Reorder([.. values, .. new float[units]], lstm.Coupled ? "iof" : "ifo?", "iof")), directions, 3 * units) : "");
        }
        while (operands[^1].Length == 0)
        {
            operands.RemoveAt(operands.Count - 1);
        }
        string[] outputs = graph.Nodes(type, [.. operands], 2, [.. AttributesOf(layer, directions)]);
        return directions == 1
            ? (graph.Node("Squeeze", [outputs[0], graph.Constant("direction", 1)]), graph.Node("Squeeze", [outputs[1], graph.Constant("direction", 0)]))
            : (Together(outputs[0], [0, 2, 1, 3], 0, 0, -1), Together(outputs[1], [1, 0, 2], 0, -1));
    }

    private static void RequireOperator(int index, RecurrentLayerSpec layer)
    {
        string? missing = layer switch
        {
            { CellType.Onnx: null } => $"there is no operator for an {layer.CellType.Title} cell",
            { Direction: Direction.Backwards } => "an operator gives its results in time order, so not \"backwards\"",
            LstmLayerSpec { Projection: not null } => "the operator LSTM has no projection",
            LstmLayerSpec { LayerNorm: true } => "the operator LSTM has no layer normalisation",
            LstmLayerSpec { CellClip: not null } => "the operator LSTM has no limit for the cell state (cellClip)",
            _ => null,
        };
        if (missing is not null)
        {
            throw new ExportException(OnnxExporter.Format, index, missing);
        }
    }

    private IEnumerable<MessageWriter> AttributesOf(RecurrentLayerSpec layer, int directions)
    {
        yield return Attribute("hidden_size", layer.HiddenSize);
        yield return Attribute("direction", layer.Direction switch { Direction.Forward => "forward", Direction.Reverse => "reverse", Direction.Bidirectional => "bidirectional", _ => throw Unhandled.Kind(layer.Direction) });
        if (layer is LstmLayerSpec { Coupled: true })
        {
            yield return Attribute("input_forget", 1);
        }
        if (layer is GruLayerSpec gru)
        {
            yield return Attribute("linear_before_reset", gru.ResetBefore ? 0 : 1);
        }
        if (layer.Clip is { } clip)
        {
            yield return Attribute("clip", clip);
        }
        ActivationSpec[] all = [.. Enumerable.Repeat(Functions(layer), directions).SelectMany(functions => functions)];
        yield return Attributes("activations", (string[])[.. all.Select(function => ForeignActivations.OnnxAttribute(function.Kind)!)]);
        float[] alphas = [.. all.Where(function => function.Function.HasAlpha).Select(function => function.Alpha)], betas = [.. all.Where(function => function.Function.HasBeta).Select(function => function.Beta)];
        if (alphas.Length > 0)
        {
            yield return Attributes("activation_alpha", alphas);
        }
        if (betas.Length > 0)
        {
            yield return Attributes("activation_beta", betas);
        }
    }

    // ONNX gives the gates of a layer one function: f for the gates, g for the candidate, h for the cell.
    private ActivationSpec[] Functions(RecurrentLayerSpec layer)
    {
        ActivationSpec[] gates = layer switch
        {
            LstmLayerSpec lstm => lstm.Coupled ? [lstm.Activations.InputGate, lstm.Activations.OutputGate] : [lstm.Activations.InputGate, lstm.Activations.ForgetGate, lstm.Activations.OutputGate],
            GruLayerSpec gru => [gru.Activations.ResetGate, gru.Activations.UpdateGate],
            RnnLayerSpec rnn => [rnn.Activation],
            _ => throw Unhandled.Kind(layer),
        };
        ActivationSpec[] functions = layer switch
        {
            LstmLayerSpec lstm => [gates[0], lstm.Activations.Candidate, lstm.Activations.Cell],
            GruLayerSpec gru => [gates[0], gru.Activations.Candidate],
            RnnLayerSpec => gates,
            _ => throw Unhandled.Kind(layer),
        };
        int index = source.Spec.Layers.ToList().IndexOf(layer);
        if (gates.Distinct().Count() > 1)
        {
            throw new ExportException(OnnxExporter.Format, index, "its gates have different activations, and the operator has one for all gates");
        }
        functions = [.. functions.Select(function => function.Kind == ActivationKind.Identity ? ActivationKind.Affine : function)]; // 1·x + 0
        string[] missing = [.. functions.Where(function => ForeignActivations.OnnxAttribute(function.Kind) is null).Select(function => function.Function.Name)];
        return missing.Length == 0 ? functions : throw new ExportException(OnnxExporter.Format, index, $"the recurrent operators have no activation {missing[0]}");
    }

    private float[] Biases(RecurrentLayerSpec layer, string blocks) => [.. TensorNames.Suffixes(layer).SelectMany(suffix =>
        Ordered(layer, source.Tensor(layer.Tensors + "bias_ih" + suffix), blocks).Concat(Ordered(layer, source.Tensor(layer.Tensors + "bias_hh" + suffix), blocks)))];

    private float[] All(RecurrentLayerSpec layer, string kind, Func<float[], float[]> arrange) => [.. TensorNames.Suffixes(layer).SelectMany(suffix => arrange(source.Tensor(layer.Tensors + kind + suffix)))];

    // A coupled layer has no forget gate; the operator wants rows for one and does not use them.
    private static float[] Ordered(RecurrentLayerSpec layer, float[] values, string blocks) => layer.Blocks.Length == blocks.Length
        ? Common.Blocks.Reorder(values, layer.Blocks, blocks)
        : Common.Blocks.Reorder([.. values, .. new float[values.Length / layer.Blocks.Length]], layer.Blocks + "f", blocks);

    private string Together(string value, long[] order, params long[] shape) => graph.Node("Reshape", [graph.Node("Transpose", [value], Attributes("perm", order)), graph.Constant("together", shape)]);
}
