using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Makes one result of a sequence.</summary>
/// <param name="Kind">How.</param>
public sealed record PoolLayerSpec(PoolKind Kind) : LayerSpec("")
{
    internal static LayerType Definition { get; } = new("pool", ["type", "kind"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => HashLine;

    internal override string HashLine => $"pool {Word}";

    private string Word => SpecVocabulary.PoolKinds[(int)Kind];

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

    internal override LayerFloats Floats(int inputSize)
    {
        long padded = Footprint.Align(inputSize);
        return new(State: Kind == PoolKind.Mean ? padded + Footprint.Alignment : 0, Passed: padded); // the sums, and how many
    }

    internal override void Write(JsonMembers members, LayerWriter writer) => members.Add("kind", Word);

    private static PoolLayerSpec? Read(LayerSource source) => source.Layer.RequireWord("kind", SpecVocabulary.PoolKinds) is { } kind ? new PoolLayerSpec((PoolKind)kind) : null;
}

/// <summary>What a sequence comes to.</summary>
public enum PoolKind
{
    /// <summary>The last time step.</summary>
    Last,

    /// <summary>The mean over the time steps so far.</summary>
    Mean,

    /// <summary>The hidden state that the recurrent layer before ends with; of a bidirectional one both, each where it ends.</summary>
    Final,
}
