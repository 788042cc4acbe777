using Lstm.Specification;
using Lstm.Trainer.Tests.Training;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Report.Gates;

namespace Lstm.Trainer.Tests.Report;

/// <summary>The memory cell of samples/IotDevice: adds x1 where x2 is 1, clears where x2 is −1, shows the sum where x3 is 1.</summary>
internal static class MemoryCell
{
    public static float[] X1 { get; } = [1, 3, 2, 4, 2, 1, 3, 6, 1];

    public static float[] X2 { get; } = [0, 1, 0, 1, 0, 0, -1, 1, 0];

    public static float[] X3 { get; } = [0, 0, 0, 0, 0, 1, 0, 0, 1];

    public static ModelSpec Spec { get; } = Problems.Spec("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 1, "activations": { "candidate": "identity", "cell": "identity" } } ] }""");

    public static float[] Tensor(string name) => name switch
    {
        "weight_ih_l0" => [0, 200, 0, 0, 200, 0, 1, 0, 0, 0, 0, 200],
        "bias_ih_l0" => [-100, 100, 0, -100],
        _ => [0, 0, 0, 0],
    };

    public static GateTrace Trace()
    {
        float[] inputs = new float[27];
        for (int t = 0; t < 9; t++)
        {
            (inputs[3 * t], inputs[(3 * t) + 1], inputs[(3 * t) + 2]) = (X1[t], X2[t], X3[t]);
        }
        var sequence = Sequence.OfNumbers("the lecture's nine steps", 9, inputs, [0, 0, 0, 0, 0, 7, 0, 0, 6]);
        return GateTracer.Trace(Spec, Tensor, sequence, new TraceNames { Inputs = ["x1", "x2", "x3"], Outputs = ["y"] });
    }
}
