using System.Linq;
using System.Numerics;
using Lstm.Specification;

namespace Lstm.Generator.Tests.Specification;

/// <summary>What a network takes, counted after docs/packed-layout.md and docs/model-format.md in integers that have no end.</summary>
internal static class SizeOracle
{
    public static BigInteger WeightBytes(ModelSpec model) => 4 * Sum(model, Weights);

    public static BigInteger StateBytes(ModelSpec model) => 4 * (Sum(model, State) + (model.Layers.Any(IsStreamed) ? 1 : 0));

    /// <summary>Steps from one result to the next.</summary>
    public static BigInteger Stride(ModelSpec model) => model.Layers.OfType<ConvLayerSpec>().Aggregate(BigInteger.One, (product, conv) => product * conv.Stride);

    public static BigInteger Outputs(LayerSpec layer, BigInteger i) => layer switch
    {
        RecurrentLayerSpec recurrent => Hidden(recurrent) * Ways(recurrent),
        DenseLayerSpec dense => dense.Size,
        EmbeddingLayerSpec embedding => embedding.Size,
        ConvLayerSpec conv => conv.Filters,
        FrameConvLayerSpec conv => conv.Filters * (((i / conv.Channels) + conv.PadLeft + conv.PadRight - ((BigInteger)(conv.Kernel - 1) * conv.Dilation) - 1) / conv.Stride + 1),
        MagnitudeLayerSpec => i / 2,
        _ => i,
    };

    private static BigInteger Sum(ModelSpec model, System.Func<LayerSpec, BigInteger, BigInteger> part)
    {
        BigInteger sum = 0, i = model.InputSize;
        foreach (var layer in model.Layers)
        {
            sum += part(layer, i);
            i = Outputs(layer, i);
        }
        return sum;
    }

    private static BigInteger Weights(LayerSpec layer, BigInteger i) => layer switch
    {
        RecurrentLayerSpec recurrent => Ways(recurrent) * (Direction(recurrent, i) + Begin(recurrent)),
        DenseLayerSpec dense => Up(dense.Size, 16) + (dense.Size * Up(i, 16)),
        ScaleLayerSpec scale => Up(i, 16) * (scale.Offset is null ? 1 : 2),
        LayerNormLayerSpec => 2 * Up(i, 16),
        EmbeddingLayerSpec embedding => Up((BigInteger)embedding.Rows * embedding.Size, 16),
        ConvLayerSpec conv => Up(Up(conv.Filters, 4) * (1 + (conv.Kernel * i)), 16),
        FrameConvLayerSpec conv => Up(Up(conv.Filters, 4) * (1 + (conv.Kernel * (BigInteger)conv.Channels)), 16),
        _ => 0,
    };

    private static BigInteger Direction(RecurrentLayerSpec layer, BigInteger i)
    {
        BigInteger h = layer.HiddenSize, lanes = Up(h, 4), b = layer.Bias ? 1 : 0, s = Hidden(layer);
        switch (layer)
        {
            case GruLayerSpec { ResetBefore: true }:
                return Up(lanes * ((3 * b) + (3 * i) + (2 * h)), 16) + Up(lanes * h, 16);
            case GruLayerSpec:
                return Up(lanes * ((4 * b) + (3 * i) + (3 * h)), 16);
            case LtmStmLayerSpec:
                return Up(lanes * 4 * (b + i + h), 16) + Up(lanes * (b + h), 16);
            case RnnLayerSpec:
                return Up(lanes * (b + i + h), 16);
        }
        var lstm = (LstmLayerSpec)layer;
        int gates = lstm.Coupled ? 3 : 4;
        BigInteger peepholes = lstm.Peephole ? (gates - 1) * Up(h, 16) : 0;
        if (IsOrdinary(lstm))
        {
            return (4 * lanes * (1 + i + h)) + peepholes;
        }
        BigInteger norm = lstm.LayerNorm ? gates * Up(h, 16) * (1 + b) : 0, projection = lstm.Projection is { } p ? Up(Up(p, 4) * h, 16) : 0;
        return Up(lanes * gates * ((lstm.LayerNorm ? 0 : b) + i + s), 16) + peepholes + norm + projection;
    }

    private static BigInteger Begin(RecurrentLayerSpec layer) => layer.InitialState ? Memory(layer) : 0;

    private static BigInteger State(LayerSpec layer, BigInteger i) => layer switch
    {
        RecurrentLayerSpec recurrent => Ways(recurrent) * (Memory(recurrent) + (IsStreamed(recurrent) ? Up(i, 16) : 0)),
        ConvLayerSpec conv => Up(((((BigInteger)conv.Kernel - 1) * conv.Dilation + 1) * i) + 2, 16),
        PoolLayerSpec { Kind: PoolKind.Mean } => Up(i, 16) + 16,
        _ => 0,
    };

    private static BigInteger Memory(RecurrentLayerSpec layer) => Up(Hidden(layer), 16) + (layer is LstmLayerSpec or LtmStmLayerSpec ? Up(layer.HiddenSize, 16) : 0);

    private static bool IsStreamed(LayerSpec layer) => layer is LstmLayerSpec lstm && IsOrdinary(lstm) && lstm.HiddenSize >= 64;

    private static bool IsOrdinary(LstmLayerSpec lstm) => !lstm.Coupled && !lstm.LayerNorm && lstm.Projection is null;

    private static BigInteger Hidden(RecurrentLayerSpec layer) => layer is LstmLayerSpec { Projection: { } projection } ? projection : layer.HiddenSize;

    private static int Ways(RecurrentLayerSpec layer) => layer.Direction == Lstm.Specification.Direction.Bidirectional ? 2 : 1;

    private static BigInteger Up(BigInteger value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
