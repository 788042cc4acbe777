using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;

namespace Lstm.Training.Formats.RtNeural;

/// <summary>Writes the JSON that RTNeural loads (see <see cref="KerasGates"/> for how its tensors lie).</summary>
public static class RtNeuralExporter
{
    private const string Format = "RTNeural's JSON";

    /// <summary>The file.</summary>
    /// <exception cref="ExportException">A layer has something that RTNeural has not.</exception>
    public static byte[] Write(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ExportException.RequireChain(source.Spec, Format);
        var layers = source.Layers().Select(layer => Layer(source, layer.Index, layer.Layer, layer.Inputs)).ToList();
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteShape(json, "in_shape", source.Spec.InputSize);
            json.WriteStartArray("layers");
            foreach (var layer in layers)
            {
                layer.Write(json);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static JsonLayer Layer(ExportSource source, int index, LayerSpec layer, int inputs)
    {
        switch (layer)
        {
            case DenseLayerSpec dense:
                return new("dense", Activation(index, dense.Activation), dense.Size, [(Blocks.Transpose(source.Tensor(dense.Tensors + "weight"), dense.Size, inputs), [inputs, dense.Size]), (Bias(source, dense.Tensors, dense.Bias, dense.Size), [dense.Size])]);
            case ConvLayerSpec { Stride: 1 } conv:
                float[] kernel = Blocks.Transpose(source.Tensor(conv.Tensors + "weight"), conv.Filters * inputs, conv.Kernel); // [kernel, filters, inputs]
                float[] turned = [.. Enumerable.Range(0, conv.Kernel).SelectMany(k => Blocks.Transpose(kernel[(k * conv.Filters * inputs)..((k + 1) * conv.Filters * inputs)], conv.Filters, inputs))];
                return new("conv1d", Activation(index, conv.Activation), conv.Filters, [(turned, [conv.Kernel, inputs, conv.Filters]), (Bias(source, conv.Tensors, conv.Bias, conv.Filters), [conv.Filters])]) { Kernel = conv.Kernel, Dilation = conv.Dilation };
            case ActivationLayerSpec alone:
                return new("activation", Activation(index, alone.Activation), inputs, []);
            case LstmLayerSpec { Peephole: false, Coupled: false, CellClip: null, Projection: null, LayerNorm: false } lstm when Plain(lstm) && lstm.Activations == LstmActivations.Standard:
                return Recurrent(source, lstm, inputs);
            case GruLayerSpec { ResetBefore: false } gru when Plain(gru) && gru.Activations == GruActivations.Standard:
                return Recurrent(source, gru, inputs);
            default:
                throw new ExportException(Format, index, $"RTNeural has dense, conv1d of stride 1, activations, and LSTM and GRU layers without options that begin with zeros and go forward; this is {layer.Label}");
        }
    }

    private static bool Plain(RecurrentLayerSpec layer) => layer is { Direction: Direction.Forward, InitialState: false, Clip: null };

    private static JsonLayer Recurrent(ExportSource source, RecurrentLayerSpec layer, int inputs)
    {
        string order = layer.CellType.Keras!.Blocks;
        string suffix = TensorNames.Suffixes(layer)[0];
        int units = layer.HiddenSize, rows = order.Length * units;
        float[] Ordered(string kind) => Blocks.Reorder(source.Tensor(layer.Tensors + kind + suffix), layer.Blocks, order);
        float[] inBias = layer.Bias ? Ordered("bias_ih") : new float[rows], ownBias = layer.Bias ? Ordered("bias_hh") : new float[rows];
        (float[], int[]) bias = layer.HasTwoBiases ? ([.. inBias, .. ownBias], [2, rows]) : ([.. inBias.Zip(ownBias, (a, b) => b == 0 ? a : a + b)], [rows]);
        return new(layer.CellType.Name, layer is LstmLayerSpec ? "tanh" : "", units, [(Blocks.Transpose(Ordered("weight_ih"), rows, inputs), [inputs, rows]), (Blocks.Transpose(Ordered("weight_hh"), rows, units), [units, rows]), bias]);
    }

    private static float[] Bias(ExportSource source, string prefix, bool has, int count) => has ? source.Tensor(prefix + "bias") : new float[count];

    private static string Activation(int index, ActivationSpec activation)
    {
        if (activation.Function.IsIdentity)
        {
            return "";
        }
        string[] all = [.. ForeignActivations.RtNeural.Select(one => one.Key + (one.Value.Function.HasAlpha ? FormattableString.Invariant($" (alpha {one.Value.Alpha})") : ""))];
        return ForeignActivations.RtNeural.FirstOrDefault(one => one.Value == activation).Key
            ?? throw new ExportException(Format, index, $"RTNeural has {string.Join(", ", all[..^1])} and {all[^1]}; this is {activation.Function.Name}");
    }

    private static void WriteShape(Utf8JsonWriter json, string name, int size)
    {
        json.WriteStartArray(name);
        json.WriteNullValue();
        json.WriteNullValue();
        json.WriteNumberValue(size);
        json.WriteEndArray();
    }

    private sealed record JsonLayer(string Type, string Activation, int Size, IReadOnlyList<(float[] Values, int[] Shape)> Weights)
    {
        public int? Kernel { get; init; }

        public int Dilation { get; init; }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            json.WriteString("activation", Activation);
            WriteShape(json, "shape", Size);
            if (Kernel is { } kernel)
            {
                json.WriteStartArray("kernel_size");
                json.WriteNumberValue(kernel);
                json.WriteEndArray();
                json.WriteStartArray("dilation");
                json.WriteNumberValue(Dilation);
                json.WriteEndArray();
                json.WriteNumber("groups", 1);
            }
            json.WriteStartArray("weights");
            foreach (var (values, shape) in Weights)
            {
                Write(json, values, shape);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter json, ReadOnlySpan<float> values, ReadOnlySpan<int> shape)
        {
            json.WriteStartArray();
            int part = values.Length / shape[0];
            for (int k = 0; k < shape[0]; k++)
            {
                if (shape.Length == 1)
                {
                    json.WriteNumberValue(values[k]);
                }
                else
                {
                    Write(json, values.Slice(k * part, part), shape[1..]);
                }
            }
            json.WriteEndArray();
        }
    }
}
