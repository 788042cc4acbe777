using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.TfLite;

/// <summary>Reads a TensorFlow Lite file (.tflite).</summary>
internal sealed class TfLiteReader
{
    private const int Version = 3, Flex = 32;
    private const string Expected = "a whole TensorFlow Lite file";

    private readonly ModelSource source;
    private readonly FlatBuffer file;
    private readonly FlatTable[] buffers;
    private readonly string[] codes;

    private TfLiteReader(ModelSource source)
    {
        this.source = source;
        file = new FlatBuffer(source, source.Bytes);
        var root = file.Root;
        if (root.Int(0) is not Version and var version)
        {
            throw source.Fault(null, $"its schema has version {version}", $"version {Version}");
        }
        codes = [.. root.Tables(1).Select(Code)];
        buffers = root.Tables(4);
        Model = new TfLiteModel([.. root.Tables(2).Select(Graph)], root.Text(3));
        if (Model.Graphs.Count == 0)
        {
            throw source.Fault(null, "it has no graph", Expected);
        }
    }

    private TfLiteModel Model { get; }

    public static TfLiteModel Read(ModelSource source) => new TfLiteReader(source).Model;

    // The code was a byte at first, and an own field from 127 on; both are written since.
    private static string Code(FlatTable code)
    {
        int number = System.Math.Max(code.Byte(0), code.Int(3));
        return number == Flex ? code.Text(1) : TfLiteOperators.NameOf(number);
    }

    private TfLiteGraph Graph(FlatTable graph)
    {
        TfLiteTensor[] tensors = [.. graph.Tables(0).Select(Tensor)];
        TfLiteOperator[] operators = [.. graph.Tables(3).Select((one, number) => Operator(one, number, tensors.Length))];
        return new TfLiteGraph(tensors, Numbers(graph, 1, tensors.Length), Numbers(graph, 2, tensors.Length), operators);
    }

    private TfLiteTensor Tensor(FlatTable tensor)
    {
        int[] shape = tensor.Ints(0) ?? [];
        uint buffer = (uint)tensor.Int(2);
        string name = tensor.Text(3);
        var quantization = tensor.Table(4);
        return new TfLiteTensor(name, tensor.Byte(1), shape, tensor.Ints(7) is { } signature && signature.Length == shape.Length ? signature : shape)
        {
            Data = buffer < buffers.Length ? Data(buffers[buffer]) : throw source.Fault(ModelSource.Quote(name), $"its values are in buffer {buffer}, and there are {buffers.Length}", Expected),
            Scales = quantization?.Floats(2) ?? [],
            Zeros = quantization?.Longs(3) ?? [],
            QuantizedAxis = quantization?.Int(6) ?? 0,
            IsVariable = tensor.Bool(5),
        };
    }

    // In the buffer, or, in large files, behind all tables.
    private (long, long)? Data(FlatTable buffer)
    {
        long offset = buffer.Long(1), size = buffer.Long(2);
        if (offset > 1)
        {
            file.Span(offset, size);
            return (offset, size);
        }
        var (at, count) = buffer.Vector(0, 1);
        return count > 0 ? (at, count) : null;
    }

    private TfLiteOperator Operator(FlatTable one, int number, int tensors)
    {
        uint code = (uint)one.Int(0);
        string name = code < codes.Length ? codes[code] : throw source.Fault($"operator {number}", $"its code is number {code}, and there are {codes.Length}", Expected);
        return new TfLiteOperator(number, name, Numbers(one, 1, tensors, least: -1), Numbers(one, 2, tensors), one.Table(4));
    }

    private int[] Numbers(FlatTable owner, int field, int tensors, int least = 0)
    {
        int[] numbers = owner.Ints(field) ?? [];
        return numbers.All(number => number >= least && number < tensors) ? numbers : throw source.Fault(null, $"something in it takes tensor {numbers.First(number => number < least || number >= tensors)}, and there are {tensors}", Expected);
    }
}
