namespace Lstm.Training.Formats.Onnx;

/// <summary>Loop and Scan that are no recurrent cell; those that are have become its operator before (<see cref="CellRewriter"/>).</summary>
internal static class LoopNode
{
    /// <summary>The attribute that says why not, which takes the place of the body.</summary>
    public const string Reason = "reason";

    private const string Unknown = "its body is no cell that is known";

    public static OnnxAttribute Because(string? problem) => new(Reason, 3, 0, 0, problem ?? Unknown, null, [], [], []);

    public static Value[] Apply(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs) =>
        throw walk.Fault(node, attributes.Text(Reason, Unknown), "a body that is a time step of an LSTM, GRU or RNN and is run for all time steps in their order");
}
