using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Writes one layer after the other; how the tensors of some are called by default depends on the layers before.</summary>
internal sealed class LayerWriter
{
    private readonly Dictionary<string, int> byKind = [];

    /// <summary>The layer's object.</summary>
    public JsonMembers Write(LayerSpec layer) => layer switch
    {
        RecurrentLayerSpec recurrent => RecurrentWriter.Write(recurrent),
        DenseLayerSpec dense => Of("dense")
            .Add("size", dense.Size)
            .Add("activation", dense.Activation, ActivationKind.Identity)
            .Add("bias", dense.Bias, otherwise: true)
            .Add("tensors", dense.Tensors, Numbered("dense")),
        ActivationLayerSpec activation => Of("activation").AddJson("activation", ActivationWriter.Text(activation.Activation)),
        ResidualLayerSpec { From: ResidualLayerSpec.Input } => Of("residual").Add("from", "input"),
        ResidualLayerSpec residual => Of("residual").Add("from", residual.From),
        EmbeddingLayerSpec embedding => Of("embedding")
            .Add("rows", embedding.Rows)
            .Add("size", embedding.Size)
            .Add("tensors", embedding.Tensors, Numbered("embedding")),
        PoolLayerSpec pool => Of("pool").Add("kind", SpecVocabulary.PoolKinds[(int)pool.Kind]),
        ConvLayerSpec conv => Of("conv1d")
            .Add("filters", conv.Filters)
            .Add("kernel", conv.Kernel)
            .Add("stride", conv.Stride, 1)
            .Add("dilation", conv.Dilation, 1)
            .Add("activation", conv.Activation, ActivationKind.Identity)
            .Add("bias", conv.Bias, otherwise: true)
            .Add("tensors", conv.Tensors, Numbered("conv")),
        FrameConvLayerSpec conv => Of("frame-conv1d")
            .Add("channels", conv.Channels)
            .Add("filters", conv.Filters)
            .Add("kernel", conv.Kernel)
            .Add("stride", conv.Stride, 1)
            .Add("dilation", conv.Dilation, 1)
            .Add("padLeft", conv.PadLeft, 0)
            .Add("padRight", conv.PadRight, 0)
            .Add("padMode", SpecVocabulary.PadModes[conv.Reflect ? 1 : 0], SpecVocabulary.PadModes[0])
            .Add("activation", conv.Activation, ActivationKind.Identity)
            .Add("bias", conv.Bias, otherwise: true)
            .Add("tensors", conv.Tensors, Numbered("conv")),
        MagnitudeLayerSpec magnitude => Of("magnitude").Add("channels", magnitude.Channels),
        ScaleLayerSpec scale => Scale(scale),
        _ => throw Unhandled.Kind(layer),
    };

    private static JsonMembers Scale(ScaleLayerSpec layer)
    {
        var members = Of("scale").Add("tensor", layer.Tensors);
        return layer.Offset is { } offset ? members.Add("offset", offset) : members;
    }

    private static JsonMembers Of(string type) => new JsonMembers().Add("type", type);

    private string Numbered(string kind)
    {
        byKind.TryGetValue(kind, out int before);
        byKind[kind] = before + 1;
        return $"{kind}{before}.";
    }
}
