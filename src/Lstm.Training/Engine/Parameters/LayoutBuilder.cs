using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Parameters;

/// <summary>Lays the weights of a network out, layer by layer. What <see cref="Trainability"/> lets through fits ints.</summary>
internal sealed class LayoutBuilder
{
    private int offset;
    private int matrices;

    /// <summary>Values of all layers so far.</summary>
    public int Length => offset;

    /// <summary>The next layer.</summary>
    public LayerLayout Add(int index, LayerSpec spec, int inputSize)
    {
        var parts = new List<PartLayout>();
        int directions = spec is RecurrentLayerSpec recurrent ? TensorNames.Suffixes(recurrent).Count : 1;
        for (int direction = 0; direction < directions; direction++)
        {
            if (Part(index, spec, inputSize) is { Length: > 0 } part)
            {
                parts.Add(part);
                offset = checked(offset + part.Length);
            }
        }
        return new LayerLayout(index, spec, inputSize, parts);
    }

    private PartLayout Part(int index, LayerSpec spec, int inputSize)
    {
        bool below = index > 0;
        return spec switch
        {
            LstmLayerSpec { Projection: { } projection } lstm => Of(Vectors(lstm), (Rows(lstm), projection, lstm.Bias, inputSize, below), (projection, lstm.HiddenSize, false, 0, false)),
            GruLayerSpec { ResetBefore: true } gru => Of(
                Vectors(gru), (Rows(gru), 0, gru.Bias, inputSize, below), (2 * gru.HiddenSize, gru.HiddenSize, false, 0, false), (gru.HiddenSize, gru.HiddenSize, false, 0, false)),
            GruLayerSpec gru => Of(Vectors(gru), (Rows(gru), 0, gru.Bias, inputSize, below), (Rows(gru), gru.HiddenSize, gru.Bias, 0, false)),
            LtmStmLayerSpec cell => Of(Vectors(cell), (Rows(cell), cell.HiddenSize, cell.Bias, inputSize, below), (cell.HiddenSize, cell.HiddenSize, cell.Bias, 0, false)),
            (LstmLayerSpec or RnnLayerSpec) and RecurrentLayerSpec recurrent => Of(Vectors(recurrent), (Rows(recurrent), recurrent.HiddenSize, recurrent.Bias, inputSize, below)),
            DenseLayerSpec dense => Of(0, (dense.Size, 0, dense.Bias, inputSize, below)),
            ConvLayerSpec conv => Of(0, (conv.Filters, 0, conv.Bias, checked(inputSize * conv.Kernel), below)),
            EmbeddingLayerSpec embedding => Of(checked(embedding.Rows * embedding.Size)),
            ScaleLayerSpec scale => Of(inputSize * (scale.Offset is null ? 1 : 2)),
            ActivationLayerSpec or ResidualLayerSpec or PoolLayerSpec or MagnitudeLayerSpec or FrameConvLayerSpec => Of(0), // of the last, see Trainability
            _ => throw Unhandled.Kind(spec),
        };
    }

    private static int Rows(RecurrentLayerSpec layer) => layer.Blocks.Length * layer.HiddenSize;

    private static int Vectors(RecurrentLayerSpec layer) =>
        PeepholeLength(layer) + (layer.InitialState ? layer.StateSize + (layer.HasCell ? layer.HiddenSize : 0) : 0);

    /// <summary>Values of a layer's peepholes, the first of its vectors.</summary>
    public static int PeepholeLength(RecurrentLayerSpec layer) => layer is LstmLayerSpec { Peephole: true } ? (layer.Blocks.Length - 1) * layer.HiddenSize : 0;

    private PartLayout Of(int vectors, params (int Rows, int Hidden, bool Bias, int Input, bool Below)[] shapes)
    {
        var list = new List<MatrixLayout>();
        int start = offset;
        foreach (var (rows, hidden, bias, input, below) in shapes)
        {
            list.Add(new MatrixLayout(matrices++, start, rows, hidden, bias, input, below));
            start = checked(start + list[^1].Length);
        }
        return new PartLayout(offset, [.. list], vectors);
    }
}
