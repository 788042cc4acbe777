using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>An ONNX file that holds one LSTM node: X, h and c in; Y, Y_h and Y_c out.</summary>
internal static class OnnxModel
{
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
            .Message(5, OnnxFile.Initializer("W", ByOnnxOrder(problem.InputWeights), 1, 4 * hidden, input))
            .Message(5, OnnxFile.Initializer("R", ByOnnxOrder(problem.RecurrentWeights), 1, 4 * hidden, hidden))
            .Message(5, OnnxFile.Initializer("B", bias, 1, 8 * hidden))
            .Message(11, OnnxFile.Value("X", steps, streams, input))
            .Message(11, OnnxFile.Value("h", 1, streams, hidden))
            .Message(11, OnnxFile.Value("c", 1, streams, hidden))
            .Message(12, OnnxFile.Value("Y", steps, 1, streams, hidden))
            .Message(12, OnnxFile.Value("Y_h", 1, streams, hidden))
            .Message(12, OnnxFile.Value("Y_c", 1, streams, hidden));
        return OnnxFile.Of(graph);
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
        return node.Text(4, "LSTM").Message(5, OnnxFile.Attribute("hidden_size", hidden));
    }
}
