namespace Lstm.Specification;

/// <summary>Reads the recurrent layers.</summary>
internal sealed class RecurrentReader(TensorReader tensors, ActivationReader activations, SpecErrors errors)
{
    /// <summary>A layer of LSTM cells; null after an error.</summary>
    public RecurrentLayerSpec? ReadLstm(SpecObject layer)
    {
        var all = ReadCommon(layer, out int? hidden);
        bool? peephole = layer.Boolean("peephole", otherwise: false);
        bool? coupled = layer.Boolean("coupled", otherwise: false);
        bool? layerNorm = layer.Boolean("layerNorm", otherwise: false);
        float? cellClip = layer.Limit("cellClip", "nothing would be left of the cell state; leave it out for no limit");
        var (projectionIsGood, projection) = ReadProjection(layer, hidden);
        var squashing = activations.ReadLstm(layer, coupled == true);
        if (all is null || peephole is not { } p || coupled is not { } c || layerNorm is not { } n || squashing is null || !projectionIsGood)
        {
            return null;
        }
        var cells = new LstmLayerSpec(all.Tensors, all.Index, all.HiddenSize, p, all.Bias, squashing) { Coupled = c, CellClip = cellClip, Projection = projection, LayerNorm = n };
        return all.Complete(cells);
    }

    /// <summary>A layer of gated recurrent units; null after an error.</summary>
    public RecurrentLayerSpec? ReadGru(SpecObject layer)
    {
        var all = ReadCommon(layer, out _);
        int? reset = layer.Word("reset", SpecVocabulary.Resets);
        var squashing = activations.ReadGru(layer);
        return all is not null && reset is { } where && squashing is not null
            ? all.Complete(new GruLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, squashing) { ResetBefore = where == 1 })
            : null;
    }

    /// <summary>A plain recurrent layer; null after an error.</summary>
    public RecurrentLayerSpec? ReadRnn(SpecObject layer)
    {
        var all = ReadCommon(layer, out _);
        var activation = activations.ReadOne(layer, ActivationKind.Tanh);
        return all is not null && activation is { } a ? all.Complete(new RnnLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, a)) : null;
    }

    /// <summary>A layer of LTM/STM cells; null after an error.</summary>
    public RecurrentLayerSpec? ReadLtmStm(SpecObject layer)
    {
        var all = ReadCommon(layer, out _);
        var squashing = activations.ReadLtmStm(layer);
        return all is not null && squashing is not null ? all.Complete(new LtmStmLayerSpec(all.Tensors, all.Index, all.HiddenSize, all.Bias, squashing)) : null;
    }

    private (bool IsGood, int? Projection) ReadProjection(SpecObject layer, int? hidden)
    {
        if (layer.Find("projection") is not { } value)
        {
            return (true, null);
        }
        int? projection = layer.Size("projection", SpecLimits.MaxLayerSize, 0);
        if (projection >= hidden)
        {
            errors.Add(SpecRules.Combination, value.Place, $"A projection makes the hidden state smaller: {projection} values are not fewer than {hidden} units");
            return (false, null);
        }
        return (projection is not null, projection);
    }

    private Common? ReadCommon(SpecObject layer, out int? hidden)
    {
        hidden = layer.RequireSize("hidden", SpecLimits.MaxLayerSize, "the number of units");
        bool? bias = layer.Boolean("bias", otherwise: true);
        bool? initialState = layer.Boolean("initialState", otherwise: false);
        int? direction = layer.Word("direction", SpecVocabulary.Directions);
        float? clip = layer.Limit("clip", "every gate would stand still; leave it out for no limit");
        string? prefix = tensors.Prefix(layer, otherwise: "");
        int index = prefix is null ? 0 : tensors.RecurrentIndex(prefix);
        return hidden is { } h && bias is { } b && initialState is { } i && direction is { } d && prefix is not null
            ? new Common(prefix, index, h, b, (Direction)d, i, clip)
            : null;
    }

    private sealed record Common(string Tensors, int Index, int HiddenSize, bool Bias, Direction Direction, bool InitialState, float? Clip)
    {
        public RecurrentLayerSpec Complete(RecurrentLayerSpec layer) => layer with { Direction = Direction, InitialState = InitialState, Clip = Clip };
    }
}
