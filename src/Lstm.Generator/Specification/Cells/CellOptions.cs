namespace Lstm.Specification;

/// <summary>What all recurrent layers have.</summary>
internal sealed record CellOptions(string Tensors, int Index, int HiddenSize, bool Bias, Direction Direction, bool InitialState, float? Clip)
{
    /// <summary>Reads them; null after an error.</summary>
    public static CellOptions? Read(LayerSource source) => Read(source, out _);

    /// <summary>Reads them; null after an error.</summary>
    /// <param name="source">The layer.</param>
    /// <param name="hidden">Its units, if they could be read.</param>
    public static CellOptions? Read(LayerSource source, out int? hidden)
    {
        var layer = source.Layer;
        hidden = layer.RequireSize("hidden", SpecLimits.MaxLayerSize, "the number of units");
        bool? bias = layer.Boolean("bias", otherwise: true);
        bool? initialState = layer.Boolean("initialState", otherwise: false);
        int? direction = layer.Word("direction", SpecVocabulary.Directions);
        float? clip = layer.Limit("clip", "every gate would be constant; leave it out for no limit");
        string? prefix = source.Tensors.Prefix(layer, otherwise: "");
        int index = prefix is null ? 0 : source.Tensors.RecurrentIndex(prefix);
        return hidden is { } h && bias is { } b && initialState is { } i && direction is { } d && prefix is not null
            ? new CellOptions(prefix, index, h, b, (Direction)d, i, clip)
            : null;
    }

    /// <summary>A layer with what its constructor does not take.</summary>
    public RecurrentLayerSpec Complete(RecurrentLayerSpec layer) => layer with { Direction = Direction, InitialState = InitialState, Clip = Clip };
}
