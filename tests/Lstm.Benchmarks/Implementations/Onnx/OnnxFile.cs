using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>The parts of an ONNX file. The numbers are those of onnx.proto.</summary>
internal static class OnnxFile
{
    private const int IrVersion = 8;
    private const int OperatorSet = 14;
    private const int FloatData = 1; // TensorProto.DataType
    private const int Int32Data = 6;
    private const int FloatAttribute = 1; // AttributeProto.AttributeType
    private const int IntAttribute = 2;
    private const int StringAttribute = 3;
    private const int FloatsAttribute = 6;
    private const int StringsAttribute = 8;

    /// <summary>A whole file.</summary>
    public static byte[] Of(ProtobufWriter graph) => new ProtobufWriter()
        .Integer(1, IrVersion)
        .Message(7, graph)
        .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
        .ToArray();

    /// <summary>A tensor that the file holds.</summary>
    public static ProtobufWriter Initializer(string name, float[] values, params int[] shape) => Tensor(name, FloatData, MemoryMarshal.AsBytes<float>(values), shape);

    /// <summary>A tensor of whole numbers that the file holds.</summary>
    public static ProtobufWriter Initializer(string name, int[] values) => Tensor(name, Int32Data, MemoryMarshal.AsBytes<int>(values), values.Length);

    /// <summary>An input or output of floats.</summary>
    public static ProtobufWriter Value(string name, params int[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        }
        var tensor = new ProtobufWriter().Integer(1, FloatData).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    public static ProtobufWriter Attribute(string name, int value) => new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, IntAttribute);

    public static ProtobufWriter Attribute(string name, float value) => new ProtobufWriter().Text(1, name).Float(2, value).Integer(20, FloatAttribute);

    public static ProtobufWriter Attribute(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, StringAttribute);

    public static ProtobufWriter Attribute(string name, IEnumerable<float> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (float value in values)
        {
            attribute.Float(7, value);
        }
        return attribute.Integer(20, FloatsAttribute);
    }

    public static ProtobufWriter Attribute(string name, IEnumerable<string> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (string value in values)
        {
            attribute.Text(9, value);
        }
        return attribute.Integer(20, StringsAttribute);
    }

    private static ProtobufWriter Tensor(string name, int type, ReadOnlySpan<byte> values, params int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Integer(1, dimension);
        }
        return tensor.Integer(2, type).Text(8, name).Bytes(9, values);
    }
}
