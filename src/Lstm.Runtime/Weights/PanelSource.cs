using System;
using System.ComponentModel;

namespace Lstm.Embedded;

/// <summary>Columns of weights that add to some of the sums of a layer's units, for <see cref="WeightPacker.Panels"/>.</summary>
/// <param name="columns">How many; 0 for biases.</param>
/// <param name="gates">The sums they add to, in the order in which their weights are packed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PanelSource(int columns, params PanelGate[] gates)
{
    /// <summary>How many columns; 0 for biases.</summary>
    public int Columns => columns;

    /// <summary>The sums they add to.</summary>
    public ReadOnlySpan<PanelGate> Gates => gates;

    /// <summary>Rows of a panel: the columns, or one for biases.</summary>
    internal int Rows => Math.Max(1, columns);
}

/// <summary>Where the weights of one sum of each unit stand: a block of as many rows of a tensor as there are units.</summary>
/// <param name="factor">Folded into the weights: that of the sum's activation.</param>
/// <param name="tensor">The tensor's whole name.</param>
/// <param name="block">Which block of rows, from 0.</param>
/// <param name="blocks">How many blocks the tensor has.</param>
/// <param name="second">A tensor of the same shape that is added; null for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PanelGate(double factor, string tensor, int block, int blocks, string? second = null)
{
    /// <summary>Folded into the weights.</summary>
    public double Factor => factor;

    /// <summary>The tensor's whole name.</summary>
    public string Tensor => tensor;

    /// <summary>Which block of rows.</summary>
    public int Block => block;

    /// <summary>How many blocks the tensor has.</summary>
    public int Blocks => blocks;

    /// <summary>A tensor that is added.</summary>
    public string? Second => second;
}
