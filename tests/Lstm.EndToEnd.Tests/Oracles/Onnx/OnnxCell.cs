using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>One node of the ONNX operators LSTM, GRU or RNN (operator set 14) with its tensors and input, laid out as the operators' documents say.</summary>
internal sealed record OnnxCell(string Operator, int Input, int Hidden, int Steps, int Batch)
{
    /// <summary>forward, reverse or bidirectional.</summary>
    public string Direction { get; init; } = "forward";

    /// <summary>The activations of each direction, in the operator's order: f g h of an LSTM, f g of a GRU, f of an RNN.</summary>
    public IReadOnlyList<ActivationSpec> Activations { get; init; } = [];

    /// <summary>Whether the node names them; otherwise they are the operator's own.</summary>
    public bool NamesActivations { get; init; }

    /// <summary>Whether the node gives their numbers; otherwise they are the functions' own.</summary>
    public bool GivesNumbers { get; init; }

    public float? Clip { get; init; }

    public bool InputForget { get; init; }

    public bool LinearBeforeReset { get; init; }

    /// <summary>sequence_lens; null for all of the same length.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>[steps, batch, input].</summary>
    public float[] X { get; init; } = [];

    /// <summary>[directions, gates·H, input]; gates in the order i o f c, z r h or i.</summary>
    public float[] W { get; init; } = [];

    /// <summary>[directions, gates·H, H].</summary>
    public float[] R { get; init; } = [];

    /// <summary>[directions, 2·gates·H]: of W, then of R.</summary>
    public float[]? B { get; init; }

    /// <summary>Peepholes [directions, 3·H] in the order i o f.</summary>
    public float[]? P { get; init; }

    /// <summary>[directions, batch, H].</summary>
    public float[]? InitialH { get; init; }

    /// <summary>[directions, batch, H].</summary>
    public float[]? InitialC { get; init; }

    public int Directions => Direction == "bidirectional" ? 2 : 1;

    public bool IsLstm => Operator == "LSTM";

    public int Gates => Operator switch { "LSTM" => 4, "GRU" => 3, _ => 1 };

    public int Length(int batch) => Lengths?[batch] ?? Steps;

    public override string ToString()
    {
        string[] options =
        [
            InputForget ? "input_forget" : "", LinearBeforeReset ? "linear_before_reset" : "", Clip is { } clip ? $"clip {clip}" : "",
            Lengths is null ? "" : $"sequence_lens {string.Join(' ', Lengths)}", B is null ? "" : "B", P is null ? "" : "P", InitialH is null ? "" : "initial_h", InitialC is null ? "" : "initial_c",
            NamesActivations ? string.Join(' ', Activations.Select(activation => $"{activation.Kind}({activation.Alpha}, {activation.Beta})")) : "",
        ];
        return $"{Operator} {Direction}, input {Input}, hidden {Hidden}, steps {Steps}, batch {Batch}, {string.Join(", ", options.Where(option => option.Length > 0))}";
    }
}

/// <summary>A node's outputs.</summary>
/// <param name="Y">[steps, directions, batch, H]; zero behind a sequence's end.</param>
/// <param name="H">Y_h [directions, batch, H].</param>
/// <param name="C">Y_c [directions, batch, H]; empty but for an LSTM.</param>
internal sealed record OnnxCellResult(double[] Y, double[] H, double[] C)
{
    public IEnumerable<double> All => Y.Concat(H).Concat(C);
}
