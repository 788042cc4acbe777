using System;
using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>
/// Packs the sums of a layer's units panel by panel (docs/packed-layout.md): for each panel of P units the rows of each source, and
/// in a row for each of the source's gates P weights.
/// </summary>
internal sealed class PanelPacker(WeightSource source)
{
    private readonly Dictionary<(string Name, string? Second), SourceTensor> taken = [];

    /// <summary>Floats that so many units take, a multiple of 16.</summary>
    public static int Length(int units, PanelWidths panels, ReadOnlySpan<PanelSource> sources)
    {
        Int128 perUnit = 0;
        foreach (var columns in sources)
        {
            perUnit += (long)columns.Rows * columns.Gates.Length;
        }
        return PackedLength.Of(PackedLength.Padded(panels.Lanes * perUnit), $"A layer of {units} units with {perUnit} weights each");
    }

    /// <summary>Writes all panels, one after the other, into zeroed memory.</summary>
    public void Write(Span<float> destination, int units, PanelWidths panels, ReadOnlySpan<PanelSource> sources)
    {
        int at = 0;
        foreach (var (first, width, lanes) in panels)
        {
            foreach (var columns in sources)
            {
                var tensors = Tensors(columns, units);
                for (int row = 0; row < columns.Rows; row++)
                {
                    for (int k = 0; k < tensors.Length; k++, at += width)
                    {
                        WriteLanes(destination.Slice(at, lanes), tensors[k], columns.Gates[k], (columns.Gates[k].Block * units) + first, columns.Rows, row);
                    }
                }
            }
        }
    }

    /// <summary>A number for each unit, from a tensor of <paramref name="matrix"/> rows or of blocks one behind the other.</summary>
    public void WriteUnits(Span<float> destination, int units, PanelGate gate, bool matrix)
    {
        var tensor = matrix ? Take(gate.Tensor, gate.Second, gate.Blocks, units) : Take(gate.Tensor, gate.Second, checked(gate.Blocks * units));
        for (int unit = 0; unit < units; unit++)
        {
            destination[unit] = tensor.Folded((gate.Block * units) + unit, gate.Factor);
        }
    }

    private static void WriteLanes(Span<float> lanes, SourceTensor tensor, PanelGate gate, int row, int columns, int column)
    {
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = tensor.Folded(((row + lane) * columns) + column, gate.Factor);
        }
    }

    /// <summary>What each gate of a source is packed from.</summary>
    private SourceTensor[] Tensors(PanelSource columns, int units)
    {
        var tensors = new SourceTensor[columns.Gates.Length];
        for (int k = 0; k < tensors.Length; k++)
        {
            var gate = columns.Gates[k];
            int rows = checked(gate.Blocks * units);
            tensors[k] = columns.Columns == 0 ? Take(gate.Tensor, gate.Second, rows) : Take(gate.Tensor, gate.Second, rows, columns.Columns);
        }
        return tensors;
    }

    private SourceTensor Take(string name, string? second, params int[] shape)
    {
        if (!taken.TryGetValue((name, second), out var tensor))
        {
            tensor = source.Take("", name, shape);
            if (second is not null)
            {
                tensor = tensor.Plus(source.Take("", second, shape));
            }
            taken.Add((name, second), tensor);
        }
        return tensor;
    }
}
