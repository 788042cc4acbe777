using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared.RandomModels;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>Draws nodes with everything that the operators have and ONNX Runtime computes as their documents say.</summary>
/// <remarks>
/// Left out, with ONNX Runtime 1.30 as measured: <c>layout</c> 1, which it refuses; <c>sequence_lens</c> of 0, for which it puts
/// out zeros as Y_h and Y_c rather than the initial state; and <c>activation_alpha</c> and <c>activation_beta</c> left out for
/// ThresholdedRelu, ScaledTanh and Affine, which it then takes for 0: of the first the operator's text says 1, of the others no
/// text says anything (of LeakyRelu, HardSigmoid and Elu it has the text's defaults).
/// </remarks>
internal static class RandomOnnxCells
{
    private static readonly ActivationKind[] DefaultsUnknown = [ActivationKind.ThresholdedRelu, ActivationKind.ScaledTanh, ActivationKind.Affine];
    private static readonly ActivationKind[] Kinds =
        [.. Activations.ForLstm.Select(name => Activations.Named(name)!.Value).Where(kind => kind != ActivationKind.Identity)];

    /// <summary>A node whose results do not magnify what single precision rounds away.</summary>
    public static OnnxCell Draw(int seed)
    {
        var random = new Random(seed);
        for (; ; )
        {
            var cell = Any(random);
            var reference = new OnnxCellReference(cell);
            if (Conditioning.IsGood(reference.Spec, reference.Tensor, (spec, tensor) => reference.Run(spec, tensor).All))
            {
                return cell;
            }
        }
    }

    private static OnnxCell Any(Random random)
    {
        string[] operators = ["LSTM", "GRU", "RNN"], directions = ["forward", "reverse", "bidirectional"];
        var cell = new OnnxCell(operators[random.Next(3)], random.Next(1, 71), random.Next(1, 71), random.Next(1, 11), random.Next(1, 4))
        {
            Direction = directions[random.Next(3)],
            Clip = random.Next(4) == 0 ? (float)(0.2 + (2 * random.NextDouble())) : null,
            NamesActivations = random.Next(3) != 0,
        };
        bool lstm = cell.IsLstm;
        float[] Values(int count, double reach) => [.. Enumerable.Range(0, count).Select(_ => (float)(reach * ((2 * random.NextDouble()) - 1)))];
        float[]? Perhaps(bool has, int count, double reach) => has && random.Next(2) == 0 ? Values(count, reach) : null;
        int rows = cell.Directions * cell.Gates * cell.Hidden, states = cell.Directions * cell.Batch * cell.Hidden;
        double usual = 1 / Math.Sqrt(cell.Hidden);
        var activations = cell.NamesActivations ? Named(random, cell.Operator) : Usual(cell.Operator);
        return cell with
        {
            Activations = activations,
            GivesNumbers = activations.Any(activation => activation != ActivationSpec.Of(activation.Kind) || DefaultsUnknown.Contains(activation.Kind)),
            InputForget = lstm && random.Next(4) == 0,
            LinearBeforeReset = cell.Operator == "GRU" && random.Next(2) == 0,
            Lengths = random.Next(3) == 0 ? [.. Enumerable.Range(0, cell.Batch).Select(_ => random.Next(1, cell.Steps + 1))] : null,
            X = Values(cell.Steps * cell.Batch * cell.Input, 1),
            W = Values(rows * cell.Input, usual),
            R = Values(rows * cell.Hidden, usual),
            B = Perhaps(true, 2 * rows, usual),
            P = Perhaps(lstm, cell.Directions * 3 * cell.Hidden, usual),
            InitialH = Perhaps(true, states, 1),
            InitialC = Perhaps(lstm, states, 1),
        };
    }

    private static List<ActivationSpec> Usual(string name) => name switch
    {
        "LSTM" => [ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Tanh],
        "GRU" => [ActivationKind.Sigmoid, ActivationKind.Tanh],
        _ => [ActivationKind.Tanh],
    };

    private static List<ActivationSpec> Named(Random random, string name) => [.. Usual(name).Select(_ => Activation(random))];

    private static ActivationSpec Activation(Random random)
    {
        float Around(float middle) => (float)(middle + (random.NextDouble() - 0.5));
        var kind = Kinds[random.Next(Kinds.Length)];
        var usual = ActivationSpec.Of(kind);
        return random.Next(2) == 0 ? usual : new ActivationSpec(
            kind,
            Activations.Of(kind).HasAlpha ? Around(usual.Alpha) : usual.Alpha,
            Activations.Of(kind).HasBeta ? Around(usual.Beta) : usual.Beta);
    }
}
