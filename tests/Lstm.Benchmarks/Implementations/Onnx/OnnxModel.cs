using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>An ONNX file that holds one LSTM node: X, h and c in; Y, Y_h and Y_c out.</summary>
internal static class OnnxModel
{
    private const int Float = 1; // TensorProto.DataType
    private const int Int = 2; // AttributeProto.AttributeType
    private const int IrVersion = 8;
    private const int OperatorSet = 14;

    /// <summary>The file's bytes.</summary>
    /// <param name="problem">The weights.</param>
    /// <param name="steps">Time steps in a call.</param>
    /// <param name="streams">Streams side by side.</param>
    public static byte[] Create(Problem problem, int steps, int streams)
    {
        var (input, hidden) = problem.Size;
        float[] bias = [.. ByOnnxOrder(problem.Bias), .. new float[4 * hidden]];
        var graph = new ProtobufWriter()
            .Message(1, Lstm(hidden))
            .Text(2, "lstm")
            .Message(5, Initializer("W", ByOnnxOrder(problem.InputWeights), 1, 4 * hidden, input))
            .Message(5, Initializer("R", ByOnnxOrder(problem.RecurrentWeights), 1, 4 * hidden, hidden))
            .Message(5, Initializer("B", bias, 1, 8 * hidden))
            .Message(11, Value("X", steps, streams, input))
            .Message(11, Value("h", 1, streams, hidden))
            .Message(11, Value("c", 1, streams, hidden))
            .Message(12, Value("Y", steps, 1, streams, hidden))
            .Message(12, Value("Y_h", 1, streams, hidden))
            .Message(12, Value("Y_c", 1, streams, hidden));
        return new ProtobufWriter()
            .Integer(1, IrVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();
    }

    /// <summary>Gates i f g o one below the other become i o f g.</summary>
    private static float[] ByOnnxOrder(float[] gates)
    {
        int length = gates.Length / 4;
        return [.. new[] { 0, 3, 1, 2 }.SelectMany(gate => gates[(gate * length)..((gate + 1) * length)])];
    }

    private static ProtobufWriter Lstm(int hidden)
    {
        var node = new ProtobufWriter();
        foreach (string input in (string[])["X", "W", "R", "B", "", "h", "c"])
        {
            node.Text(1, input);
        }
        foreach (string output in (string[])["Y", "Y_h", "Y_c"])
        {
            node.Text(2, output);
        }
        return node.Text(4, "LSTM").Message(5, new ProtobufWriter().Text(1, "hidden_size").Integer(3, hidden).Integer(20, Int));
    }

    private static ProtobufWriter Initializer(string name, float[] values, params int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Integer(1, dimension);
        }
        return tensor.Integer(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes<float>(values));
    }

    private static ProtobufWriter Value(string name, params int[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            dimensions.Message(1, new ProtobufWriter().Integer(1, dimension));
        }
        var tensor = new ProtobufWriter().Integer(1, Float).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
