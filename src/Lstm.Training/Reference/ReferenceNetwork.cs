using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// A network in double precision, written as its equations are published and with no thought for speed: what every
/// fast implementation is compared with. The layers' classes name their sources.
/// </summary>
public sealed class ReferenceNetwork
{
    private readonly ModelSpec spec;
    private readonly List<IReferenceLayer> layers = [];
    private readonly List<ReferenceRecurrent> recurrent = [];
    private readonly List<double[][]> passed = [];

    /// <summary>Builds the network; all states are those that a stream begins with.</summary>
    /// <param name="spec">The layers.</param>
    /// <param name="tensor">
    /// A tensor's values, row by row, by its name in the weight file (docs/packed-layout.md lists the names): the raw
    /// weights, without the factors that the packed form folds in.
    /// </param>
    /// <exception cref="ArgumentException">A tensor has another number of values than the spec says.</exception>
    public ReferenceNetwork(ModelSpec spec, Func<string, float[]> tensor)
    {
        this.spec = spec;
        var sizes = spec.Sizes;
        foreach (var layer in spec.Layers)
        {
            layers.Add(Create(layer, sizes[layers.Count].Input, tensor));
            recurrent.AddRange(layers.TakeLast(1).OfType<ReferenceRecurrent>());
        }
    }

    /// <summary>One time step: x_t passes through every layer, and the layers that remember move on from t−1 to t.</summary>
    /// <param name="x">The sample x_t.</param>
    /// <returns>
    /// The last layer's output, or all outputs of a network that branches one behind the other, in an array of its own: behind a pool the result so far, and at a step at which a strided
    /// convolution puts nothing out an empty array.
    /// </returns>
    /// <exception cref="InvalidOperationException">A layer goes through the sequence backwards.</exception>
    public double[] Step(ReadOnlySpan<double> x)
    {
        if (spec.NeedsWholeSequence)
        {
            int index = spec.Layers.ToList().FindIndex(layer => layer is RecurrentLayerSpec { Direction: not Direction.Forward });
            throw new InvalidOperationException($"layers[{index}] begins at the end of a sequence (direction {((RecurrentLayerSpec)spec.Layers[index]).Direction}), so a step alone has no output; Run takes the whole sequence.");
        }
        return Pass([x.ToArray()]) is [var y] ? y : [];
    }

    /// <summary>
    /// A sequence. Where <see cref="Step"/> is possible it continues from the steps before, as a stream does; where a layer goes
    /// backwards each call is a sequence of its own, which begins with the initial states.
    /// </summary>
    /// <returns>One result for each time step that the last layer outputs, one in all behind a pool; none of an empty sequence.</returns>
    public double[][] Run(IReadOnlyList<double[]> sequence)
    {
        if (spec.NeedsWholeSequence)
        {
            Reset();
        }
        return Pass([.. sequence]);
    }

    /// <summary>Back to t = 0: zeros, or the initial states that the spec or <see cref="Begin"/> gives.</summary>
    public void Reset()
    {
        foreach (var layer in layers)
        {
            layer.Reset();
        }
    }

    /// <summary>Sets the state that a recurrent layer begins a sequence with, and takes it on.</summary>
    /// <param name="layer">Which recurrent layer; other layers are not counted.</param>
    /// <param name="direction">0, or 1 for the backward half of a bidirectional layer.</param>
    /// <param name="hidden">h_0.</param>
    /// <param name="cell">c_0; empty for a layer that has no cell state.</param>
    public void Begin(int layer, int direction, ReadOnlySpan<double> hidden, ReadOnlySpan<double> cell) =>
        recurrent[layer].Cells[direction].Begin(hidden.ToArray(), cell.ToArray());

    /// <summary>A copy of the hidden state that the last step, or each direction of a sequence, ended with.</summary>
    /// <param name="layer">Which recurrent layer; other layers are not counted.</param>
    /// <param name="direction">0, or 1 for the backward half of a bidirectional layer.</param>
    public double[] Hidden(int layer, int direction = 0) => [.. recurrent[layer].Cells[direction].Hidden];

    /// <summary>A copy of the cell state, likewise; empty for a layer that has none.</summary>
    /// <param name="layer">Which recurrent layer; other layers are not counted.</param>
    /// <param name="direction">0, or 1 for the backward half of a bidirectional layer.</param>
    public double[] Cell(int layer, int direction = 0) => [.. recurrent[layer].Cells[direction].Cell];

    /// <summary>i, f, g, o, c and h of the last time step.</summary>
    /// <param name="lstmLayer">Which LSTM layer; other layers are not counted.</param>
    internal ReferenceLstmStep Inside(int lstmLayer) => recurrent.Select(layer => layer.Cells[0]).OfType<ReferenceLstm>().ElementAt(lstmLayer).Now;

    private double[][] Pass(double[][] sequence)
    {
        if (sequence.FirstOrDefault(x => x.Length != spec.InputSize) is { } wrong)
        {
            throw new ArgumentException($"A sample has {spec.InputSize} values, not {wrong.Length}.", nameof(sequence));
        }
        passed.Clear();
        passed.Add(Array.ConvertAll(sequence, x => TinyValues.OfSample(spec, x)));
        for (int k = 0; k < layers.Count; k++)
        {
            passed.Add(Array.ConvertAll(layers[k].Run(TakenBy(k)), y => TinyValues.OfLayer(spec, k, y)));
        }
        return spec.Graph is { } graph ? Together(graph.Outputs) : passed[^1];
    }

    private double[][] TakenBy(int layer) => spec.Graph is { } graph ? Together(graph.Layers[layer].From) : passed[^1];

    /// <summary>The outputs of several layers, or inputs, one behind the other at each time step.</summary>
    private double[][] Together(IReadOnlyList<int> sources)
    {
        double[][][] parts = [.. sources.Select(source => source >= 0 ? passed[source + 1] : Input(~source))];
        return parts is [var only] ? only : [.. parts[0].Select((_, t) => parts.SelectMany(part => part[t]).ToArray())];
    }

    private double[][] Input(int number)
    {
        var part = spec.Inputs[number];
        return Array.ConvertAll(passed[0], x => x[part.Offset..(part.Offset + part.Size)]);
    }

    private IReferenceLayer Create(LayerSpec layer, int size, Func<string, float[]> tensor) => layer switch
    {
        RecurrentLayerSpec cells => new ReferenceRecurrent(cells, size, tensor),
        DenseLayerSpec dense => new ReferenceDense(dense, size, tensor),
        ScaleLayerSpec scale => new ReferenceScale(scale, size, tensor),
        LayerNormLayerSpec norm => new ReferenceLayerNormLayer(norm, size, tensor),
        ActivationLayerSpec alone => new ReferenceActivation(alone.Activation),
        ResidualLayerSpec residual => new ReferenceResidual(residual, passed),
        EmbeddingLayerSpec embedding => new ReferenceEmbedding(embedding, tensor),
        PoolLayerSpec pool => new ReferencePool(pool, layers.LastOrDefault() as ReferenceRecurrent),
        ConvLayerSpec conv => new ReferenceConv(conv, size, tensor),
        FrameConvLayerSpec conv => new ReferenceFrameConv(conv, tensor),
        MagnitudeLayerSpec magnitude => new ReferenceMagnitude(magnitude),
        AnomalyLayerSpec anomaly => new ReferenceAnomaly(anomaly, size, tensor, passed),
        JoinLayerSpec join => new ReferenceJoin(join),
        _ => throw new ArgumentException($"No reference for a layer of type {layer.GetType().Name}.", nameof(layer)),
    };
}
