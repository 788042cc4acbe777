using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What can still be added by a residual layer: what there is for the same time step.</summary>
internal sealed class ResidualRules
{
    private readonly List<(int From, int To)> joins = [];

    // Layers up to this one, and the sample, are out of reach.
    private int barrier = ResidualLayerSpec.Input - 1;
    private string? barrierReason;

    /// <summary>Why the sample is out of reach, or null.</summary>
    public string? Barrier => barrierReason;

    /// <summary>Whether a sample is the index of a token.</summary>
    public bool TakesTokens { get; private set; }

    /// <summary>Takes the next layer into account for those behind it.</summary>
    public void Add(LayerSpec layer, int index)
    {
        string? reason = layer switch
        {
            PoolLayerSpec => $"layers[{index}] comes between, a \"pool\" behind which there is one result for a whole sequence",
            RecurrentLayerSpec { Direction: not Direction.Forward } => $"layers[{index}] comes between, which begins at the end of the sequence, and its inputs are not kept",
            ConvLayerSpec { Stride: > 1 } => $"layers[{index}] comes between, a \"conv1d\" with a stride, so the two do not have the same time steps",
            _ => null,
        };
        if (reason is not null)
        {
            (barrier, barrierReason) = (index - 1, reason);
        }
        TakesTokens |= index == 0 && layer is EmbeddingLayerSpec;
        if (layer is ResidualLayerSpec residual)
        {
            joins.Add((residual.From, index));
        }
    }

    /// <summary>The fewest values that all of a sample passes through: the output of a layer, and what residual layers behind it add from before it.</summary>
    /// <param name="input">Values of the sample.</param>
    /// <param name="sizes">Values of each layer's output.</param>
    public int Narrowest(int input, IReadOnlyList<int?> sizes)
    {
        int SizeOf(int source) => source < 0 ? input : sizes[source]!.Value;
        return Enumerable.Range(0, sizes.Count).Min(layer => SizeOf(layer) + joins.Where(join => join.From < layer && join.To > layer).Select(join => join.From).Distinct().Sum(SizeOf));
    }

    /// <summary>Why what the layer names cannot be added, or null.</summary>
    /// <param name="from">The layer it names, or <see cref="ResidualLayerSpec.Input"/>.</param>
    /// <param name="index">The place of the residual layer in the list.</param>
    /// <param name="size">Values that come in, if known.</param>
    /// <param name="available">Values of what it names, if known.</param>
    public LayerFault? Fault(int from, int index, int? size, int? available) =>
        Message(from, index, size, available) is { } message ? LayerRules.Combination("from", message) : null;

    private string? Message(int from, int index, int? size, int? available)
    {
        string source = from == ResidualLayerSpec.Input ? "the sample" : $"layers[{from}]";
        if (from >= index)
        {
            return $"\"from\" must be a layer before this one, and {source} is {(from == index ? "this one itself" : "not")}";
        }
        if (from <= barrier)
        {
            return $"{source} cannot be added here: {barrierReason}";
        }
        if (from == index - 1)
        {
            return $"{source} is the layer's own input, it would be added to itself";
        }
        if (from == ResidualLayerSpec.Input && TakesTokens)
        {
            return "the sample is the index of a token, which cannot be added to anything";
        }
        return available < size ? $"{source} has {available} values, fewer than the layer's {size} inputs" : null;
    }
}
