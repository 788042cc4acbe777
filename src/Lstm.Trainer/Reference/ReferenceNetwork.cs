using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer;

/// <summary>
/// A network in double precision, written as its equations are published and with no thought for speed: what every
/// fast implementation is compared with.
/// </summary>
/// <remarks>
/// The LSTM layer is that of Hochreiter and Schmidhuber, "Long Short-Term Memory" (Neural Computation 9(8), 1997),
/// with the forget gate of Gers, Schmidhuber and Cummins, "Learning to Forget" (Neural Computation 12(10), 2000) and,
/// where the spec asks for them, the peephole connections of Gers and Schmidhuber, "Recurrent Nets that Time and
/// Count" (IJCNN 2000). See <see cref="ReferenceLstm"/> for the equations.
/// </remarks>
public sealed class ReferenceNetwork
{
    private readonly List<IReferenceLayer> layers = [];
    private readonly List<ReferenceLstm> lstmLayers = [];
    private readonly int inputSize;

    /// <summary>Builds the network; all states are zero.</summary>
    /// <param name="spec">The layers.</param>
    /// <param name="tensor">
    /// A tensor's values, row by row, by its name in the weight file (docs/packed-layout.md lists the names): the raw
    /// weights, without the factors that the packed form folds in.
    /// </param>
    /// <exception cref="ArgumentException">A tensor has another number of values than the spec says.</exception>
    public ReferenceNetwork(ModelSpec spec, Func<string, float[]> tensor)
    {
        inputSize = spec.InputSize;
        int size = inputSize;
        foreach (var layer in spec.Layers)
        {
            layers.Add(layer switch
            {
                LstmLayerSpec lstm => new ReferenceLstm(lstm, size, tensor),
                DenseLayerSpec dense => new ReferenceDense(dense, size, tensor),
                ScaleLayerSpec scale => new ReferenceScale(scale, size, tensor),
                _ => throw new ArgumentException($"No reference for a layer of type {layer.GetType().Name}.", nameof(spec)),
            });
            size = layer.OutputSize(size);
        }
        lstmLayers.AddRange(layers.OfType<ReferenceLstm>());
    }

    /// <summary>One time step: x_t passes through every layer, and the LSTM layers move on from t−1 to t.</summary>
    /// <param name="x">The sample x_t.</param>
    /// <returns>The last layer's output, in an array of its own.</returns>
    public double[] Step(ReadOnlySpan<double> x)
    {
        if (x.Length != inputSize)
        {
            throw new ArgumentException($"A sample has {inputSize} values, not {x.Length}.", nameof(x));
        }
        double[] values = x.ToArray();
        foreach (var layer in layers)
        {
            values = layer.Step(values);
        }
        return values;
    }

    /// <summary>Back to t = 0: h and c of every LSTM layer are zero.</summary>
    public void Reset()
    {
        foreach (var layer in lstmLayers)
        {
            layer.Reset();
        }
    }

    /// <summary>A copy of the hidden state h_t.</summary>
    /// <param name="lstmLayer">Which LSTM layer; other layers are not counted.</param>
    public double[] Hidden(int lstmLayer) => [.. lstmLayers[lstmLayer].Now.Hidden];

    /// <summary>A copy of the cell state c_t.</summary>
    /// <param name="lstmLayer">Which LSTM layer; other layers are not counted.</param>
    public double[] Cell(int lstmLayer) => [.. lstmLayers[lstmLayer].Now.Cell];

    /// <summary>i, f, g, o, c and h of the last time step.</summary>
    /// <param name="lstmLayer">Which LSTM layer; other layers are not counted.</param>
    internal ReferenceLstmStep Inside(int lstmLayer) => lstmLayers[lstmLayer].Now;
}
