using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>An elementwise offset and factor.</summary>
internal sealed record ScalePlan(ScaleLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Scale{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => InputSize;

    public override int Activations => 0;
}

/// <summary>An activation by itself.</summary>
internal sealed record ActivationPlan(ActivationLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Activation{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => InputSize;
}

/// <summary>What came before, added.</summary>
internal sealed record ResidualPlan(ResidualLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Residual{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;
}

/// <summary>A row of a table.</summary>
internal sealed record EmbeddingPlan(EmbeddingLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.Size, WeightOffset)
{
    public override string Method => $"Embedding{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;
}

/// <summary>One result of a sequence. A mean keeps the sums so far and their number in the state.</summary>
internal sealed record PoolPlan(PoolLayerSpec Spec, int Index, int InputSize, int WeightOffset, int StateOffset) : LayerPlan(Index, InputSize, InputSize, WeightOffset)
{
    public override string Method => $"Pool{Index}";

    /// <summary>Where the number of time steps stands, as a float.</summary>
    public int CountOffset => StateOffset + NetworkPlan.RoundUp(InputSize, 16);

    public override int StateFloats => Spec.Kind == PoolKind.Mean ? NetworkPlan.RoundUp(InputSize, 16) + 16 : 0;

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => 0;
}

/// <summary>A convolution over time: its last samples stand in a ring in the state, behind which stand the place in the ring and the steps until the next output.</summary>
internal sealed record ConvPlan(ConvLayerSpec Spec, int Index, int InputSize, int WeightOffset, int StateOffset) : LayerPlan(Index, InputSize, Spec.Filters, WeightOffset)
{
    public override string Method => $"Conv{Index}";

    /// <summary>Samples in the ring: those remembered and the newest.</summary>
    public int Slots => (int)(Spec.History + 1);

    /// <summary>Where the ring's newest slot is kept, as an int.</summary>
    public int PlaceOffset => (int)StateFootprint.RingFloats(Spec, InputSize);

    public override int StateFloats => NetworkPlan.RoundUp(PlaceOffset + 2, 16);

    /// <summary>The sums: one for each filter, over the window of all taps.</summary>
    public SumStage Stage => FrameConvPlan.StageOf(Spec.Filters, Spec.Kernel * InputSize);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)Spec.Kernel * InputSize * Spec.Filters;

    public override int Activations => Spec.Activation.Function.IsIdentity ? 0 : Spec.Filters;
}

/// <summary>A convolution within a sample.</summary>
internal sealed record FrameConvPlan(FrameConvLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, Spec.OutputSize(InputSize), WeightOffset)
{
    public override string Method => $"Conv{Index}";

    public int Positions => Spec.Positions(InputSize);

    public int OutputPositions => Spec.OutputPositions(InputSize);

    public int PaddedPositions => Positions + Spec.PadLeft + Spec.PadRight;

    public bool Pads => Spec.PadLeft + Spec.PadRight > 0;

    /// <summary>The sums of one position: one for each filter, over the window of all taps.</summary>
    public SumStage Stage => StageOf(Spec.Filters, Spec.Kernel * Spec.Channels);

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => (long)OutputPositions * Spec.Kernel * Spec.Channels * Spec.Filters;

    public override int Activations => Spec.Activation.Function.IsIdentity ? 0 : OutputSize;

    /// <summary>Biases, then a column for each value of the window.</summary>
    public static SumStage StageOf(int filters, int columns)
    {
        static EquatableArray<SumGate> Gates() => new([new SumGate('y', default)]);
        return new SumStage(filters, "y", new([new SumSource(SumInput.Bias, 1, Gates()), new SumSource(SumInput.Between, columns, Gates())]));
    }
}

/// <summary>√(a² + b²).</summary>
internal sealed record MagnitudePlan(MagnitudeLayerSpec Spec, int Index, int InputSize, int WeightOffset) : LayerPlan(Index, InputSize, InputSize / 2, WeightOffset)
{
    public override string Method => $"Magnitude{Index}";

    protected override LayerSpec Layer => Spec;

    public override long MultiplyAdds => 0;

    public override int Activations => OutputSize;
}
