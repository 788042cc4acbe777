using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Training.Formats.Onnx;

/// <summary>
/// Writes ONNX graphs: input x [time, 1, values] (token numbers [time, 1]), output y [time, 1, values], or [1, values] behind a pool. A network that
/// branches has its own inputs and outputs, by their names.
/// </summary>
public sealed class OnnxExporter
{
    internal const string Format = "ONNX";

    private readonly ExportSource source;
    private readonly GraphWriter graph;
    private readonly string[] inputs;
    private readonly List<string> results = [];
    private string value = "";
    private string? final;

    private OnnxExporter(ExportSource source)
    {
        this.source = source;
        inputs = source.Spec.Graph is null ? ["x"] : [.. source.Spec.Inputs.Select(input => input.Name)];
        graph = new([.. inputs, .. Outputs.Select(output => output.Name)]);
    }

    private IReadOnlyList<NamedPart> Outputs => source.Spec.Graph is null ? [new("y", 0, source.Spec.OutputSize)] : source.Spec.Outputs;

    /// <summary>The file.</summary>
    /// <exception cref="ExportException">A layer has something that no operator has.</exception>
    public static byte[] Write(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new OnnxExporter(source).Write();
    }

    private byte[] Write()
    {
        foreach (var (index, layer, size) in source.Layers())
        {
            string[] taken = [.. source.Spec.TakenBy(index).Select(ValueOf)];
            value = taken[0];
            if (layer is JoinLayerSpec { Kind: var kind })
            {
                value = kind == JoinKind.Concat ? graph.Node("Concat", taken, Attribute("axis", -1)) : taken.Aggregate((one, other) => graph.Node(kind == JoinKind.Add ? "Add" : "Mul", [one, other]));
            }
            else
            {
                Add(index, layer, size);
            }
            results.Add(value);
        }
        bool isToken = source.Spec.Layers[0] is EmbeddingLayerSpec, isPooled = source.Spec.Pools;
        string time = source.Spec.Layers.Any(layer => layer is ConvLayerSpec { Stride: > 1 }) ? "results" : "time";
        return graph.ToFile(
            source.Name,
            source.Spec.Inputs.Select((input, k) => (inputs[k], isToken, isToken ? new object[] { "time", 1 } : ["time", 1, input.Size])),
            [.. Outputs.Select((output, k) => (output.Name, results[source.Spec.Graph?.Outputs[k] ?? ^1], isPooled ? new object[] { 1, output.Size } : [time, 1, output.Size]))]);
    }

    private string ValueOf(int from) => from < 0 ? inputs[~from] : results[from];

    private void Add(int index, LayerSpec layer, int inputs)
    {
        switch (layer)
        {
            case RecurrentLayerSpec recurrent:
                (value, final) = new RecurrentWriter(source, graph).Add(index, recurrent, inputs, value);
                break;
            case DenseLayerSpec dense:
                value = graph.Node("MatMul", [value, graph.Constant(dense.Tensors + "weight", Common.Blocks.Transpose(source.Tensor(dense.Tensors + "weight"), dense.Size, inputs), inputs, dense.Size)]);
                value = dense.Bias ? graph.Node("Add", [value, graph.Constant(dense.Tensors + "bias", source.Tensor(dense.Tensors + "bias"), dense.Size)]) : value;
                Activate(dense.Activation);
                break;
            case ScaleLayerSpec scale:
                value = scale.Offset is { } offset ? graph.Node("Sub", [value, Vector(offset)]) : value;
                value = graph.Node("Mul", [value, Vector(scale.Tensors)]);
                break;
            case LayerNormLayerSpec norm:
                string weight = Vector(norm.Tensors + "weight");
                value = graph.Node("LayerNormalization", norm.Bias ? [value, weight, Vector(norm.Tensors + "bias")] : [value, weight], Attribute("axis", -1), Attribute("epsilon", norm.Epsilon));
                break;
            case ActivationLayerSpec alone:
                Activate(alone.Activation);
                break;
            case ResidualLayerSpec residual:
                string other = ValueOf(residual.From);
                int size = residual.From < 0 ? source.Spec.InputSize : source.Layers().ElementAt(residual.From) is var from ? from.Layer.OutputSize(from.Inputs) : 0;
                other = size == inputs ? other : graph.Node("Slice", [other, graph.Constant("first", 0), graph.Constant("count", inputs), graph.Constant("features", -1)]);
                value = graph.Node("Add", [value, other]);
                break;
            case EmbeddingLayerSpec embedding:
                value = graph.Node("Gather", [graph.Constant(embedding.Tensors + "weight", source.Tensor(embedding.Tensors + "weight"), embedding.Rows, embedding.Size), value], Attribute("axis", 0));
                break;
            case PoolLayerSpec pool:
                value = pool.Kind switch
                {
                    PoolKind.Last => graph.Node("Gather", [value, graph.Scalar("last", -1)], Attribute("axis", 0)),
                    PoolKind.Mean => graph.Node("ReduceMean", [value], Attributes("axes", 0L), Attribute("keepdims", 0)),
                    _ => final!,
                };
                break;
            case ConvLayerSpec conv:
                value = graph.Node("Transpose", [value], Attributes("perm", 1L, 2L, 0L));
                value = conv.History == 0 ? value : graph.Node("Pad", [value, graph.Constant("pads", 0, 0, conv.History, 0, 0, 0)], Attribute("mode", "constant"));
                Convolve(conv.Tensors, conv.Bias, [conv.Filters, inputs, conv.Kernel], conv.Stride, conv.Dilation);
                value = graph.Node("Transpose", [value], Attributes("perm", 2L, 0L, 1L));
                Activate(conv.Activation);
                break;
            case FrameConvLayerSpec conv:
                AddFrameConv(conv, inputs);
                break;
            case MagnitudeLayerSpec magnitude:
                AddMagnitude(magnitude, inputs);
                break;
            case AnomalyLayerSpec:
                throw new ExportException(Format, index, ExportException.Detector);
            default:
                throw Unhandled.Kind(layer);
        }
    }

    private void AddFrameConv(FrameConvLayerSpec conv, int inputs)
    {
        value = graph.Node("Reshape", [value, graph.Constant("frame", -1, conv.Positions(inputs), conv.Channels)]);
        value = graph.Node("Transpose", [value], Attributes("perm", 0L, 2L, 1L));
        if (conv.PadLeft + conv.PadRight > 0)
        {
            value = graph.Node("Pad", [value, graph.Constant("pads", 0, 0, conv.PadLeft, 0, 0, conv.PadRight)], Attribute("mode", conv.Reflect ? "reflect" : "constant"));
        }
        Convolve(conv.Tensors, conv.Bias, [conv.Filters, conv.Channels, conv.Kernel], conv.Stride, conv.Dilation);
        value = graph.Node("Transpose", [value], Attributes("perm", 0L, 2L, 1L));
        Activate(conv.Activation);
        value = graph.Node("Reshape", [value, Flat(conv.OutputSize(inputs))]);
    }

    private void AddMagnitude(MagnitudeLayerSpec magnitude, int inputs)
    {
        value = graph.Node("Reshape", [value, graph.Constant("parts", -1, inputs / magnitude.Channels, 2, magnitude.Channels / 2)]);
        value = graph.Node("Mul", [value, value]);
        value = graph.Node("ReduceSum", [value, graph.Constant("both", 2)], Attribute("keepdims", 0));
        value = graph.Node("Sqrt", [value]);
        value = graph.Node("Reshape", [value, Flat(inputs / 2)]);
    }

    private void Convolve(string prefix, bool bias, long[] shape, int stride, int dilation)
    {
        string weight = graph.Constant(prefix + "weight", source.Tensor(prefix + "weight"), shape);
        string[] inputs = bias ? [value, weight, graph.Constant(prefix + "bias", source.Tensor(prefix + "bias"), shape[0])] : [value, weight];
        value = graph.Node("Conv", inputs, Attributes("kernel_shape", shape[2]), Attributes("strides", (long)stride), Attributes("dilations", (long)dilation));
    }

    private void Activate(ActivationSpec activation)
    {
        foreach (var step in ForeignActivations.OnnxSteps(activation))
        {
            string[] operands = step.Number is { } number ? [value, graph.Constant("number", [number])] : [value];
            value = graph.Node(step.Operator, operands, [.. step.HasNumbers ? NumbersOf(activation) : []]);
        }
    }

    private static IEnumerable<MessageWriter> NumbersOf(ActivationSpec activation)
    {
        if (activation.Function.HasAlpha)
        {
            yield return Attribute("alpha", activation.Alpha);
        }
        if (activation.Function.HasBeta)
        {
            yield return Attribute("beta", activation.Beta);
        }
        if (activation.Function.OfWholeLayer)
        {
            yield return Attribute("axis", -1); // the features
        }
    }

    // Behind a pool there is no axis of time.
    private string Flat(int size) => source.Spec.Layers.Take(results.Count).Any(layer => layer is PoolLayerSpec) ? graph.Constant("flat", -1, size) : graph.Constant("flat", -1, 1, size);

    private string Vector(string name)
    {
        float[] values = source.Tensor(name);
        return graph.Constant(name, values, values.Length);
    }
}
