using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>Writes the ONNX file of an <see cref="OnnxCell"/>: X goes in, everything else is in the file.</summary>
internal static class OnnxCellFile
{
    public static byte[] Write(OnnxCell cell)
    {
        int d = cell.Directions, h = cell.Hidden, rows = cell.Gates * h;
        var graph = new ProtobufWriter().Message(1, Node(cell)).Text(2, "cell");
        void Tensor(string name, float[]? values, params int[] shape)
        {
            if (values is not null)
            {
                graph.Message(5, OnnxFile.Initializer(name, values, shape));
            }
        }
        Tensor("W", cell.W, d, rows, cell.Input);
        Tensor("R", cell.R, d, rows, h);
        Tensor("B", cell.B, d, 2 * rows);
        Tensor("P", cell.P, d, 3 * h);
        Tensor("initial_h", cell.InitialH, d, cell.Batch, h);
        Tensor("initial_c", cell.InitialC, d, cell.Batch, h);
        if (cell.Lengths is { } lengths)
        {
            graph.Message(5, OnnxFile.Initializer("sequence_lens", lengths));
        }
        graph.Message(11, OnnxFile.Value("X", XShape(cell)));
        foreach (var (name, shape) in Outputs(cell))
        {
            graph.Message(12, OnnxFile.Value(name, shape));
        }
        return OnnxFile.Of(graph);
    }

    public static int[] XShape(OnnxCell cell) => [cell.Steps, cell.Batch, cell.Input];

    /// <summary>The outputs' names and shapes.</summary>
    public static IEnumerable<(string Name, int[] Shape)> Outputs(OnnxCell cell)
    {
        int[] state = [cell.Directions, cell.Batch, cell.Hidden];
        yield return ("Y", [cell.Steps, .. state]);
        yield return ("Y_h", state);
        if (cell.IsLstm)
        {
            yield return ("Y_c", state);
        }
    }

    private static ProtobufWriter Node(OnnxCell cell)
    {
        var node = new ProtobufWriter();
        string Present(string name, object? tensor) => tensor is null ? "" : name;
        string[] inputs = ["X", "W", "R", Present("B", cell.B), Present("sequence_lens", cell.Lengths), Present("initial_h", cell.InitialH), Present("initial_c", cell.InitialC), Present("P", cell.P)];
        foreach (string input in cell.IsLstm ? inputs : inputs[..6])
        {
            node.Text(1, input);
        }
        foreach (var (name, _) in Outputs(cell))
        {
            node.Text(2, name);
        }
        node.Text(4, cell.Operator);
        foreach (var attribute in Attributes(cell))
        {
            node.Message(5, attribute);
        }
        return node;
    }

    private static IEnumerable<ProtobufWriter> Attributes(OnnxCell cell)
    {
        yield return OnnxFile.Attribute("hidden_size", cell.Hidden);
        yield return OnnxFile.Attribute("direction", cell.Direction);
        if (cell.Clip is { } clip)
        {
            yield return OnnxFile.Attribute("clip", clip);
        }
        if (cell.InputForget)
        {
            yield return OnnxFile.Attribute("input_forget", 1);
        }
        if (cell.LinearBeforeReset)
        {
            yield return OnnxFile.Attribute("linear_before_reset", 1);
        }
        if (cell.NamesActivations)
        {
            // α and β are taken one after the other by those functions that have one.
            var all = Enumerable.Repeat(cell.Activations, cell.Directions).SelectMany(activations => activations).ToList();
            yield return OnnxFile.Attribute("activations", all.Select(activation => activation.Kind.ToString()));
            if (!cell.GivesNumbers)
            {
                yield break;
            }
            yield return OnnxFile.Attribute("activation_alpha", all.Where(activation => Activations.Of(activation.Kind).HasAlpha).Select(activation => activation.Alpha));
            yield return OnnxFile.Attribute("activation_beta", all.Where(activation => Activations.Of(activation.Kind).HasBeta).Select(activation => activation.Beta));
        }
    }
}
