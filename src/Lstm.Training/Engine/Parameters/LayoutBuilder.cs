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
    /// <param name="index">Which it is.</param>
    /// <param name="spec">The layer.</param>
    /// <param name="inputSize">Values that come in.</param>
    /// <param name="below">Whether it takes the output of a layer, to which its gradient is handed down.</param>
    public LayerLayout Add(int index, LayerSpec spec, int inputSize, bool below)
    {
        var parts = new List<PartLayout>();
        int directions = spec is RecurrentLayerSpec recurrent ? TensorNames.Suffixes(recurrent).Count : 1;
        for (int direction = 0; direction < directions; direction++)
        {
            if (Part(spec, inputSize, below) is { Length: > 0 } part)
            {
                parts.Add(part);
                offset = checked(offset + part.Length);
            }
        }
        return new LayerLayout(index, spec, inputSize, parts);
    }

    private PartLayout Part(LayerSpec spec, int inputSize, bool below)
    {
        return spec switch
        {
            RecurrentLayerSpec recurrent => Of(Vectors(recurrent), [.. Recurrent(recurrent, inputSize, below)]),
            DenseLayerSpec dense => Of(0, (dense.Size, 0, dense.Bias, inputSize, below)),
            ConvLayerSpec conv => Of(0, (conv.Filters, 0, conv.Bias, checked(inputSize * conv.Kernel), below)),
            EmbeddingLayerSpec embedding => Of(checked(embedding.Rows * embedding.Size)),
            ScaleLayerSpec scale => Of(inputSize * (scale.Offset is null ? 1 : 2)),
            LayerNormLayerSpec norm => Of(inputSize * (norm.Bias ? 2 : 1)),
            ActivationLayerSpec or ResidualLayerSpec or PoolLayerSpec or MagnitudeLayerSpec or FrameConvLayerSpec or AnomalyLayerSpec or JoinLayerSpec => Of(0), // some are not trained: Trainability
            _ => throw Unhandled.Kind(spec),
        };
    }

    // The first stage of sums is one matrix where h adds to the sums that x adds to; the second is a matrix of its own.
    private static IEnumerable<(int Rows, int Hidden, bool Bias, int Input, bool Below)> Recurrent(RecurrentLayerSpec layer, int inputSize, bool below)
    {
        var stages = CellLayout.Of(layer, inputSize, "").Stages;
        int fromInput = RowsOf(stages[0], SumInput.Input), fromHidden = RowsOf(stages[0], SumInput.Hidden);
        if (IsOneMatrix(layer))
        {
            yield return (fromInput, layer.StateSize, layer.Bias, inputSize, below);
        }
        else
        {
            yield return (fromInput, 0, layer.Bias, inputSize, below);
            yield return (fromHidden, layer.StateSize, layer.Bias && layer.HasTwoBiases, 0, false);
        }
        foreach (var second in stages.Skip(1))
        {
            yield return (RowsOf(second, SumInput.Between), layer.HiddenSize, second.Sources.Any(source => source.From == SumInput.Bias), 0, false);
        }
    }

    /// <summary>Whether x and h add to the same sums: their columns are those of one matrix then.</summary>
    public static bool IsOneMatrix(RecurrentLayerSpec layer)
    {
        var sources = CellLayout.Of(layer, 1, "").Stages[0].Sources;
        string GatesOf(SumInput from) => string.Concat(sources.First(source => source.From == from).Gates.Select(gate => gate.Gate));
        return GatesOf(SumInput.Input) == GatesOf(SumInput.Hidden);
    }

    private static int RowsOf(SumStage stage, SumInput from) => stage.Units * stage.Sources.First(source => source.From == from).Gates.Count;

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
