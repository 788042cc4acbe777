using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>Imports TensorFlow Lite files (.tflite): what they compute is written as a graph of ONNX, and read as such graphs are.</summary>
internal static class TfLiteImporter
{
    private const long Opset = 13; // the version of the operators that graphs are written in here

    /// <summary>Whether bytes are such a file.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.Length > 8 && bytes[4..].StartsWith("TFL3"u8);

    /// <summary>The network that a file computes.</summary>
    /// <exception cref="ImportException">It is damaged, or something in it cannot be represented.</exception>
    public static ImportedModel Read(ModelSource source, ImportOptions options)
    {
        if (!IsOne(source.Bytes))
        {
            throw source.Fault(null, $"it begins with {source.Start}, as no TensorFlow Lite file does", "a TensorFlow Lite file, which has TFL3 as its bytes 4 to 7");
        }
        var model = TfLiteReader.Read(source);
        var graph = model.Graphs[0];
        var translation = new GraphTranslation(source, model, graph);
        translation.Translate();
        OnnxValueInfo[] inputs = [.. graph.Inputs.Select(input => Info(graph, input, translation.NameOf(input)))];
        OnnxValueInfo[] outputs = [.. graph.Outputs.Select(output => Info(graph, output, translation.NameOf(output)))];
        return OnnxImporter.Read(source, options, new OnnxModel(new OnnxGraph(translation.Nodes, translation.Constants, inputs, outputs), new OpsetRules(source, Opset), Notes(model)));
    }

    // Tokens that are given as floats, to be made whole numbers, are whole numbers.
    private static OnnxValueInfo Info(TfLiteGraph graph, int tensor, string name)
    {
        TfLiteOperator[] takers = [.. graph.Operators.Where(op => op.Inputs.Contains(tensor))];
        bool isToken = takers.Length > 0 && takers.All(op => op.Name == "CAST" && op.Outputs.All(output => graph.Tensors[output].Type is TfLiteType.Int32 or TfLiteType.Int64));
        return new(name, isToken ? OnnxType.Int64 : OperatorTranslation.ElementType(graph.Tensors[tensor].Type), [.. graph.Tensors[tensor].Signature.Select(size => size > 0 ? size : (long?)null)]);
    }

    private static IEnumerable<TfLiteTensor> Quantized(TfLiteModel model, bool constants) =>
        model.Graphs.SelectMany(graph => graph.Tensors).Where(tensor => tensor.Scales.Length > 0 && tensor.Data is not null == constants && tensor.Type is TfLiteType.Int8 or TfLiteType.UInt8 or TfLiteType.Int16);

    private static string[] Notes(TfLiteModel model) =>
        Quantized(model, constants: false).Any() ? ["Its layers compute with integers of 8 or 16 bits: weights become the numbers that they stand for, and what flows between layers is not rounded, so its answers differ by that rounding. Samples and answers are numbers, not integers."]
        : Quantized(model, constants: true).Any() ? ["Its weights are integers and become the numbers that they stand for. TensorFlow Lite rounds samples and states to 8 bits before it multiplies them with such weights, which is not done: its answers differ by that rounding."]
        : [];
}
