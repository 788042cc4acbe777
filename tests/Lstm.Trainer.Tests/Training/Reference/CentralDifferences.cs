using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Reference;

namespace Lstm.Trainer.Tests.Training;

/// <summary>
/// Gradients of a network by what the loss of the double-precision reference does when a weight moves: central differences of
/// two widths, of which the error's first term cancels (Richardson). Weights are floats, so they move to where floats are.
/// </summary>
internal sealed class CentralDifferences(NetworkParameters parameters, LossOptions loss, IReadOnlyList<Sequence> sequences)
{
    private const float Width = 1f / 512;

    /// <summary>The loss as the weights are.</summary>
    public double Loss()
    {
        var spec = parameters.Spec;
        var network = new ReferenceNetwork(spec, parameters.Tensor);
        double[][][] outputs = [.. sequences.Select(sequence => Outputs(network, spec, sequence))];
        return ReferenceLoss.Evaluate(loss, [.. sequences.Select(sequence => spec.Pools ? sequence with { Length = 1 } : sequence)], outputs, spec).Loss;
    }

    /// <summary>The outputs of a sequence.</summary>
    public static double[][] Outputs(ReferenceNetwork network, ModelSpec spec, Sequence sequence)
    {
        network.Reset();
        return network.Run([.. Enumerable.Range(0, sequence.Length).Select(t => Sample(spec, sequence, t))]);
    }

    /// <summary>The gradient of a tensor, row by row.</summary>
    public double[] Gradient(ParameterTensor tensor) =>
        [.. Enumerable.Range(0, tensor.Rows * tensor.Columns).Select(index => Slope(tensor, index / tensor.Columns, index % tensor.Columns))];

    private double Slope(ParameterTensor tensor, int row, int column) => ((4 * Slope(tensor, row, column, Width)) - Slope(tensor, row, column, 2 * Width)) / 3;

    private double Slope(ParameterTensor tensor, int row, int column, float width)
    {
        ref float weight = ref NetworkParameters.At(parameters.Values, tensor, row, column);
        float before = weight;
        float middle = MathF.Round(before * 4096) / 4096; // so that a step up is as long as a step down
        if (middle != before)
        {
            throw new InvalidOperationException($"{tensor.Name}: {before} is no multiple of 1/4096.");
        }
        weight = before + width;
        double above = Loss();
        NetworkParameters.At(parameters.Values, tensor, row, column) = before - width;
        double below = Loss();
        NetworkParameters.At(parameters.Values, tensor, row, column) = before;
        return (above - below) / (2 * width);
    }

    private static double[] Sample(ModelSpec spec, Sequence sequence, int t) =>
        sequence.Tokens.Length > 0 && spec.Layers[0] is EmbeddingLayerSpec ? [sequence.Tokens[t]]
        : sequence.Tokens.Length > 0 ? [.. Enumerable.Range(0, spec.InputSize).Select(n => sequence.Tokens[t] == n ? 1.0 : 0.0)]
        : [.. sequence.Inputs.Skip(t * spec.InputSize).Take(spec.InputSize).Select(value => (double)value)];
}
